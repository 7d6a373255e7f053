/**
 * A store in a folder of a file system that takes `a` and `A` for one name, and knows no hard links: exFAT in a file,
 * where `exfat-fuse` and `exfatprogs` are installed and a loop device may be had.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DirectoryOptions, openDirectoryStore } from '../../../src/index.ts'
import { chunks, filesOf, inventoryOf, left, recording, right, textOf } from '../some.ts'

const home = mkdtempSync(join(tmpdir(), 'samtykke-case-'))
const volume = join(home, 'volume')

const script = `cd ${home} && mkdir volume && truncate -s 16M image && mkfs.exfat image &&
device=$(losetup -f --show image) && echo $device && mount.exfat-fuse $device volume`
const { status, stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' })
const mounted = status === 0
const device = /^\/dev\/\S+$/m.exec(stdout)?.[0]

afterAll(() => {
  if (mounted) execFileSync('umount', [volume])
  if (device !== undefined) execFileSync('losetup', ['-d', device])
  rmSync(home, { recursive: true })
})

let folders = 0
const newStore = async (layout?: DirectoryOptions['layout']) => {
  const folder = join(volume, `store-${++folders}`)
  mkdirSync(folder)
  const options = { name: 'archive', create: true, ...(layout !== undefined && { layout }) }
  return { folder, store: await right(openDirectoryStore(folder, options)) }
}

const title = mounted
  ? 'where capitals make no difference'
  : 'where capitals make no difference (skipped: no such file system can be mounted here)'

;(mounted ? describe : describe.skip)(title, () => {
  const [upper, lower] = [recording('Call-1', 'Rec-1'), recording('call-1', 'rec-1')]

  test('ids that differ only in capitals stay apart, each with its own bytes', async () => {
    const { store } = await newStore()
    await right(store.put(upper, chunks('upper')))
    await right(store.put(lower, chunks('lower')))
    expect((await inventoryOf(store)).refs).toHaveLength(2)
    expect(await right(store.erase(lower))).toMatchObject({ _tag: 'gone', copies: 1 })
    expect(await textOf(await right(store.open(upper)))).toBe('upper')
    expect(await right(store.find(lower))).toEqual({ _tag: 'absent' })
  })

  test.each([
    ['the file', recording('call-1', 'Rec-1')],
    ['the folder', recording('Call-1', 'rec-1')]
  ])(
    'by a template of one’s own, %s of another id is neither found nor erased nor overwritten',
    async (_, other) => {
      const { folder, store } = await newStore({ template: '{callId}/{recordingId}.wav' })
      await right(store.put(other, chunks('other')))
      expect(await right(store.find(lower))).toEqual({ _tag: 'absent' })
      expect(await right(store.erase(lower))).toMatchObject({ _tag: 'gone', copies: 0 })
      expect(await left(store.put(lower, chunks('lower')))).toMatchObject({
        _tag: 'Conflict',
        retry: 'never'
      })
      expect(await textOf(await right(store.open(other)))).toBe('other')
      expect((await inventoryOf(store)).refs).toMatchObject([
        { callId: other.callId, recordingId: other.recordingId }
      ])
      expect((await filesOf(folder)).filter(path => !path.startsWith('.samtykke'))).toHaveLength(1)
      await right(store.erase(other))
      await right(store.put(lower, chunks('lower')))
      expect(await textOf(await right(store.open(lower)))).toBe('lower')
    }
  )
})
