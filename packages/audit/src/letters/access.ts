/**
 * The letter with which a package is sent: what was asked, and what is in it.
 *
 * @see GDPR art. 12(3), 15(1), 15(3)
 */
import { type CallHistory, type EventOf, forgotten, type View } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { both } from '../render/text/language.ts'
import { channelName } from '../render/text/names.ts'
import { saysNothingLeft } from '../subject/nothingLeft.ts'
import { itemLines, type LetterItem, letterItems } from './items.ts'
import {
  type Letter,
  type LetterError,
  letterOf,
  letterText,
  type Paragraph,
  requestedOf,
  type Requested
} from './letter.ts'

type Answer = EventOf<'access-answered'>

/** The answers to the request, on every call on which it stands. */
export const answersOf = ({ request, calls }: Requested): ReadonlyArray<Answer> =>
  calls.flatMap(({ call }) =>
    call.accessRequests.flatMap(({ requestId, answer }) =>
      requestId === request.requestId && answer !== undefined ? [answer] : []
    )
  )

/** What was asked, by which channel and when. */
export const received = (view: View, { request }: Requested): Paragraph => ({
  text: letterText(view, ({ text, translate, moment, cite }) => {
    const how = translate(channelName(request.event.channel))
    const [at, cited] = [moment(request.event.occurredAt), cite('15')]
    return text(
      `Du bad os ${how} om indsigt i dine samtaler. Vi modtog din anmodning den ${at} (${cited}).`,
      `You asked us ${how} for access to your calls. We received your request on ${at} (${cited}).`
    )
  })
})

/**
 * Whether a copy of a recording is handed over: as was recorded, though it may have been erased since; or, before that, of everything
 * that is still there.
 */
const isHandedOver =
  (answers: ReadonlyArray<Answer>) =>
  ({ item: { target, targetId, callId, goneAt } }: LetterItem): boolean => {
    if (target !== 'recording') return false
    const answer = answers.find(each => each.callId === callId)
    if (answer === undefined) return goneAt === undefined
    const wasThere = goneAt === undefined || goneAt > answer.occurredAt
    return answer.copyHandedOver && (answer.recordingIds?.includes(targetId) ?? wasThere)
  }

const copies = (view: View, handedOver: ReadonlyArray<LetterItem>): Paragraph =>
  handedOver.length === 0
    ? {
        text: both(
          'Vi har ingen optagelse, som du kan få en kopi af. I pakken, der følger med brevet, står alt andet, som du har ret til at få at vide.',
          'We have no recording of which you can have a copy. The package that comes with this letter has everything else that you have the right to be told.'
        )
      }
    : {
        text: both(
          'Med brevet følger en pakke (en zip-fil) med en kopi af lyden i:',
          'With this letter comes a package (a zip file) with a copy of the sound of:'
        ),
        items: itemLines(view, handedOver)
      }

const others = (view: View, items: ReadonlyArray<LetterItem>): ReadonlyArray<Paragraph> =>
  items.length === 0
    ? []
    : [
        {
          text: both('Herudover har vi eller har vi haft:', 'Besides these we have or had:'),
          items: itemLines(view, items)
        }
      ]

const first: Paragraph = {
  text: both(
    'Begynd med filen “index.html”. Den viser dine samtaler efter dato, hvad vi gemmer af hver af dem og hvor længe, til hvad og på hvilket grundlag, hvem der har modtaget noget, og hvad der ikke er med.',
    'Begin with the file “index.html”. It shows your calls by date, what we keep of each and for how long, for what and on which basis, who received something, and what is not included.'
  )
}

const sum = (view: View, answers: ReadonlyArray<Answer>): ReadonlyArray<Paragraph> => {
  const [answer] = answers
  const hash = answers.flatMap(({ packageSha256 }) => packageSha256 ?? [])[0]
  if (answer === undefined) return []
  return [
    {
      text: letterText(view, ({ text, moment }) => {
        const at = moment(answer.occurredAt)
        const said = text(`Vi besvarede din anmodning den ${at}.`, `We answered your request on ${at}.`)
        return hash === undefined
          ? said
          : `${said} ${text(`Pakkens SHA-256 er ${hash}.`, `The SHA-256 of the package is ${hash}.`)}`
      })
    }
  ]
}

/** Whether an answer refuses what was asked, for another reason than that nothing is left. */
const isRefusal = ({ refusedBecause }: Answer): boolean =>
  refusedBecause !== undefined &&
  refusedBecause !== forgotten &&
  saysNothingLeft(refusedBecause) === undefined

/**
 * The letter that goes with the package, or that says of a package handed over what was in it.
 *
 * Errors: `UnknownRequest`, `CallOfOthers`, and `NothingToTell` with `refused` where every answer was a refusal: for that
 * there is {@link refusalLetter}.
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { accessLetter } from '@samtykke/audit'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-03-10T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'access-requested', callId: 'call-1',
 *     occurredAt: '2026-03-05T11:50:00Z', requestId: 'request-1', channel: 'email' }
 * ])
 * const letter = accessLetter(view, 'request-1')(calls)
 * assert.ok(E.isRight(letter))
 * assert.deepStrictEqual(letter.right.title.en, 'The answer to your request for access to your calls')
 *
 * @see GDPR art. 15
 */
export const accessLetter =
  (view: View, requestId: string) =>
  (histories: ReadonlyArray<CallHistory>): E.Either<LetterError, Letter> =>
    pipe(
      requestedOf(view, requestId, histories),
      E.flatMap((requested): E.Either<LetterError, Letter> => {
        const { calls, subject } = requested
        const answers = answersOf(requested)
        if (answers.length > 0 && answers.every(isRefusal))
          return E.left({ _tag: 'NothingToTell', why: 'refused' })
        const items = letterItems(view, calls)
        const handedOver = items.filter(isHandedOver(answers))
        return E.right(
          letterOf(view, {
            letter: 'access',
            reference: requestId,
            subject,
            calls,
            title: both(
              'Svar på din anmodning om indsigt i dine samtaler',
              'The answer to your request for access to your calls'
            ),
            paragraphs: [
              received(view, requested),
              ...sum(view, answers),
              copies(view, handedOver),
              ...others(
                view,
                items.filter(each => !handedOver.includes(each))
              ),
              first
            ]
          })
        )
      })
    )
