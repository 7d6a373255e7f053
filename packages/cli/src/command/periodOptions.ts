/**
 * The options that name a time: from an instant or a day, and before another.
 */
import type { Instant } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { PlainView } from '../engine/view.ts'
import { type Failure, wrongCommandLine } from '../text/failure.ts'
import { both } from '../text/language.ts'
import { instant, required, type Values } from './option.ts'

export const periodOptions = {
  from: required(instant('the beginning, an instant or a date for its start in the time zone of the policy')),
  to: required(instant('the end, which is not included: of a whole March the 1st of April'))
}

/** A time: at or after `from`, and before `until`. */
export interface TimeSpan {
  readonly from: Instant
  readonly until: Instant
}

/** The time that the options name, of which some has passed. */
export const periodOf = (
  { from, to }: Values<typeof periodOptions>,
  { policy, asOf }: PlainView
): E.Either<Failure, TimeSpan> => {
  const span = { from: from(policy.timeZone), until: to(policy.timeZone) }
  if (span.from >= span.until)
    return E.left(
      wrongCommandLine(both('--to: ventede en slutning efter --from', '--to: expected an end after --from'))
    )
  return span.from > asOf
    ? E.left(
        wrongCommandLine(
          both(
            '--from: ventede en begyndelse, der er kommet ved --as-of',
            '--from: expected a beginning that has come by --as-of'
          )
        )
      )
    : E.right(span)
}

/** An instant that has come by `--as-of`, where one is given. */
export const hasCome = (
  name: string,
  at: Instant | undefined,
  { asOf }: PlainView
): E.Either<Failure, Instant | undefined> =>
  at === undefined || at <= asOf
    ? E.right(at)
    : E.left(
        wrongCommandLine(
          both(
            `--${name}: ventede et tidspunkt, der er kommet ved --as-of`,
            `--${name}: expected a time that has come by --as-of`
          )
        )
      )
