// The worked example of docs/sealing.md is what the program makes, so that a verifier can be written from the page alone.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { signCheckpoint } from '../src/checkpoint.ts'
import { numberPath } from '../src/directory.ts'
import { leafHash, rootOf } from '../src/merkle.ts'
import { signer } from '../src/note.ts'
import { formatTlogProof } from '../src/tlogProof.ts'
import { verifyProof } from '../src/verifyProof.ts'
import { origin, readText, right, runTask, temporary, testKey, vkeyOf } from './support.ts'
import { data, first as entry, range, salt, second } from './workedExample.ts'

const page = readText(join(__dirname, '../../../docs/sealing.md'))
/** The blocks of the page that stand indented in its list, in their order. */
const blocks = [...page.matchAll(/^ {2}```\n([^`]*)^ {2}```$/gm)].map(([, block]) =>
  (block ?? '').replace(/^ {2}/gm, '')
)
const block = (first: string): string => blocks.find(each => each.startsWith(first)) ?? `no block ${first}`

const checkpoint = signCheckpoint({ origin, size: 2, root: rootOf(range) }, [right(signer(origin, testKey))])

it('the proof on the page is the one that is written', () =>
  expect(block('c2sp.org/tlog-proof@v1')).toBe(
    formatTlogProof({ index: 0, path: [leafHash(second)], checkpoint, entry, salt })
  ))

it('the verifier key, the data and the entry on the page belong to it', () => {
  expect(block(origin + '+')).toBe(`${vkeyOf(testKey)}\n`)
  expect(blocks).toContain(`${data}\n`)
  expect(blocks).toContain(`${entry}\n`)
})

it('what stands on the page verifies', async () => {
  const { path, remove } = temporary()
  const proof = join(path, '0.tlog-proof')
  mkdirSync(path, { recursive: true })
  writeFileSync(proof, block('c2sp.org/tlog-proof@v1'))
  writeFileSync(join(path, '0.data'), block('{"digit"').trimEnd())
  const found = await runTask(verifyProof({ proofs: [proof], keys: [block(origin + '+').trimEnd()] }))
  expect(found).toMatchObject({ ok: true, verified: [{ leaf: 0, size: 2, content: 'intact' }] })
  remove()
})

it('file numbers are as the page says', () => {
  expect(page).toContain('Number 7 is `007`')
  expect(page).toContain('1234067 is `x001/x234/067`')
  expect([numberPath(7), numberPath(1234067)]).toEqual(['007', 'x001/x234/067'])
})
