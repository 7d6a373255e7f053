/**
 * Going on after the breaker opened, where a person approved it.
 */
import type { Identifier, LogError } from '@samtykke/core'
import type { AttendingPorts } from '@samtykke/retention'
import { breakerState, type StopCause, resumeErasing } from '@samtykke/retention'
import { instantFromEpoch } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Failure, wrongCommandLine } from '../text/failure.ts'
import { flag, identifier, type Values } from '../command/option.ts'
import { both } from '../text/language.ts'

export const resumeOptions = {
  resume: flag('goes on after the worker stopped itself, and today erases any number'),
  'approved-by': identifier('REF', 'who or what approved it: an opaque reference')
}

/** The approval, where there is one; half of it is a mistake. */
export const approvalOf = ({
  resume,
  'approved-by': approvedBy
}: Values<typeof resumeOptions>): E.Either<Failure, Identifier | undefined> =>
  resume === (approvedBy !== undefined)
    ? E.right(approvedBy)
    : E.left(
        wrongCommandLine(
          both(
            'ventede --resume og --approved-by REF sammen',
            'expected --resume and --approved-by REF together'
          )
        )
      )

export interface Resumed {
  /** Why the workers had stopped. */
  readonly before: ReadonlySet<StopCause>
  /** Why they still do. */
  readonly now: ReadonlySet<StopCause>
}

/** Reads whether the workers have stopped, and ends that where it was approved; where they have not, nothing is written. */
export const resumeWhereApproved =
  (
    { journals, rules, clock }: AttendingPorts,
    approvedBy: Identifier | undefined
  ): TE.TaskEither<LogError, Resumed> =>
  async () => {
    const read = await journals.breaker.read()
    if (E.isLeft(read)) return read
    const before = breakerState(read.right.lines).stopped
    if (before.size === 0 || approvedBy === undefined) return E.right({ before, now: before })
    const today = rules.calendar.localDate(instantFromEpoch(clock.now()))
    const resumed = await resumeErasing(journals, approvedBy, today)()
    return E.isLeft(resumed) ? resumed : E.right({ before, now: new Set() })
  }
