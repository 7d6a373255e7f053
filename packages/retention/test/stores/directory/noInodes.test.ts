/** A folder on a volume that has room, and can take no more files. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type Identifier, renderStoreError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { openDirectoryStore } from '@samtykke/retention'

const processor = 'recorder' as Identifier
const folder = mkdtempSync(join(tmpdir(), 'samtykke-inodes-'))

const mounted = (): boolean => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,nr_inodes=12', 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const isMounted = mounted()

afterAll(() => {
  if (isMounted) execFileSync('umount', [folder])
  rmSync(folder, { recursive: true })
})

const title =
  'a volume that can take no more files: one error says so, nothing is half done, and an erasure makes room'

;(isMounted ? test : test.skip)(isMounted ? title : `${title} (no volume can be mounted here)`, async () => {
  const opened = await openDirectoryStore(folder, { name: processor, create: true })()
  if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left))
  const store = opened.right
  const refOf = (n: number) => ({
    callId: `call-${n}` as Identifier,
    recordingId: 'recording' as Identifier,
    processor
  })
  const put = (n: number) => store.put(refOf(n), Readable.from([Buffer.from('sound')]))()
  const files = (): ReadonlyArray<string> =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(each => each.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
  let kept = 0
  let refused = await put(kept)
  while (E.isRight(refused)) refused = await put(++kept)
  expect(kept).toBeGreaterThan(0)
  expect(refused.left.retry).toBe('later')
  expect(renderStoreError(refused.left)).toBe('the store is full: ENOSPC')
  const before = files()
  expect(await put(kept)).toEqual(refused)
  expect(files()).toEqual(before)
  expect(await store.find(refOf(kept))()).toMatchObject({ right: { _tag: 'absent' } })
  for (let n = 0; n < kept; n++)
    expect(await store.find(refOf(n))()).toMatchObject({ right: { _tag: 'present' } })
  expect(E.isRight(await store.erase(refOf(0))())).toBe(true)
  expect(E.isRight(await put(kept))).toBe(true)
})
