// What core says of a history under a policy, plain JSON in and out.
import {
  callState,
  compilePolicy,
  decodeHistories,
  decodePolicy,
  type DueAction,
  dueActions,
  encodeAction,
  type Finding,
  findings,
  type Instant,
  noticePolicy,
  renderMemberError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'

export const assess = (
  policy: object,
  events: readonly object[],
  asOf: string
): { actions: readonly DueAction[]; lines: readonly string[]; findings: readonly Finding[] } => {
  const decoded = decodePolicy({ ...noticePolicy, ...policy })
  if (E.isLeft(decoded)) throw new Error(decoded.left.map(renderMemberError).join('\n'))
  const view = { rules: compilePolicy(decoded.right, () => undefined), asOf: asOf as Instant }
  const { calls, rejected } = decodeHistories(events)
  if (rejected.length > 0) throw new Error(JSON.stringify(rejected))
  const states = calls.map(callState(view))
  const actions = states.flatMap(dueActions(view))
  return { actions, lines: actions.map(encodeAction), findings: states.flatMap(findings(view)) }
}
