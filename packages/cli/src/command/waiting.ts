/**
 * Waiting for a store: said when it begins, when its reason changes and when it is over; ended where it lasts too long.
 */
import { type Duration, durationMilliseconds, type LogError, renderLogError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { writeErr } from '../output/output.ts'
import { type Failure, unreadable } from '../text/failure.ts'
import { about } from '../text/expected.ts'
import { howMany } from '../text/howMany.ts'
import { inDanish } from '../text/inDanish.ts'
import { type Bilingual, bilingual, both } from '../text/language.ts'

export interface Waiting {
  /** A try has failed, or the connection broke off. */
  readonly goesOn: (error: LogError) => void
  readonly isOver: () => void
  /** Why it was ended, where it was. */
  readonly givenUp: () => E.Either<Failure, never> | undefined
  readonly end: () => void
}

/** The longest that a timer of Node can wait. */
const longestTimer = 2 ** 31 - 1

/** Begins to wait for the store of this name; `giveUp` is called where that has lasted so long. */
export const createWaiting = (name: string, limit: Duration | undefined, giveUp: () => void): Waiting => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let reason: Bilingual | undefined
  let tries = 0
  let given: E.Either<Failure, never> | undefined

  const report = (text: Bilingual): void => writeErr(about(name, text))

  const begin = (): void => {
    if (limit === undefined || timer !== undefined) return
    timer = setTimeout(
      () => {
        given = E.left(
          unreadable(
            name,
            bilingual(
              each =>
                `${each === 'da' ? 'opgivet efter' : 'given up after'} ${limit}${reason === undefined ? '' : `: ${reason[each]}`}`
            )
          )
        )
        giveUp()
      },
      Math.min(durationMilliseconds(limit), longestTimer)
    )
  }
  const end = (): void => {
    clearTimeout(timer)
    timer = undefined
  }

  report(both('venter på, at lageret svarer', 'waiting for the store to answer'))
  begin()
  return {
    goesOn: error => {
      const now = inDanish(renderLogError(error))
      if (now.en !== reason?.en)
        report(both(`${now.da}; venter og prøver igen`, `${now.en}; waiting, and trying again`))
      reason = now
      tries++
      begin()
    },
    isOver: () => {
      report(
        tries === 0
          ? both('forbundet', 'connected')
          : both(
              `forbundet efter ${howMany(tries, 'try').da}, der mislykkedes`,
              `connected, after ${tries} ${tries === 1 ? 'try' : 'tries'} that failed`
            )
      )
      reason = undefined
      tries = 0
      end()
    },
    givenUp: () => given,
    end
  }
}
