/**
 * One day of real call times: 2,375 calls of the call centre of an anonymous bank in 1999 (data of the Technion's Service
 * Enterprise Engineering group). Real call times, never real consents: who consents, refuses and withdraws comes from
 * the rule below, and so do customer types. The data has no date and gets one.
 *
 * - outcome AGENT: a recording from service start to service exit; HANG and PHANTOM: none
 * - type TT (the bank calls back): outbound, spoken consent at service start; every other type: inbound, by keypress at
 *   the exit of the voice-response unit
 * - of the calls by number n, `lot(n)` decides: 6 in 10 consent, 2 refuse, 2 say nothing; of those who consent 1 in 12
 *   withdraws ten days later; 1 in 4 is a business customer
 */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { inProcess } from './inProcess.ts'
import { scratch } from './program.ts'

const shared = process.env['SAMTYKKE_SHARED'] ?? resolve(__dirname, '../../../../shared')
const data = resolve(shared, 'data/anonymous-bank/calls_one_day.csv')
const isThere = existsSync(data)
if (!isThere) console.warn(`skipped: no real call times at ${data}`)

const file = scratch()

interface RealCall {
  readonly callId: string
  readonly isOutbound: boolean
  readonly hasAgent: boolean
  readonly isBusiness: boolean
  readonly says: 'yes' | 'no' | 'nothing'
  readonly withdraws: boolean
  /** Seconds from midnight. */
  readonly saysAt: number
  readonly start: number
  readonly end: number
}

const lot = (n: number): number => Math.imul(n + 1, 2_654_435_761) >>> 8

const seconds = (time: string): number => time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

const realCalls = (): ReadonlyArray<RealCall> => {
  const [head, ...rows] = readFileSync(data, 'utf8').trim().split(/\r?\n/)
  const names = head!.split(',')
  return rows.map((row, n) => {
    const cells = row.split(',')
    const cell = (name: string): string => cells[names.indexOf(name)]!
    const start = seconds(cell('ser_start'))
    const isOutbound = cell('type') === 'TT'
    const tenth = lot(n) % 10
    const says = tenth < 6 ? 'yes' : tenth < 8 ? 'no' : 'nothing'
    return {
      callId: `bank-${n}`,
      isOutbound,
      hasAgent: cell('outcome') === 'AGENT',
      isBusiness: lot(n) % 4 === 1,
      says,
      withdraws: says === 'yes' && lot(n) % 12 === 4,
      saysAt: isOutbound ? start : seconds(cell('vru_exit')),
      start,
      end: seconds(cell('ser_exit'))
    }
  })
}

/** 5 March 2025, when Denmark is an hour ahead of UTC. */
const midnight = Date.parse('2025-03-05T00:00:00+01:00')
const daySeconds = 86_400
const at = (second: number): string => new Date(midnight + second * 1_000).toISOString()
const withdrawnAt = ({ saysAt }: RealCall): string => at(saysAt + 10 * daySeconds)

const eventsOf = (call: RealCall, n: number): ReadonlyArray<object> => {
  let events = 0
  const envelope = (type: string, occurredAt: string): object => {
    const id = `${String(n).padStart(8, '0')}-0000-4000-8000-${String(++events).padStart(12, '0')}`
    return { id, type, callId: call.callId, occurredAt }
  }
  const method = call.isOutbound ? 'spoken' : 'keypress'
  const notice = {
    purposes: ['quality-assurance', 'documentation'],
    noticeVersion: '2025-01',
    language: 'da'
  }
  const latest = Math.max(call.start, call.end) + 30
  return [
    ...(call.says === 'yes' ? [{ ...envelope('consent-given', at(call.saysAt)), method, ...notice }] : []),
    ...(call.says === 'no' ? [{ ...envelope('consent-refused', at(call.saysAt)), method }] : []),
    ...(call.hasAgent
      ? [
          {
            ...envelope('recording-stored', at(latest)),
            recordingId: `recording-${n}`,
            startedAt: at(call.start),
            endedAt: at(call.end),
            direction: call.isOutbound ? 'outbound' : 'inbound',
            customerType: call.isBusiness ? 'business' : 'private',
            line: 'customer-service',
            processor: 'recorder',
            region: 'DK'
          }
        ]
      : []),
    ...(call.withdraws ? [{ ...envelope('consent-withdrawn', withdrawnAt(call)), channel: 'email' }] : [])
  ]
}

