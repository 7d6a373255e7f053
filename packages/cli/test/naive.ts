/** What the program must answer, reckoned in memory on core alone. */
import {
  type AnyEvent,
  callState,
  type CallHistory,
  ordAction,
  ordFinding,
  compilePolicy,
  decodeEvent,
  dueActions,
  findings,
  type Identifier,
  isIdentifier,
  noticePolicy,
  parseInstant,
  runFindings,
  type View
} from '@samtykke/core'
import { holidaysOf } from '@samtykke/holidays'
import * as E from 'fp-ts/lib/Either.js'

const rules = compilePolicy(noticePolicy, holidaysOf('DK'))

export const viewAt = (asOf: string): View => ({ rules, asOf: parseInstant(asOf)! })

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** The histories of all calls in the lines; a line that is no event leaves its fault where its call can be read. */
export const histories = (lines: ReadonlyArray<string>): ReadonlyArray<CallHistory> => {
  const calls = new Map<
    Identifier,
    { callId: Identifier; events: Array<AnyEvent>; faults: Array<{ _tag: 'bad-line' }> }
  >()
  const callOf = (callId: Identifier) => {
    const call = calls.get(callId) ?? { callId, events: [], faults: [] }
    calls.set(callId, call)
    return call
  }
  for (const line of lines) {
    const value = parse(line)
    const decoded = decodeEvent(value)
    if (E.isRight(decoded)) {
      callOf(decoded.right.callId).events.push(decoded.right)
      continue
    }
    const callId = (value as { callId?: unknown } | null | undefined)?.callId
    if (!Array.isArray(value) && typeof callId === 'string' && isIdentifier(callId))
      callOf(callId).faults.push({ _tag: 'bad-line' })
  }
  return [...calls.values()]
}

const written = (values: ReadonlyArray<unknown>): string =>
  values.map(value => `${JSON.stringify(value)}\n`).join('')

export const naiveDue = (lines: ReadonlyArray<string>, asOf: string): string => {
  const view = viewAt(asOf)
  return written(
    histories(lines)
      .flatMap(history => dueActions(view)(callState(view)(history)))
      .sort(ordAction.compare)
  )
}

export const naiveFindings = (lines: ReadonlyArray<string>, asOf: string): string => {
  const view = viewAt(asOf)
  const found = histories(lines).flatMap(history => findings(view)(callState(view)(history)))
  return written([...runFindings(view), ...found].sort(ordFinding.compare))
}
