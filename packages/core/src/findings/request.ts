/**
 * Findings about requests for access.
 *
 * @see GDPR art. 12(3), 12(4), 15
 */
import type { AccessRequest } from '../accessRequest.ts'
import type { CallState } from '../call.ts'
import type { View } from '../rules.ts'
import { mapped } from '../select.ts'
import { evidence, type Finding, findingOf } from './finding.ts'
import { renderDuration } from './lateness.ts'
import { millisecondsBetween } from '../instant.ts'

/** Findings about one request, but for answers that are earlier than it. */
export const accessRequestFindings = (
  view: View,
  call: CallState,
  request: AccessRequest
): ReadonlyArray<Finding> => {
  const { event, extension, lateExtensions, answer, deadline } = request
  const subject = { target: 'access-request', targetId: request.requestId } as const
  const findings: Array<Finding> = []
  const extended = extension === undefined ? [] : [extension]
  if (answer === undefined) {
    if (deadline.dueAt <= view.asOf) {
      const late = renderDuration(millisecondsBetween(deadline.dueAt, view.asOf))
      findings.push(
        findingOf(call, {
          code: 'overdue',
          about: subject,
          at: deadline.dueAt,
          events: evidence(event, ...extended),
          detail: `not answered ${late} after ${deadline.dueAt} (answer)`
        })
      )
    }
  } else {
    if (answer.occurredAt >= deadline.dueAt) {
      const late = renderDuration(millisecondsBetween(deadline.dueAt, answer.occurredAt))
      findings.push(
        findingOf(call, {
          code: 'answered-late',
          about: subject,
          at: answer.occurredAt,
          events: evidence(event, ...extended, answer),
          detail: `${late} after ${deadline.dueAt}`
        })
      )
    }
    if (!answer.copyHandedOver && answer.refusedBecause === undefined) {
      findings.push(
        findingOf(call, {
          code: 'answered-without-copy',
          about: subject,
          at: answer.occurredAt,
          events: evidence(event, answer),
          detail: 'no copy was handed over, and no reason is given'
        })
      )
    }
  }
  for (const late of lateExtensions) {
    findings.push(
      findingOf(call, {
        code: 'extension-late',
        about: subject,
        at: late.occurredAt,
        events: evidence(event, late),
        detail: 'the time for the answer was over: the extension changes nothing'
      })
    )
  }
  return findings
}

/** Each answer that is earlier than its request. */
export const answersBeforeRequest = (call: CallState, request: AccessRequest): ReadonlyArray<Finding> =>
  mapped(request.earlyAnswers, answer =>
    findingOf(call, {
      code: 'outcome-before-target',
      about: { target: 'access-request', targetId: request.requestId },
      at: answer.occurredAt,
      events: evidence(request.event, answer),
      detail: `earlier than the request itself, of ${request.event.occurredAt}`
    })
  )
