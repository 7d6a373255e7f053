/** A package of which no file stands in memory is the package that does. */
import { createHash } from 'node:crypto'
import {
  inLogContext,
  type InspectionFile,
  inspectionInRows,
  inspectionOf,
  type PackageFile
} from '@samtykke/audit'
import { instant } from '../events.ts'
import { asText } from '../rows.ts'
import { simulatedCalls, simulatedView as view } from '../simulated.ts'

const request = {
  from: instant('2025-01-01T00:00:00Z'),
  until: instant('2025-10-01T00:00:00Z'),
  sample: 4,
  seed: 'a seed'
}
const calls = simulatedCalls(60, 9)
const seal = { origin: 'company.example/log', size: 9, root: 'qMIyUzmLj9n0jHGVzsfMxNIwbvTf8S1lbHkGqNMMKqY=' }
const sealed = { seal, unsealedEvents: 2 }
const contextOf = (callId: string) => ({
  seal,
  placeOf: (eventId: string) => ({ stream: `call-${callId}`, revision: '0', leaf: eventId.charCodeAt(0) })
})
const proof = { path: 'proofs/proof.html', bytes: Buffer.from('proof') }
const facts = { rejectedLines: 1, sealed, contextOf, unproven: 1 }

const described = ({ path, bytes }: PackageFile): InspectionFile => ({
  path,
  bytes: bytes.byteLength,
  sha256: createHash('sha256').update(bytes).digest('hex')
})

test('the same files and the same manifest, in the context of a log', () => {
  const whole = inspectionOf(view, request)
  const inRows = inspectionInRows(view, request, asText)
  calls.forEach(whole.add)
  calls.toReversed().forEach(inRows.add)
  expect(inRows.drawn()).toEqual(whole.drawn())
  const certificates = inRows.certificates()
  expect([...certificates]).toEqual(whole.certificates())
  expect(certificates.length).toBeGreaterThan(5)

  const { content, describe } = inRows.finish({
    ...facts,
    certificates: [...certificates].map(each => inLogContext(view, contextOf(each.callId))(each)),
    proofs: [{ path: proof.path, pieces: [proof.bytes.subarray(0, 2), 'oof'] }]
  })
  const filesNow = (): ReadonlyArray<PackageFile> =>
    content.map(({ path, pieces }) => ({
      path,
      bytes: Buffer.concat(Array.from(pieces, each => Buffer.from(each)))
    }))
  const files = filesNow()
  expect(filesNow()).toEqual(files)
  const last = describe(files.map(described))
  const expected = whole.finish({ ...facts, proofs: [proof] })
  expect(last.manifest).toEqual(expected.manifest)
  const textOf = ({ path, bytes }: PackageFile) => [path, Buffer.from(bytes).toString()]
  expect([...files, ...last.files].map(textOf).sort()).toEqual(expected.files.map(textOf).sort())
  expect(expected.files.map(({ path }) => path)).toContain(proof.path)
})

test('its certificates name the seal and the leaf', () => {
  const { add, finish } = inspectionOf(view, request)
  calls.forEach(add)
  const { files } = finish({ ...facts, proofs: [] })
  const { bytes } = files.find(({ path }) => path === 'certificates/certificates.ndjson')!
  const [first] = Buffer.from(bytes).toString().split('\n')
  expect(JSON.parse(first!)).toMatchObject({ seal, leaf: expect.any(Number) as number })
})
