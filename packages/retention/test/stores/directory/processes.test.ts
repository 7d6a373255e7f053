/** A store in a folder, used by processes that are killed and on disks that are full. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { openDirectoryStore } from '../../../src/index.ts'
import {
  chunks,
  filesOf,
  inventoryOf,
  left,
  newFolder,
  recording,
  removeFolders,
  right,
  textOf,
  treeOf
} from '../some.ts'

afterAll(removeFolders)

const writer = join(__dirname, 'writer.mjs')
const refOf = (n: number) => recording(`call-${n % 3}`, `rec-${n}`)
const empty = ['.samtykke', '.samtykke/unfinished']

/** Lets it write, kills it after so many lines and a little, and gives what it said. */
const killedAfter = async (
  folder: string,
  lines: number,
  milliseconds: number
): Promise<ReadonlyArray<string>> => {
  const child = spawn(process.execPath, [writer, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise(resolve => child.once('close', resolve))
  const said: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line)
    if (said.length === lines) setTimeout(() => child.kill('SIGKILL'), milliseconds)
  }
  await ended
  return said
}

test('a process killed at any instant loses nothing that it said, and leaves nothing that cannot be erased', async () => {
  let unfinished = 0
  for (let round = 0; round < 12; round += 1) {
    const folder = await newFolder()
    const store = await right(openDirectoryStore(folder, { name: 'archive', create: true }))
    const said = await killedAfter(folder, 3 + (round % 5), round * 1.3)
    expect(said.filter(line => line.startsWith('failed'))).toEqual([])
    const numbers = (word: string): ReadonlyArray<number> =>
      said.filter(line => line.startsWith(`${word} `)).map(line => Number(line.split(' ')[1]))
    const [put, erasing, erased] = [numbers('put'), numbers('erasing'), numbers('erased')]
    for (const n of put.filter(each => !erasing.includes(each)))
      expect(await textOf(await right(store.open(refOf(n))))).toBe('\x07'.repeat(300_000))
    for (const n of erased) expect(await right(store.find(refOf(n)))).toEqual({ _tag: 'absent' })

    const { refs, unrecognised } = await inventoryOf(store)
    expect(unrecognised).toEqual([])
    if ((await filesOf(folder)).some(path => path.startsWith('.samtykke/unfinished/'))) unfinished += 1
    for (const ref of refs) await right(store.erase(ref))
    expect((await inventoryOf(store)).refs).toEqual([])
    expect(await filesOf(folder)).toEqual([])
  }
  // Else the kills came too late to show anything.
  expect(unfinished).toBeGreaterThan(0)
})

test('a file larger than the limit is an error in one sentence, and nothing is left of it', async () => {
  const folder = await newFolder()
  await right(openDirectoryStore(folder, { name: 'archive', create: true }))
  const { stdout } = spawnSync(
    'sh',
    ['-c', `ulimit -f 500; exec "${process.execPath}" "${writer}" "${folder}" 3000000`],
    {
      encoding: 'utf8'
    }
  )
  expect(JSON.parse(stdout)).toEqual({
    _tag: 'Left',
    left: { _tag: 'OutOfSpace', retry: 'later', reason: 'EFBIG' }
  })
  expect(await treeOf(folder)).toEqual(empty)
})

const mayMount =
  spawnSync('sh', ['-c', 'd=$(mktemp -d) && mount -t tmpfs tmpfs $d && umount $d && rmdir $d']).status === 0

;(mayMount ? test : test.skip)(
  `a full disk is an error in one sentence, nothing is left of it, and erasing still works${mayMount ? '' : ' (skipped: no volume may be mounted here)'}`,
  async () => {
    const folder = await newFolder()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder])
    try {
      const store = await right(openDirectoryStore(folder, { name: 'archive', create: true }))
      await right(store.put(recording('call-1', 'rec-1'), chunks(Buffer.alloc(600_000))))
      for (const size of [600_000, 5_000_000]) {
        expect(await left(store.put(recording('call-2', 'rec-2'), chunks(Buffer.alloc(size))))).toEqual({
          _tag: 'OutOfSpace',
          retry: 'later',
          reason: 'ENOSPC'
        })
        expect(await treeOf(folder)).toEqual([...empty, 'call-1', 'call-1/rec-1.bin'])
      }
      await right(store.erase(recording('call-1', 'rec-1')))
      await right(store.put(recording('call-2', 'rec-2'), chunks(Buffer.alloc(600_000))))
      expect(await treeOf(folder)).toEqual([...empty, 'call-2', 'call-2/rec-2.bin'])
    } finally {
      execFileSync('umount', [folder])
    }
  }
)
