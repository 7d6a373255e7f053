/**
 * The letter that refuses a request for access: with its reason, and that one may complain and go to court.
 *
 * @see GDPR art. 12(4), 77, 79
 */
import { type CallHistory, forgotten, type View } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type Bilingual, both } from '../render/text/language.ts'
import { saysNothingLeft } from '../subject/nothingLeft.ts'
import { answersOf, received } from './access.ts'
import { type Letter, type LetterError, letterOf, letterText, type Paragraph, requestedOf } from './letter.ts'
import { remedies } from './remedies.ts'

const reasonParagraph = (reasons: ReadonlyArray<Bilingual>): Paragraph =>
  reasons.length === 1 && reasons[0] !== undefined
    ? { text: both(`Grunden er: ${reasons[0].da}`, `The reason is: ${reasons[0].en}`) }
    : { text: both('Grundene er:', 'The reasons are:'), items: reasons }

/**
 * The letter that refuses. The reason stands as it was recorded.
 *
 * Errors: `UnknownRequest`, `CallOfOthers`, and `NothingToTell` with `no-refusal` where no answer has a reason, or
 * `reason-forgotten` where its key was destroyed.
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { refusalLetter } from '@samtykke/audit'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-03-10T00:00:00.000Z') }
 * const of = { callId: 'call-1', requestId: 'request-1' }
 * const { calls } = decodeHistories([
 *   { ...of, id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'access-requested', occurredAt: '2026-03-05T11:50:00Z', channel: 'email' },
 *   { ...of, id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a11', type: 'access-answered', occurredAt: '2026-03-09T09:00:00Z',
 *     copyHandedOver: false, refusedBecause: 'Anmodningen er åbenbart grundløs.' }
 * ])
 * const letter = refusalLetter(view, 'request-1')(calls)
 * assert.ok(E.isRight(letter))
 * assert.ok(letter.right.paragraphs.some(({ text }) => text.da === 'Grunden er: Anmodningen er åbenbart grundløs.'))
 *
 * @see GDPR art. 12(4), 12(5)
 */
export const refusalLetter =
  (view: View, requestId: string) =>
  (histories: ReadonlyArray<CallHistory>): E.Either<LetterError, Letter> =>
    pipe(
      requestedOf(view, requestId, histories),
      E.flatMap((requested): E.Either<LetterError, Letter> => {
        const answers = answersOf(requested)
        const refused = answers.flatMap(({ refusedBecause }) => refusedBecause ?? [])
        const [answer] = answers.filter(({ refusedBecause }) => refusedBecause !== undefined)
        if (answer === undefined) return E.left({ _tag: 'NothingToTell', why: 'no-refusal' })
        if (refused.includes(forgotten)) return E.left({ _tag: 'NothingToTell', why: 'reason-forgotten' })
        const isPartial = answers.some(({ copyHandedOver }) => copyHandedOver)
        return E.right(
          letterOf(view, {
            letter: 'refusal',
            reference: requestId,
            subject: requested.subject,
            calls: requested.calls,
            title: isPartial
              ? both(
                  'Delvist afslag på din anmodning om indsigt i dine samtaler',
                  'Refusal in part of your request for access to your calls'
                )
              : both(
                  'Afslag på din anmodning om indsigt i dine samtaler',
                  'Refusal of your request for access to your calls'
                ),
            paragraphs: [
              received(view, requested),
              {
                text: letterText(view, ({ text, moment }) => {
                  const at = moment(answer.occurredAt)
                  return isPartial
                    ? text(
                        `Den ${at} besvarede vi anmodningen og udleverede ikke en kopi af alt.`,
                        `On ${at} we answered it and did not hand over a copy of everything.`
                      )
                    : text(
                        `Den ${at} besvarede vi anmodningen uden at udlevere en kopi.`,
                        `On ${at} we answered it without handing over a copy.`
                      )
                })
              },
              reasonParagraph(
                [...new Set(refused)].map(reason => saysNothingLeft(reason) ?? both(reason, reason))
              ),
              remedies(view)
            ]
          })
        )
      })
    )
