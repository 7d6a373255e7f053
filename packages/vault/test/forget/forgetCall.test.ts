// A call is forgotten on a real log, by a process that dies anywhere on the way.
import {
  type AnyEvent,
  callHistory,
  callKey,
  callState,
  compilePolicy,
  dueActions,
  type EventLog,
  findings,
  type Identifier,
  type Instant,
  noticePolicy,
  type Period,
  recordingKey,
  type Vault
} from '@samtykke/core'
import { type EventStoreDBLog, openEventStoreDBLog, truncateCall } from '@samtykke/eventstoredb'
import { type EmbeddedEventStore, start } from '@samtykke/eventstoredb-embedded'
import { aCall, anEvent } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { forgetCalls, type ForgetPorts, type ForgottenCall, memberCipher } from '../../src/index.ts'
import { leftOf, rightOf, someId, someVault } from '../support/some.ts'

const rules = compilePolicy(
  { ...noticePolicy, proofOfConsent: { period: 'P1M' as Period, basis: '6(1)(c)' } },
  () => undefined
)
const asOf = '2027-06-01T00:00:00.000Z' as Instant
const view = { rules, asOf }

const eventsOf = (callId: Identifier): ReadonlyArray<AnyEvent> =>
  aCall({ callId })
    .with('consent-given', { purposes: ['documentation'], digit: '1', subjectRef: 'person-1' })
    .with('recording-stored', { recordingId: 'rec-1', processor: 'archive' })
    .with('consent-withdrawn', { occurredAt: '2025-09-02T08:00:00Z', subjectRef: 'person-1' })
    .with('recording-erased', { occurredAt: '2025-09-02T09:00:00Z', confirmation: 'of someone' }).events

