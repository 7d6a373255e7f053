/** The verbs that erase, where the store of events has another clock than this machine: processes of their own. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inProcess } from './inProcess.ts'
import { startArchive, startRun, typesByCall } from './retentionArchive.ts'

const minute = 60_000
const preload = pathToFileURL(join(__dirname, 'clockAhead.mjs')).href

const withClock = (ahead: number) =>
  startArchive({
    env: { NODE_OPTIONS: `--import=${preload}`, SAMTYKKE_TEST_CLOCK_AHEAD: String(ahead) }
  })

test.each([
  ['ahead', 6 * minute],
  ['behind', -365 * 24 * 60 * minute]
])(
  'a store of events whose clock is %s: exit status 6, one sentence, and nothing is erased',
  async (_, by) => {
    const archive = await withClock(by)
    try {
      await archive.add({ expired: 300 })
      const before = await typesByCall(archive.url)
      for (const verb of ['run', 'sweep']) {
        const ran = await inProcess([verb, archive.url, '--recordings', archive.where])
        expect([verb, ran.status, ran.stdout]).toEqual([verb, 6, ''])
        expect(ran.stderr).toMatch(
          /^samtykke (run|sweep): nothing is erased: this machine's clock \([^)]*Z\) is \d+ minutes from the store's \([^)]*Z\)\n$/
        )
      }
      expect(archive.kept()).toEqual(new Set(['expired']))
      expect(await typesByCall(archive.url)).toEqual(before)
    } finally {
      await archive.stop()
    }
  }
)

test('a store of events whose clock is 4 minutes ahead: what is due goes', async () => {
  const archive = await withClock(4 * minute)
  try {
    await archive.add({ expired: 300 })
    const worker = startRun(archive.url, '--recordings', archive.where)
    expect(await worker.said('carried-out')).toMatchObject({ callId: 'expired' })
    expect(await worker.stop()).toBe(0)
    expect(archive.kept()).toEqual(new Set())
  } finally {
    await archive.stop()
  }
})
