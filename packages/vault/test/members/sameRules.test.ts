// The same history with and without a vault: the same due actions and findings, byte by byte, also once it is forgotten.
import {
  type AnyEvent,
  type CallHistory,
  callKey,
  callState,
  canonicalJson,
  compilePolicy,
  dueActions,
  encodeAction,
  findings,
  type Identifier,
  type Instant,
  type LocalDate,
  type MemberCipher,
  type Members,
  noticePolicy,
  ordAction,
  ordFinding,
  readPayload,
  type View
} from '@samtykke/core'
import { simulate } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import { historiesOf, viewOf } from '../../../core/test/oracle/core-assess.ts'
import { historyOf } from '../../../core/test/oracle/histories.ts'
import { memberCipher, withheldMembers } from '../../src/index.ts'
import { rightOf, someVault } from '../support/some.ts'

const placeOf = ({ callId, id, type }: AnyEvent) => ({ stream: `call-${callId}`, id, type })

/** As they stand in a store. */
const storedOf = async (
  cipher: MemberCipher,
  events: ReadonlyArray<AnyEvent>
): Promise<ReadonlyArray<Members>> => {
  const plain = events.map(event => ({ members: event as unknown as Members, boundTo: placeOf(event) }))
  return (await rightOf(cipher.seal(plain))).map(members => JSON.parse(JSON.stringify(members)) as Members)
}

const readAgain = async (
  cipher: MemberCipher,
  history: CallHistory,
  stored: ReadonlyArray<Members>
): Promise<CallHistory> => {
  const placed = stored.map((members, index) => ({ members, boundTo: placeOf(history.events[index]!) }))
  const opened = await rightOf(cipher.open(placed))
  const events = opened.map((each, index) => {
    const { id, type, callId, recordedAt, occurredAt } = history.events[index]!
    if (E.isLeft(each)) throw new Error(each.left)
    const name = { id, type, callId, recordedAt: recordedAt ?? occurredAt }
    const payload = readPayload(name, each.right.members, each.right.forgotten)
    if (!('event' in payload)) throw new Error(JSON.stringify(payload))
    return payload.event
  })
  return { ...history, events }
}

/** With the time that a log would give each, so that only the members differ. */
const inLog = (history: CallHistory): CallHistory => ({
  ...history,
  events: history.events.map(event => ({ ...event, recordedAt: event.recordedAt ?? event.occurredAt }))
})

const bytesOf = (view: View, histories: ReadonlyArray<CallHistory>): string => {
  const calls = histories.map(callState(view))
  const actions = calls.flatMap(dueActions(view)).sort(ordAction.compare)
  return [
    ...actions.map(action => canonicalJson(encodeAction(action))),
    ...calls
      .flatMap(findings(view))
      .sort(ordFinding.compare)
      .map(finding => canonicalJson(finding))
  ].join('\n')
}

test('of 400 adversarial histories, opened', async () => {
  let lines = 0
  for (let seed = 0; seed < 400; seed++) {
    const { entries, policy, ...moment } = historyOf(seed)
    const cipher = memberCipher(await someVault())
    const histories = historiesOf(entries).map(inLog)
    const again: CallHistory[] = []
    for (const history of histories)
      again.push(await readAgain(cipher, history, await storedOf(cipher, history.events)))
    const plain = bytesOf(viewOf(policy, moment), histories)
    expect(bytesOf(viewOf(policy, moment), again)).toBe(plain)
    lines += plain.split('\n').length
  }
  expect(lines).toBeGreaterThan(2000)
})

test('of 300 calls as they happen, opened, withheld and forgotten', async () => {
  const rules = compilePolicy(noticePolicy, () => undefined)
  const calls = new Map<Identifier, AnyEvent[]>()
  const period = { from: '2025-09-01' as LocalDate, to: '2025-12-31' as LocalDate }
  for (const event of simulate({ calls: 300, seed: 7, ...period }))
    calls.set(event.callId, [...(calls.get(event.callId) ?? []), event])
  const histories = [...calls].map(([callId, events]) => inLog({ callId, events, faults: [] }))
  const vault = await someVault()
  const cipher = memberCipher(vault)
  const stored = await Promise.all(histories.map(({ events }) => storedOf(cipher, events)))
  const read = (by: MemberCipher): Promise<ReadonlyArray<CallHistory>> =>
    Promise.all(histories.map((history, index) => readAgain(by, history, stored[index]!)))

  const opened = await read(cipher)
  expect(opened).toEqual(histories)
  const withheld = await read(withheldMembers)
  for (const { callId } of histories) await rightOf(vault.destroy(callKey(callId)))
  const lost = await read(cipher)
  expect(lost).toEqual(withheld)
  expect(lost).not.toEqual(histories)
  for (const day of ['2025-10-01', '2025-12-01', '2026-03-01', '2031-01-01']) {
    const view: View = { rules, asOf: `${day}T00:00:00.000Z` as Instant }
    const plain = bytesOf(view, histories)
    expect(bytesOf(view, opened)).toBe(plain)
    expect(bytesOf(view, lost)).toBe(plain)
  }
})
