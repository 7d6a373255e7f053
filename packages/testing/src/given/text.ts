/**
 * Actions, findings and steps of an explanation in one line each, as data, for the message of a test that fails.
 */
import type { DueAction, ExplanationStep, Finding } from '@samtykke/core'
import type { Assessment } from './assessment.ts'
import type { Difference } from './difference.ts'

const json = (value: unknown): string =>
  value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value)

const itemText = (item: unknown): string =>
  typeof item === 'object' && item !== null ? Object.values(item).map(String).join(' ') : String(item)

const memberText = ([name, value]: readonly [string, unknown]): ReadonlyArray<string> => {
  if (value === undefined || value === false) return []
  if (value === true) return [name]
  return [`${name}=${Array.isArray(value) ? `[${value.map(itemText).join(', ')}]` : json(value)}`]
}

/** `add-months months=6 from=2025-08-31 to=2026-02-28 clamped` */
export const stepText = ({ op, ...step }: ExplanationStep): string => {
  const shown = Object.entries(step).filter(([name]) => name !== 'events' && name !== 'wantedDay')
  return [op, ...shown.flatMap(memberText)].join(' ')
}

/** `call-1 recording recording-1: erase due, rule=expiry article=17(1)(a) dueAt=…` */
export const actionText = (action: DueAction): string => {
  const { callId, target, targetId, status, grounds } = action
  const { rule, article, dueAt, lastLawfulDay, holds, handOverFirst, instructedAt, uncertain } = action
  const others = Object.entries({
    rule,
    article,
    dueAt,
    lastLawfulDay,
    grounds: grounds.length < 2 ? undefined : grounds.map(each => each.rule),
    holds: holds.length === 0 ? undefined : holds,
    handOverFirst,
    instructedAt,
    uncertain
  })
  const head = `${callId} ${target} ${targetId}: ${action.action} ${status},`
  return [head, ...others.flatMap(memberText)].join(' ')
}

/** `error overdue call-1 recording recording-1 at=…: …` */
export const findingText = ({ severity, code, callId, target, targetId, at, detail }: Finding): string =>
  [severity, code, callId, target, targetId, `at=${at}: ${detail}`]
    .filter(part => part !== undefined)
    .join(' ')

export const expectedText = (expected: object): string => {
  const text = Object.entries(expected).flatMap(memberText).join(' ')
  return text === '' ? '' : ` ${text}`
}

export const differenceText = ({ member, expected, found }: Difference): string =>
  `${member}: expected ${json(expected)}, found ${json(found)}`

const listed = (title: string, lines: ReadonlyArray<string>): ReadonlyArray<string> => [
  `${title}: ${lines.length === 0 ? 'none' : lines.length}`,
  ...lines.map(line => `  ${line}`)
]

/** An action, and below it the arithmetic by which it is due when it is. */
export const explained = (assessment: Assessment, action: DueAction): ReadonlyArray<string> => [
  actionText(action),
  ...assessment.explain(action).map(step => `  ${stepText(step)}`)
]

/** All that there was. */
export const everything = ({ view, actions, findings }: Assessment): ReadonlyArray<string> => [
  `as of ${view.asOf}${view.knownAt === undefined ? '' : `, known at ${view.knownAt}`}, policy ${view.rules.policy.policy}`,
  ...listed('actions', actions.map(actionText)),
  ...listed('findings', findings.map(findingText))
]