/** The last lawful day of a call that ended on 5 March, 6 or 16 months on, and the first instant after it. */
const ends = { 6: '2025-09-05T22:00:00.000Z', 16: '2026-07-05T22:00:00.000Z' }

/** What is due of a call, reckoned without core. */
const expectedOf = (call: RealCall): ReadonlyArray<string> => {
  if (!call.hasAgent) return []
  const consented = call.says === 'yes' && call.saysAt <= call.start
  if (!consented) return [`${call.callId} no-basis ${at(call.start)}`]
  if (call.withdraws) return [`${call.callId} withdrawal ${withdrawnAt(call)}`]
  // Called back by the bank: the notice has no period for it, so the shortest counts.
  return [`${call.callId} expiry ${ends[!call.isOutbound && call.isBusiness ? 16 : 6]}`]
}

const whenThere = isThere ? describe : describe.skip

whenThere('a day of real call times', () => {
  const calls = isThere ? realCalls() : []
  const source = (): string =>
    file(
      'bank.ndjson',
      calls
        .flatMap(eventsOf)
        .map(event => `${JSON.stringify(event)}\n`)
        .join('')
    )

  it('has what its description says', () => {
    expect(calls).toHaveLength(2_375)
    expect(calls.filter(({ hasAgent }) => hasAgent)).toHaveLength(1_511)
    for (const { start, end } of calls) expect(Math.max(start, end)).toBeLessThan(daySeconds)
    expect(
      calls.some(({ says, saysAt, start, hasAgent }) => hasAgent && says === 'yes' && saysAt > start)
    ).toBe(true)
  })

  it.each(['2025-03-06T00:00:00Z', '2025-06-01T00:00:00Z', '2025-09-05T22:00:00Z', '2026-07-06T00:00:00Z'])(
    'has due at %s what a plain count says',
    async asOf => {
      const ran = await inProcess(['due', source(), '--json', '--as-of', asOf])
      expect(ran).toMatchObject({ status: 0, stderr: '' })
      const actions = ran.stdout
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line) as Record<string, string>)
      const known = calls.map(call =>
        withdrawnAt(call) <= new Date(asOf).toISOString() ? call : { ...call, withdraws: false }
      )
      const expected = known.flatMap(expectedOf)
      expect(actions.map(({ callId, rule, dueAt }) => `${callId} ${rule} ${dueAt}`).sort()).toEqual(
        [...expected].sort()
      )
      const isDue = (line: string): boolean => line.split(' ')[2]! <= new Date(asOf).toISOString()
      expect(actions.filter(({ status }) => status === 'due')).toHaveLength(expected.filter(isDue).length)
    }
  )

  it('has a finding for every recording without consent, and for every implausible end', async () => {
    const ran = await inProcess(['findings', source(), '--json', '--as-of', '2025-03-06T00:00:00Z'])
    const counts: Record<string, number> = {}
    for (const line of ran.stdout.trimEnd().split('\n')) {
      const { code } = JSON.parse(line) as { code: string }
      counts[code] = (counts[code] ?? 0) + 1
    }
    const recorded = calls.filter(({ hasAgent }) => hasAgent)
    const late = recorded.filter(({ says, saysAt, start }) => says === 'yes' && saysAt > start)
    const never = recorded.filter(({ says }) => says !== 'yes')
    expect(counts['recording-without-consent'] ?? 0).toBe(never.length)
    expect(counts['consent-after-start'] ?? 0).toBe(late.length)
    expect(counts['implausible-end'] ?? 0).toBe(recorded.filter(({ start, end }) => end < start).length)
    expect(counts['policy-gap'] ?? 0).toBe(recorded.filter(({ isOutbound }) => isOutbound).length)
  })
})
