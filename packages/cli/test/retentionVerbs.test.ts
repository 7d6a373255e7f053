/** `samtykke sweep`, `reconcile` and `store`, and what they say to who makes a mistake. */
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inProcess } from './inProcess.ts'
import { type Archive, eventsOf, startArchive, typesByCall } from './retentionArchive.ts'

type Line = Readonly<Record<string, unknown>>
const linesOf = (text: string): ReadonlyArray<Line> =>
  text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Line)

describe('the verbs that erase', () => {
  let archive: Archive
  beforeEach(async () => {
    archive = await startArchive()
  })
  afterEach(() => archive.stop())

  const on = (verb: string, ...more: ReadonlyArray<string>) =>
    inProcess([verb, archive.url, '--recordings', archive.where, ...more])

  test('a dry run says what would go, and writes nothing anywhere; the sweep then does that', async () => {
    await archive.add({ expired: 300, recent: 5 })
    const files = readdirSync(archive.folder, { recursive: true })
    const before = await typesByCall(archive.url)
    const dry = await on('sweep', '--dry-run')
    expect([dry.status, dry.stderr]).toEqual([0, ''])
    expect(dry.stdout).toContain('erase recording rec-expired')
    expect(dry.stdout).toMatch(/2 calls looked at; 1 would go, 0 for a person; nothing was touched\n$/)
    expect(readdirSync(archive.folder, { recursive: true })).toEqual(files)
    expect(await typesByCall(archive.url)).toEqual(before)

    const swept = await on('sweep', '--json')
    expect(swept.status).toBe(0)
    expect(linesOf(swept.stdout)).toMatchObject([
      { step: 'carry-out', callId: 'expired', targetId: 'rec-expired', call: { carriedOut: 1, due: 0 } },
      { summary: 'sweep', calls: 2, due: 1, carriedOut: 1, failed: 0, forPeople: 0, stopped: [] }
    ])
    expect(archive.kept()).toEqual(new Set(['recent']))
  })

  test('a dry run knows of the place for copies, and does not make it', async () => {
    const answers = join(archive.home, 'answers')
    await archive.add({ owed: 5 })
    const of = ['--call', 'owed', '--channel', 'letter']
    expect((await inProcess(['request-access', archive.url, ...of])).status).toBe(0)
    expect((await inProcess(['withdraw', archive.url, ...of])).status).toBe(0)
    const dry = await on('sweep', '--dry-run', '--answers', answers)
    expect(dry.stdout).toMatch(/copy recording rec-owed for request \S+, erase recording rec-owed/)
    expect(existsSync(answers)).toBe(false)
    expect(archive.isKept('owed')).toBe(true)
  })

  test('the agenda is built again: every call is looked at, and nothing is erased', async () => {
    await archive.add({ expired: 300, recent: 5 })
    const built = await inProcess(['agenda', 'rebuild', archive.url, '--recordings', archive.where])
    expect([built.status, built.stderr, built.stdout]).toEqual([
      0,
      '',
      '2 calls looked at, with 2 stored; the agenda is built\n'
    ])
    expect(archive.kept()).toEqual(new Set(['expired', 'recent']))
  })

  test('what is left to a person is exit status 3, the breaker is 6', async () => {
    await archive.add({ expired: 300 })
    await archive.record(eventsOf('elsewhere', 300, { processor: 'another' }))
    const left = await on('sweep')
    expect(left.status).toBe(3)
    expect(left.stdout).toMatch(/no-store .* elsewhere {2}recording rec-elsewhere/)
    await archive.add({ a: 300, b: 300 })
    const stopped = await on('sweep', '--most-per-day', '1')
    expect(stopped.status).toBe(6)
    expect(stopped.stderr).toContain('more is due than may go in a day (samtykke run --resume')
    expect(archive.kept()).toEqual(new Set(['a', 'b']))
  })

  test('reconcile: 0 where all agrees; an orphan, a missing one and a resurrected one are named: 7', async () => {
    await archive.add({ one: 5, lost: 5, expired: 300 })
    expect((await on('sweep')).status).toBe(0)
    const agreed = await on('reconcile')
    expect([agreed.status, agreed.stdout]).toEqual([0, 'The stores and the events agree.\n'])

    archive.keep('orphan')
    archive.keep('expired')
    rmSync(archive.fileOf('lost'))
    const differing = await on('reconcile', '--json')
    expect(differing.status).toBe(7)
    expect(
      new Set(
        linesOf(differing.stdout).map(each => `${String(each['difference'])} ${String(each['callId'])}`)
      )
    ).toEqual(new Set(['orphan orphan', 'missing lost', 'resurrected expired']))
    expect(archive.kept()).toEqual(new Set(['one', 'orphan']))
    expect((await on('reconcile')).stdout).toMatch(/1 orphan: .*\n1 missing: .*\n$/)
  })

  test('store put keeps a recording and records it; get gives its bytes, list names it', async () => {
    const file = join(archive.home, 'call.wav')
    const folder = join(archive.home, 'new')
    writeFileSync(file, 'sound')
    const where = ['--recordings', `recorder=${folder}`]
    const put = (...more: ReadonlyArray<string>) =>
      inProcess([
        ...['store', 'put', file, ...where, '--call', 'call-1', '--recording', 'rec-1', '--region', 'DK'],
        ...['--started-at', '2026-01-05T09:00:00Z', '--direction', 'inbound', '--customer-type', 'private'],
        ...['--line', 'customer-service', ...more]
      ])
    const unmounted = await put()
    expect([unmounted.status, unmounted.stdout]).toEqual([4, ''])
    const made = await put('--create', '--record', archive.url)
    expect([made.status, made.stderr]).toEqual([0, ''])
    expect(JSON.parse(made.stdout)).toMatchObject({
      type: 'recording-stored',
      processor: 'recorder',
      mediaType: 'audio/wav',
      bytes: 5,
      sha256: createHash('sha256').update('sound').digest('hex')
    })
    expect((await typesByCall(archive.url)).get('call-1')).toEqual(['recording-stored'])
    expect(readFileSync(join(folder, 'call-1', 'rec-1.wav'), 'utf8')).toBe('sound')
    const ids = ['--call', 'call-1', '--recording', 'rec-1']
    expect((await inProcess(['store', 'get', ...where, ...ids])).stdout).toBe('sound')
    expect((await inProcess(['store', 'list', ...where, '--json'])).stdout).toBe(
      '{"callId":"call-1","recordingId":"rec-1"}\n'
    )
    writeFileSync(file, 'another sound')
    const other = await put()
    expect([other.status, other.stdout]).toEqual([4, ''])
  })

  test('a processor over HTTP is asked with the secret of the environment', async () => {
    let authorization: string | undefined
    const processor = createServer((request, response) => {
      authorization = request.headers.authorization
      response.end('{"status":"absent"}')
    })
    await new Promise<void>(done => processor.listen(0, '127.0.0.1', done))
    const { port } = processor.address() as AddressInfo
    const secret = 'a secret of more than thirty-two signs'
    const args = ['sweep', archive.url, '--recordings', `recorder=http://127.0.0.1:${port}`, '--dry-run']
    const dry = await inProcess(args, { SAMTYKKE_TOKEN_RECORDER: secret })
    processor.close()
    expect([dry.status, dry.stderr]).toEqual([0, ''])
    expect(authorization).toBe(`Bearer ${secret}`)
    const short = await inProcess(args, { SAMTYKKE_TOKEN_RECORDER: 'short' })
    expect([short.status, short.stderr]).toEqual([
      4,
      `samtykke sweep: recorder (127.0.0.1:${port}): the variable SAMTYKKE_TOKEN_RECORDER: expected at least 32 signs, found 5\n`
    ])
  })

  test('a mistake is told in one sentence', async () => {
    await archive.add({ expired: 300 })
    const none = join(archive.home, 'none')
    const empty = join(archive.home, 'empty')
    const locked = join(archive.home, 'locked')
    mkdirSync(empty)
    mkdirSync(join(locked, 'call-1'), { recursive: true })
    chmodSync(locked, 0o500)
    const asRoot = process.getuid?.() === 0
    const mistakes: ReadonlyArray<readonly [ReadonlyArray<string>, number, RegExp]> = [
      [[], 2, /expected --recordings NAME=WHERE or --analyses NAME=WHERE/],
      [['--recordings', archive.folder], 2, /expected NAME=WHERE, where NAME is the processor/],
      [['--recordings', 'recorder=s3:/bucket'], 2, /recorder: expected a folder/],
      [['--recordings', 'recorder=ftp://host/x'], 2, /recorder: expected a folder, s3:.*, found ftp:/],
      [['--recordings', 'recorder=s3://'], 2, /recorder: expected a folder/],
      [['--recordings', `recorder=${none}`], 4, /recorder .*: there is no such folder/],
      [['--recordings', `recorder=${empty}`], 4, /is its volume mounted\?/],
      ...(asRoot
        ? []
        : ([[['--recordings', `recorder=${locked}`], 4, /recorder .*: access is denied/]] as const)),
      [['--recordings', `recorder=${archive.folder}/{recordingId}.wav`], 4, /recorder .*template/],
      [
        ['--recordings', 'recorder=https://processor.example'],
        4,
        /expected its secret in SAMTYKKE_TOKEN_RECORDER/
      ],
      [['--recordings', 'recorder=http://processor.example'], 4, /SAMTYKKE_TOKEN_RECORDER/],
      [
        ['--recordings', archive.where, '--recordings', archive.where],
        2,
        /recorder: expected once, found twice/
      ],
      [['--recordings', archive.where, '--resume'], 2, /--resume and --approved-by REF together/],
      [['--recordings', archive.where, '--most-per-day', 'all'], 2, /--most-per-day: expected a whole number/]
    ]
    for (const [args, status, sentence] of mistakes) {
      const ran = await inProcess(['run', archive.url, ...args])
      expect([args, ran.status, ran.stdout]).toEqual([args, status, ''])
      expect(ran.stderr).toMatch(sentence)
      expect(ran.stderr.trimEnd().split('\n')).toHaveLength(1)
    }
    chmodSync(locked, 0o700)
    expect(existsSync(none)).toBe(false)
    expect(archive.isKept('expired')).toBe(true)
  })
})
