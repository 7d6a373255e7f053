/** The verbs that erase, on a bucket: credentials and endpoint stand in the environment. On a small server of the tests. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startSmallServer } from '../../s3/test/support/smallServer.ts'
import { type Archive, eventsOf, startArchive, typesByCall } from './retentionArchive.ts'
import { samtykke } from './program.ts'

describe('the verbs that erase, on a bucket', () => {
  let archive: Archive
  let bucket: Awaited<ReturnType<typeof startSmallServer>>
  beforeAll(async () => {
    archive = await startArchive()
    bucket = await startSmallServer()
    const authorization = `AWS4-HMAC-SHA256 Credential=${bucket.access}/20260101/us-east-1/s3/aws4_request`
    await fetch(`${bucket.endpoint}/calls`, { method: 'PUT', headers: { authorization } })
  })
  afterAll(async () => {
    await bucket.stop()
    await archive.stop()
  })

  const run = (...args: ReadonlyArray<string>) =>
    samtykke(args, {
      env: {
        AWS_ENDPOINT_URL: bucket.endpoint,
        AWS_ACCESS_KEY_ID: bucket.access,
        AWS_SECRET_ACCESS_KEY: bucket.secret
      }
    })
  const where = ['--recordings', 'recorder=s3://calls/kept/2026']

  test('what is due goes, what is not stays, and the bucket agrees with the events', async () => {
    const file = join(archive.home, 'call.wav')
    writeFileSync(file, 'sound')
    for (const call of ['expired', 'recent']) {
      const put = await run(
        ...['store', 'put', file, ...where, '--call', call, '--recording', `rec-${call}`, '--region', 'DK'],
        ...['--started-at', '2026-01-05T09:00:00Z', '--direction', 'inbound', '--customer-type', 'private'],
        ...['--line', 'customer-service']
      )
      expect([put.status, put.stderr]).toEqual([0, ''])
    }
    await archive.record([...eventsOf('expired', 300), ...eventsOf('recent', 5)])
    const swept = await run('sweep', archive.url, ...where)
    expect([swept.status, swept.stderr]).toEqual([0, ''])
    expect((await typesByCall(archive.url)).get('expired')?.at(-1)).toBe('recording-erased')
    expect((await run('store', 'list', ...where)).stdout).toBe('recent  rec-recent\n')
    expect((await run('reconcile', archive.url, ...where)).status).toBe(0)
  })

  test('a bucket that is not there, and keys that are wrong: one sentence', async () => {
    const none = await run('sweep', archive.url, '--recordings', 'recorder=s3://none', '--dry-run')
    expect(none.status).toBe(4)
    expect(none.stderr).toMatch(/^samtykke sweep: recorder \(s3:\/\/none\): [^\n]+\n$/)
    const wrong = await samtykke(['sweep', archive.url, ...where, '--dry-run'], {
      env: { AWS_ENDPOINT_URL: bucket.endpoint, AWS_ACCESS_KEY_ID: 'wrong', AWS_SECRET_ACCESS_KEY: 'wrong' }
    })
    expect(wrong.status).toBe(4)
    expect(wrong.stderr).toMatch(/^samtykke sweep: recorder \(s3:\/\/calls\): [^\n]+\n$/)
  })
})
