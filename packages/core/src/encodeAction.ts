/**
 * An action as its line of JSON.
 */
import type { DueAction } from './dueAction.ts'
import type { Ground } from './ground.ts'
import type { StorageBasis } from './storageBasis.ts'

// Every text in an action is an identifier, a UUID, an instant or a word of the contract: nothing in it needs
// an escape, so joining is all there is to do.
const texts = (list: ReadonlyArray<string>): string => {
  if (list.length === 0) return '[]'
  let text = `["${list[0] as string}`
  for (let i = 1; i < list.length; i++) text += `","${list[i] as string}`
  return `${text}"]`
}

const groundText = ({ rule, at, article, events }: Ground): string =>
  `{"rule":"${rule}","at":"${at}","article":"${article}","events":${texts(events)}}`

// In the policy's order, which an object has not where a name is a number.
const basesText = ({ purposes, bases }: StorageBasis): string =>
  bases === undefined
    ? ''
    : `,"bases":{${purposes.flatMap(each => (bases[each] === undefined ? [] : [`"${each}":"${bases[each]}"`])).join(',')}}`

/**
 * The JSON of an action, without white space: the same text as `JSON.stringify`, at a fraction of its cost.
 *
 * @example
 * import { callState, compilePolicy, decodeHistories, dueActions, encodeAction, instant, noticePolicy } from '@samtykke/core'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const request = { type: 'access-requested', callId: 'call-1', requestId: 'request-1', channel: 'email' }
 * const event = { ...request, id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', occurredAt: '2025-12-20T08:00:00Z' }
 * const lines = decodeHistories([event]).calls.map(callState(view)).flatMap(dueActions(view)).map(encodeAction)
 * assert.match(lines.join('\n'), /^{"callId":"call-1","target":"access-request","targetId":"request-1",/)
 *
 * @see contract, section 5
 */
export const encodeAction = (action: DueAction): string => {
  const { legalBasis, grounds } = action
  let ground = groundText(grounds[0] as Ground)
  for (let i = 1; i < grounds.length; i++) ground += `,${groundText(grounds[i] as Ground)}`
  let text = `{"callId":"${action.callId}","target":"${action.target}","targetId":"${action.targetId}","action":"${action.action}","rule":"${action.rule}","article":"${action.article}","dueAt":"${action.dueAt}","status":"${action.status}","grounds":[${ground}]`
  if (action.lastLawfulDay !== undefined) text += `,"lastLawfulDay":"${action.lastLawfulDay}"`
  text += `,"policyVersion":"${action.policyVersion}"`
  if (legalBasis !== undefined) {
    const reliedOn = legalBasis.reliedOn === null ? 'null' : `"${legalBasis.reliedOn}"`
    text += `,"legalBasis":{"declared":${texts(legalBasis.declared)},"reliedOn":${reliedOn},"purposes":${texts(legalBasis.purposes)}${basesText(legalBasis)}}`
  }
  text += `,"holds":${texts(action.holds)}`
  if (action.handOverFirst !== undefined) text += `,"handOverFirst":${texts(action.handOverFirst)}`
  if (action.instructedAt !== undefined) text += `,"instructedAt":"${action.instructedAt}"`
  return action.uncertain === true ? `${text},"uncertain":true}` : `${text}}`
}
