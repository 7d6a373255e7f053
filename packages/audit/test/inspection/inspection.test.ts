import { createHash } from 'node:crypto'
import { drawingOrder, inspectionOf, type PackageFile } from '@samtykke/audit'
import fc from 'fast-check'
import { instant } from '../events.ts'
import { describePages, expectHarmless } from '../render/html/describePages.ts'
import { faultsIn } from '../schema.ts'
import { simulatedCalls, simulatedView as view } from '../simulated.ts'

const march = { from: instant('2025-03-01T00:00:00Z'), until: instant('2025-04-01T00:00:00Z') }
const calls = simulatedCalls(60, 9)

const packed = (sample: number, seed: string, order = calls) => {
  const { add, finish } = inspectionOf(view, { ...march, sample, seed })
  order.forEach(add)
  return finish({ rejectedLines: 2, contextOf: () => ({}), proofs: [], unproven: 0 })
}

const textOf = (files: ReadonlyArray<PackageFile>, path: string): string =>
  new TextDecoder().decode(files.find(each => each.path === path)?.bytes)

test('the order of drawing is that of the hashes of seed, line feed and id, whatever the order of the ids', () => {
  fc.assert(
    fc.property(fc.string(), fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 20 }), (seed, ids) => {
      const naive = ids
        .map(id => `${createHash('sha256').update(seed).update('\n').update(id).digest('hex')} ${id}`)
        .sort()
        .map(each => each.slice(65))
      expect(drawingOrder(seed, ids).map(({ callId }) => callId)).toEqual(naive)
      expect(drawingOrder(seed, [...ids].reverse())).toEqual(drawingOrder(seed, ids))
    })
  )
})

test('a larger sample begins with the smaller; another seed draws others; the order of calls changes nothing', () => {
  const drawn = (sample: number, seed: string) => packed(sample, seed).manifest.sample.drawn
  expect(drawn(4, 'a').slice(0, 2)).toEqual(drawn(2, 'a'))
  expect(drawn(4, 'b')).not.toEqual(drawn(4, 'a'))
  expect(packed(2, 'a', [...calls].reverse())).toEqual(packed(2, 'a'))
})

test('the manifest is as its schema says, and names each file with its hash', () => {
  const { manifest, files } = packed(3, 'a seed')
  expect(faultsIn('inspection-manifest', manifest)).toEqual([])
  for (const { path, bytes, sha256 } of manifest.files) {
    const file = files.find(each => each.path === path)!
    expect([file.bytes.byteLength, createHash('sha256').update(file.bytes).digest('hex')]).toEqual([
      bytes,
      sha256
    ])
  }
  expect(createHash('sha256').update(textOf(files, 'record/policy.json')).digest('hex')).toBe(
    manifest.policy.sha256
  )
  expect(textOf(files, 'SHA256SUMS').trim().split('\n')).toHaveLength(files.length - 1)
  expect(manifest.certificates).toBe(textOf(files, 'certificates/certificates.ndjson').split('\n').length - 1)
})

test('a sample of more than there are has them all, and says how many are not there', () => {
  const { manifest } = packed(1000, 'a')
  expect(manifest.sample.drawn).toHaveLength(manifest.sample.candidates)
  const counts = manifest.leftOut.map(({ what, count }) => [what.en, count])
  expect(counts).toContainEqual(['calls of the sample', 1000 - manifest.sample.candidates])
  expect(counts).toContainEqual(['lines that are no event', 2])
  expect(counts).toContainEqual(['drawn calls without a proof', manifest.sample.candidates])
})

const hostileSeed = `<script>alert(1)</script>\u202e'"$(reboot)`
const guide = (seed: string): string => textOf(packed(3, seed).files, 'index.html')

describePages({ 'guide-both': guide('J.nr. 7') })

test('a hostile seed stays text, on the page and for a shell', () => {
  expectHarmless(guide(hostileSeed))
  expect(guide("it's")).toContain('seed=&#39;it&#39;\\&#39;&#39;s&#39;')
})
