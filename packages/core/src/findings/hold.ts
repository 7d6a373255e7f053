/**
 * Findings about holds.
 *
 * @see GDPR art. 17(3)(e)
 */
import type { CallState } from '../call.ts'
import type { Ground } from '../ground.ts'
import { type Hold, isInForce, takesOut } from '../hold.ts'
import { later } from '../instant.ts'
import { lastingAt } from '../lasting.ts'
import { once } from '../once.ts'
import { timesOpen } from '../retained.ts'
import type { View } from '../rules.ts'
import { none } from '../select.ts'
import { eventsOf, evidence, type Finding, findingOf } from './finding.ts'

/** All of the call that is ever there, with the times through which it is and a ground has come. */
const dueTimes = once(({ recordings, analyses }: CallState) =>
  lastingAt(
    [...recordings, ...analyses].flatMap(retained => {
      const first = (retained.grounds[0] as Ground).at
      const repeats = retained.target === 'recording' ? retained.repeats : none
      return timesOpen(retained.outcomes, repeats).map(({ from, until }) => ({
        from: from === undefined ? first : later(from, first),
        until,
        retained
      }))
    })
  )
)

const placedAfterDue = (call: CallState, hold: Hold): ReadonlyArray<Finding> => {
  const { placed, holdId } = hold
  const at = placed.occurredAt
  if (!isInForce(hold, at)) return []
  const grounds = Array.from(dueTimes(call)(at)).flatMap(({ retained }) =>
    retained.grounds.filter(ground => ground.at <= at && takesOut(hold, ground.rule))
  )
  return grounds.length === 0
    ? []
    : [
        findingOf(call, {
          code: 'hold-after-due',
          about: { target: 'hold', targetId: holdId },
          at,
          events: evidence(placed, ...eventsOf(call, grounds)),
          detail: 'placed when what it holds was already due'
        })
      ]
}

/** Findings about one hold of an open call. */
export const holdFindings = ({ rules, asOf }: View, call: CallState, hold: Hold): ReadonlyArray<Finding> => {
  const subject = { target: 'hold', targetId: hold.holdId } as const
  const findings: Array<Finding> = [...placedAfterDue(call, hold)]
  const release = hold.releases[0]
  const reviewDue = rules.calendar.startOfDay(hold.latest.reviewOn)
  if (release === undefined && reviewDue <= asOf) {
    findings.push(
      findingOf(call, {
        code: 'hold-review-overdue',
        about: subject,
        at: reviewDue,
        events: evidence(hold.placed, hold.latest),
        detail: `to be reviewed on ${hold.latest.reviewOn}`
      })
    )
  }
  if (release !== undefined && release.approvals < rules.policy.holdReleaseApprovals) {
    findings.push(
      findingOf(call, {
        code: 'hold-released-by-one',
        about: subject,
        at: release.occurredAt,
        events: evidence(hold.placed, release),
        detail: `approved by ${release.approvals}, where the policy asks for ${rules.policy.holdReleaseApprovals}`
      })
    )
  }
  return findings
}
