/**
 * `samtykke run` on volumes that are full: a small one for the recordings, for the copies that are owed, and for the
 * events. What cannot be recorded, or copied, first is not erased; where there is room again all of it is done.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { logTimeOf, openEventStoreDBLog } from '@samtykke/eventstoredb'
import { inProcess } from './inProcess.ts'
import { fill, mount, onVolume, unmountAll, why } from './fullVolume.ts'
import { startArchive, startRun, typesByCall } from './retentionArchive.ts'

afterEach(unmountAll)

const withdraw = (url: string, call: string) =>
  inProcess(['withdraw', url, '--call', call, '--channel', 'phone'])

/** The last page of the file takes some more: the smallest event there is, until none is taken. */
const fillEvents = async (directory: string, url: string): Promise<() => void> => {
  const makeRoom = fill(directory)
  const opened = openEventStoreDBLog(url, { retryFor: 0 })
  if (opened._tag === 'Left') throw new Error(opened.left.reason)
  const append = logTimeOf(opened.right)
  while ((await append())._tag === 'Right') continue
  await opened.right.close()()
  return makeRoom
}

describe('samtykke run, where a disk is full', () => {
  onVolume(`that of the recordings: erasing works all the same${why}`, async () => {
    const archive = await startArchive()
    try {
      mount(archive.folder, 256)
      await archive.add({ withdrawn: 5, other: 5 })
      const makeRoom = fill(archive.folder)
      await withdraw(archive.url, 'withdrawn')
      const worker = startRun(archive.url, '--recordings', archive.where)
      expect(await worker.said('carried-out')).toMatchObject({ callId: 'withdrawn', count: 1 })
      expect(await worker.stop()).toBe(0)
      expect(archive.kept()).toEqual(new Set(['other']))
      makeRoom()
    } finally {
      unmountAll()
      await archive.stop()
    }
  })

  onVolume(`that of the copies: the erasure waits for the copy, and says so${why}`, async () => {
    const archive = await startArchive()
    try {
      const answers = mount(join(archive.home, 'answers'), 64)
      await archive.add({ owed: 5 })
      const worker = startRun(archive.url, '--recordings', archive.where, '--answers', answers)
      await worker.said('started')
      const makeRoom = fill(answers)
      await inProcess(['request-access', archive.url, '--call', 'owed', '--channel', 'letter'])
      await withdraw(archive.url, 'owed')
      expect(await worker.said('failed')).toMatchObject({
        callId: 'owed',
        reasons: ['the store is full: ENOSPC']
      })
      expect(archive.kept()).toEqual(new Set(['owed']))
      makeRoom()
      expect(await worker.said('carried-out')).toMatchObject({ callId: 'owed', count: 1 })
      expect(await worker.stop()).toBe(0)
      expect(archive.kept()).toEqual(new Set())
      expect(
        readdirSync(answers, { recursive: true }).filter(each => String(each).endsWith('.wav'))
      ).toHaveLength(1)
      expect((await typesByCall(archive.url)).get('owed')?.slice(-3)).toEqual([
        'recording-disclosed',
        'erasure-instructed',
        'recording-erased'
      ])
    } finally {
      unmountAll()
      await archive.stop()
    }
  })

  onVolume(`that of the events: nothing is erased before it can be recorded${why}`, async () => {
    const home = mkdtempSync(join(tmpdir(), 'samtykke-events-'))
    const directory = mount(join(home, 'events'), 512)
    const archive = await startArchive({ args: ['--directory', directory] })
    try {
      await archive.add({ withdrawn: 5, other: 5 })
      const worker = startRun(archive.url, '--recordings', archive.where)
      await worker.said('started')
      await withdraw(archive.url, 'other')
      expect(await worker.said('carried-out')).toMatchObject({ callId: 'other', count: 1 })
      const makeRoom = await fillEvents(directory, archive.url)
      const refused = await withdraw(archive.url, 'withdrawn')
      expect([refused.status, refused.stdout]).toEqual([4, ''])
      expect(refused.stderr.trimEnd().split('\n')).toHaveLength(1)
      expect(archive.kept()).toEqual(new Set(['withdrawn']))
      makeRoom()
      expect(await worker.stop()).toBe(0)
      expect((await withdraw(archive.url, 'withdrawn')).status).toBe(0)

      const makeRoomAgain = await fillEvents(directory, archive.url)
      const full = await inProcess(['run', archive.url, '--recordings', archive.where])
      expect([full.status, full.stdout]).toEqual([4, ''])
      expect(full.stderr).toMatch(/^samtykke run: [^\n]+\n$/)
      expect(archive.kept()).toEqual(new Set(['withdrawn']))
      makeRoomAgain()
      const next = startRun(archive.url, '--recordings', archive.where)
      expect(await next.said('carried-out')).toMatchObject({ callId: 'withdrawn', count: 1 })
      expect(await next.stop()).toBe(0)
      expect(archive.kept()).toEqual(new Set())
      const types = await typesByCall(archive.url)
      for (const call of ['withdrawn', 'other'])
        expect(types.get(call)?.filter(type => type === 'recording-erased')).toHaveLength(1)
    } finally {
      await archive.stop()
      unmountAll()
      rmSync(home, { recursive: true })
    }
  })
})
