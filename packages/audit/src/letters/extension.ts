/**
 * The letter that says that the answer takes longer, and why.
 *
 * @see GDPR art. 12(3)
 */
import { type CallHistory, forgotten, type View } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { both } from '../render/text/language.ts'
import { received } from './access.ts'
import { type Letter, type LetterError, letterOf, letterText, requestedOf } from './letter.ts'

/**
 * The letter that extends the time for an answer. The reason stands as it was recorded.
 *
 * Errors: `UnknownRequest`, `CallOfOthers`, and `NothingToTell` with `no-extension`, with `extension-late` where the month had
 * passed and the extension changes nothing, or with `reason-forgotten`.
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { extensionLetter } from '@samtykke/audit'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-03-20T00:00:00.000Z') }
 * const of = { callId: 'call-1', requestId: 'request-1' }
 * const { calls } = decodeHistories([
 *   { ...of, id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'access-requested', occurredAt: '2026-03-05T11:50:00Z', channel: 'email' },
 *   { ...of, id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a11', type: 'access-extended', occurredAt: '2026-03-19T09:00:00Z',
 *     reason: 'Der er mange samtaler.' }
 * ])
 * const letter = extensionLetter(view, 'request-1')(calls)
 * assert.ok(E.isRight(letter))
 * assert.ok(letter.right.paragraphs.some(({ text }) => text.en.includes('by 5 June 2026')))
 *
 * @see GDPR art. 12(3); Regulation 1182/71, art. 3
 */
export const extensionLetter =
  (view: View, requestId: string) =>
  (histories: ReadonlyArray<CallHistory>): E.Either<LetterError, Letter> =>
    pipe(
      requestedOf(view, requestId, histories),
      E.flatMap((requested): E.Either<LetterError, Letter> => {
        const { request, subject, calls } = requested
        const { extension, deadline, lateExtensions, event } = request
        if (extension === undefined)
          return E.left({
            _tag: 'NothingToTell',
            why: lateExtensions.length > 0 ? 'extension-late' : 'no-extension'
          })
        const { reason } = extension
        if (reason === forgotten) return E.left({ _tag: 'NothingToTell', why: 'reason-forgotten' })
        const original = view.rules.calendar.answer(event.occurredAt, false).lastLawfulDay
        return E.right(
          letterOf(view, {
            letter: 'extension',
            reference: requestId,
            subject,
            calls,
            title: both(
              'Vi har brug for længere tid til at svare dig om dine samtaler',
              'We need more time to answer you about your calls'
            ),
            paragraphs: [
              received(view, requested),
              {
                text: letterText(view, ({ text, date, cite }) => {
                  const cited = cite('12(3)')
                  return text(
                    `Du skulle have haft svar senest den ${date(original)}. Vi forlænger fristen og svarer dig senest den ${date(deadline.lastLawfulDay)} (${cited}).`,
                    `You were to be answered by ${date(original)}. We extend the time and will answer you by ${date(deadline.lastLawfulDay)} (${cited}).`
                  )
                })
              },
              { text: both(`Grunden er: ${reason}`, `The reason is: ${reason}`) },
              {
                text: both(
                  'Du behøver ikke at gøre noget. Vi svarer dig så snart, vi kan.',
                  'You need not do anything. We will answer you as soon as we can.'
                )
              }
            ]
          })
        )
      })
    )