describe('forgetting a call', () => {
  let server: EmbeddedEventStore
  const logs: EventStoreDBLog[] = []
  beforeAll(async () => {
    server = await start()
  })
  afterAll(async () => {
    for (const log of logs) await log.close()()
    await server.stop()
  })

  const open = (vault: Vault): EventStoreDBLog => {
    const opened = openEventStoreDBLog(server.connectionString, { cipher: memberCipher(vault) })
    if (E.isLeft(opened)) throw new Error(opened.left.reason)
    logs.push(opened.right)
    return opened.right
  }

  const someCall = async () => {
    const vault = await someVault()
    const log = open(vault)
    const callId = someId('call')
    await rightOf(log.append(callId, eventsOf(callId), 'no-stream'))
    return { vault, log, callId, load: () => rightOf(log.load(callId)) }
  }

  it('leaves its redaction and what was done, and nothing else that is read; the key opens nothing', async () => {
    const { vault, log, callId, load } = await someCall()
    const told: ForgottenCall[] = []
    const forgetting = forgetCalls({
      log,
      vault,
      rules,
      truncate: truncateCall(log),
      tell: each => told.push(each)
    })
    const before = await load()
    expect(dueActions(view)(callState(view)(callHistory(before))).map(({ action }) => action)).toEqual([
      'redact'
    ])
    expect(forgetting.isBrokenOff(before, asOf)).toBe(false)
    await rightOf(forgetting.redact(before, asOf))

    const after = await load()
    expect(after.entries.map(({ payload }) => payload)).toMatchObject([
      {
        _tag: 'readable',
        event: {
          type: 'proof-redacted',
          keyDestroyed: true,
          residue: [
            {
              action: 'erase',
              target: 'recording',
              article: '17(1)(b)',
              rule: 'withdrawal',
              at: '2025-09-02T09:00:00.000Z'
            }
          ]
        }
      }
    ])
    for (const name of [callKey(callId), recordingKey(callId, 'rec-1' as Identifier)])
      expect((await leftOf(vault.key(name)))._tag).toBe('KeyDestroyed')
    const state = callState(view)(callHistory(after))
    expect([dueActions(view)(state), findings(view)(state)]).toEqual([[], []])
    expect(told).toMatchObject([
      {
        callId,
        reached: [
          { level: 'redacted', revision: 4n },
          { level: 'forgotten', key: callKey(callId) },
          { level: 'hidden', before: 4n }
        ],
        notReached: ['scavenged', 'archives', 'backups', 'salts']
      }
    ])
    expect(forgetting.isBrokenOff(after, asOf)).toBe(false)
  })

  it('is done in the end, wherever it breaks off, with one redaction', async () => {
    // The redaction; each key destroyed and looked at, of the recording and of the call; the truncation.
    const requests = 6
    for (const lost of [false, true]) {
      for (let crash = 0; crash < requests; crash++) {
        const { vault, log, callId, load } = await someCall()
        let request = 0
        /** One request: the process dies before it is made, or before its answer comes. */
        const dying =
          <A extends ReadonlyArray<unknown>, L, B>(ask: (...given: A) => TE.TaskEither<L, B>) =>
          (...given: A): TE.TaskEither<L, B> =>
          async () => {
            if (request++ !== crash) return ask(...given)()
            if (lost) await ask(...given)()
            throw new Error('killed')
          }
        const append: EventLog['append'] = dying(log.append)
        const ports: ForgetPorts = {
          log: { append },
          vault: { ...vault, destroy: dying(vault.destroy), key: dying(vault.key) },
          rules,
          truncate: dying(truncateCall(log))
        }
        await expect(forgetCalls(ports).redact(await load(), asOf)()).rejects.toThrow('killed')
        // Whoever attends it next.
        const whole = forgetCalls({ log, vault, rules, truncate: truncateCall(log) })
        const loaded = await load()
        const isDue = dueActions(view)(callState(view)(callHistory(loaded))).length > 0
        if (isDue || whole.isBrokenOff(loaded, asOf)) await rightOf(whole.redact(loaded, asOf))
        const after = await load()
        expect(after.entries.map(({ type }) => type)).toEqual(['proof-redacted'])
        expect((await leftOf(vault.key(callKey(callId))))._tag).toBe('KeyDestroyed')
        expect(whole.isBrokenOff(after, asOf)).toBe(false)
      }
    }
  })

  it('is decided anew where a hold came in between, and destroys nothing', async () => {
    const { vault, log, callId, load } = await someCall()
    const stale = await load()
    const hold = anEvent('hold-placed', {
      callId,
      occurredAt: '2026-01-01T08:00:00Z',
      approvedBy: 'person-2',
      reviewOn: '2028-01-01',
      suspends: 'all'
    })
    await rightOf(log.append(callId, [hold], stale.revision))
    const forgetting = forgetCalls({ log, vault, rules, truncate: truncateCall(log) })
    expect((await leftOf(forgetting.redact(stale, asOf)))._tag).toBe('RevisionConflict')
    expect((await load()).entries).toHaveLength(5)
    await rightOf(vault.key(callKey(callId)))
  })

  it('takes no early redaction for one that closed the call', async () => {
    const { vault, log, callId, load } = await someCall()
    const early = anEvent('proof-redacted', { callId, occurredAt: '2025-09-01T09:00:00Z' })
    await rightOf(log.append(callId, [early], 3n))
    const forgetting = forgetCalls({ log, vault, rules, truncate: truncateCall(log) })
    expect(forgetting.isBrokenOff(await load(), asOf)).toBe(false)
  })

  it('says what it did not reach where the log cannot be truncated', async () => {
    const { vault, log, load } = await someCall()
    const told: ForgottenCall[] = []
    const forgetting = forgetCalls({ log, vault, rules, tell: each => told.push(each) })
    await rightOf(forgetting.redact(await load(), asOf))
    expect(told[0]?.notReached).toContain('hidden')
    const after = await load()
    expect(after.entries.map(({ payload }) => payload._tag)).toEqual([
      'forgotten',
      'readable',
      'forgotten',
      'forgotten',
      'readable'
    ])
    expect(forgetting.isBrokenOff(after, asOf)).toBe(false)
  })

  it('keeps what came behind the redaction', async () => {
    const { vault, log, callId, load } = await someCall()
    const forgetting = forgetCalls({ log, vault, rules, truncate: truncateCall(log) })
    await rightOf(forgetting.redact(await load(), asOf))
    const late = anEvent('access-requested', {
      callId,
      occurredAt: '2027-07-01T08:00:00Z',
      subjectRef: 'person-1'
    })
    await rightOf(log.append(callId, [late], 4n))
    const after = await load()
    expect(after.entries.map(({ payload }) => payload._tag)).toEqual(['readable', 'readable'])
    expect(forgetting.isBrokenOff(after, asOf)).toBe(false)
  })
})
