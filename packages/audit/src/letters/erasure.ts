/**
 * The letter that says what was erased after a withdrawal, a request for erasure or an objection, and what was not.
 *
 * It says that something is erased only where that is confirmed.
 *
 * @see GDPR art. 7(3), 12(3), 12(4), 17, 19
 */
import { type CallHistory, type Identifier, subjectOf, type View } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { type Bilingual, both } from '../render/text/language.ts'
import { listed } from '../render/text/words.ts'
import { type Act, actOn } from './act.ts'
import { actReceived } from './actReceived.ts'
import { countedItems, itemLines, type LetterItem, letterItems } from './items.ts'
import { type Letter, type LetterError, letterOf, letterText, letterCalls, type Paragraph } from './letter.ts'
import { remedies } from './remedies.ts'

/** What became of everything since the act. */
interface Outcome {
  /** Gone before the act. */
  readonly before: ReadonlyArray<LetterItem>
  /** Erased or anonymised since, and confirmed. */
  readonly done: ReadonlyArray<LetterItem>
  /** To be erased, and not confirmed. */
  readonly pending: ReadonlyArray<LetterItem>
  readonly held: ReadonlyArray<LetterItem>
  /** What the act does not reach. */
  readonly kept: ReadonlyArray<LetterItem>
}

const outcomeOf = (items: ReadonlyArray<LetterItem>, act: Act): Outcome => {
  const isGone = ({ item }: LetterItem): boolean => item.goneAt !== undefined
  const isBefore = ({ item }: LetterItem): boolean =>
    item.goneAt !== undefined && item.goneAt <= act.occurredAt
  const inState = (state: string) => items.filter(({ item }) => item.state === state)
  return {
    before: items.filter(isBefore),
    done: items.filter(each => isGone(each) && !isBefore(each)),
    pending: inState('due'),
    held: inState('held'),
    kept: inState('kept')
  }
}

const erasedOf = (items: ReadonlyArray<LetterItem>): ReadonlyArray<LetterItem> =>
  items.filter(({ item }) => item.state === 'erased')

const titleOf = (view: View, { done, pending, held, before, kept }: Outcome): Bilingual => {
  const erased = erasedOf(done)
  if (pending.length > 0 && erased.length > 0)
    return both(
      'Vi har slettet noget af dine samtaler; resten er ikke bekræftet slettet',
      'We have erased some of your calls; the rest is not confirmed'
    )
  if (pending.length > 0)
    return both(
      'Sletning af dine samtaler er ikke bekræftet endnu',
      'Erasure of your calls is not confirmed yet'
    )
  if (held.length > 0 && erased.length === 0)
    return both('Derfor sletter vi ikke dine samtaler endnu', 'Why we do not erase your calls yet')
  if (erased.length > 0) {
    const what = letterText(view, ({ language }) => countedItems(language, erased))
    return held.length > 0
      ? both(
          `Vi har slettet ${what.da} af dine samtaler, men ikke alt`,
          `We have erased ${what.en} of your calls, but not everything`
        )
      : both(`Vi har slettet ${what.da} af dine samtaler`, `We have erased ${what.en} of your calls`)
  }
  if (done.length > 0)
    return both(
      'Stemmeanalysen af dine samtaler er anonymiseret',
      'The voice analysis of your calls was anonymised'
    )
  if (before.length > 0 && kept.length === 0)
    return both(
      'Der var ikke noget tilbage af dine samtaler at slette',
      'Nothing of your calls was left to erase'
    )
  return both('Svar på din henvendelse om dine samtaler', 'The answer to your request about your calls')
}

const group = (view: View, items: ReadonlyArray<LetterItem>, text: Bilingual): ReadonlyArray<Paragraph> =>
  items.length === 0 ? [] : [{ text, items: itemLines(view, items) }]

const groups = (view: View, outcome: Outcome): ReadonlyArray<Paragraph> => [
  ...group(
    view,
    outcome.done,
    erasedOf(outcome.done).length > 0
      ? both(
          'Følgende er slettet, og vores databehandler har bekræftet det:',
          'This was erased, and our processor has confirmed it:'
        )
      : both('Følgende siger ikke længere noget om dig:', 'This says nothing of you any more:')
  ),
  ...group(view, outcome.pending, both('Følgende skal slettes:', 'This is to be erased:')),
  ...group(view, outcome.held, both('Følgende sletter vi ikke endnu:', 'This we do not erase yet:')),
  ...group(
    view,
    outcome.before,
    both(
      'Følgende var allerede slettet eller anonymiseret, da vi hørte fra dig:',
      'This had been erased or anonymised already when we heard from you:'
    )
  ),
  ...group(
    view,
    outcome.kept,
    both('Følgende berøres ikke og gemmes fortsat:', 'This is not affected and is still kept:')
  )
]

/** Who received a recording before is told where it was disclosed. */
const disclosed = (view: View, items: ReadonlyArray<LetterItem>): ReadonlyArray<Paragraph> => {
  const recipients = items.flatMap(({ item, of }) =>
    of.call.facts.events.flatMap(event =>
      event.type === 'recording-disclosed' &&
      event.recordingId === item.targetId &&
      item.target === 'recording' &&
      !of.forSubject.isOfAnother(event.id)
        ? [event.recipient]
        : []
    )
  )
  const named = [...new Set(recipients)].sort()
  return named.length === 0
    ? []
    : [
        {
          text: letterText(view, ({ text, language, cite }) => {
            const cited = cite('19')
            return text(
              `Før det var noget videregivet til ${listed(language, named)} (${cited}).`,
              `Before that, something was disclosed to ${listed(language, named)} (${cited}).`
            )
          })
        }
      ]
}

const lawfulBefore: Paragraph = {
  text: both(
    'Det, vi gjorde med dit samtykke, før du trak det tilbage, er fortsat lovligt.',
    'What we did on your consent before you withdrew it stays lawful.'
  )
}

/** Which act a letter answers, and whose. */
interface ActChoice {
  /** Any event of it; where it is not given, the latest act counts. */
  readonly eventId?: string | undefined
  /** The person; where it is not given, the one whom the act names. */
  readonly subject?: Identifier | undefined
}

/** The one person whom the calls name; `undefined` where they name none or several. */
const namedIn = (histories: ReadonlyArray<CallHistory>): Identifier | undefined => {
  const named = [
    ...new Set(histories.flatMap(({ events }) => events.flatMap(event => subjectOf(event) ?? [])))
  ]
  return named.length === 1 ? named[0] : undefined
}

/** Who did it: as the event names, the calls do, or the caller says. */
const whose = (
  histories: ReadonlyArray<CallHistory>,
  { eventId, subject }: ActChoice
): Identifier | undefined => {
  const named = histories
    .flatMap(({ events }) => events)
    .flatMap(event => (event.id === eventId ? (subjectOf(event) ?? []) : []))[0]
  return subject ?? named ?? namedIn(histories)
}

/**
 * The letter after the latest withdrawal, request for erasure or objection of a person, or after the one named.
 *
 * Errors: `CallOfOthers` where a call names only others, `UnknownAct` where the person did none of that event, and
 * `NothingToTell` with `no-act`.
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { erasureLetter } from '@samtykke/audit'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'recording-stored', callId: 'call-1',
 *     occurredAt: '2025-08-31T12:10:00Z', startedAt: '2025-08-31T12:00:00Z', recordingId: 'recording-1',
 *     direction: 'inbound', customerType: 'private', line: 'customer-service', processor: 'recorder', region: 'DK' },
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a11', type: 'consent-withdrawn', callId: 'call-1',
 *     occurredAt: '2025-09-01T08:00:00Z', channel: 'email' },
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a12', type: 'erasure-instructed', callId: 'call-1',
 *     occurredAt: '2025-09-01T09:00:00Z', target: 'recording', targetId: 'recording-1', processor: 'recorder' }
 * ])
 * const letter = erasureLetter(view)(calls)
 * assert.ok(E.isRight(letter))
 * // An instruction is no erasure.
 * assert.deepStrictEqual(letter.right.title.en, 'Erasure of your calls is not confirmed yet')
 *
 * @see GDPR art. 12(3), 17(1), 19
 */
export const erasureLetter =
  (view: View, choice: ActChoice = {}) =>
  (histories: ReadonlyArray<CallHistory>): E.Either<LetterError, Letter> => {
    const subject = whose(histories, choice)
    const ofOthers = histories.find(({ events }) => {
      const named = events.flatMap(event => subjectOf(event) ?? [])
      return subject !== undefined && named.length > 0 && !named.includes(subject)
    })
    if (ofOthers !== undefined) return E.left({ _tag: 'CallOfOthers', callId: ofOthers.callId })
    const found = actOn(letterCalls(view, subject, histories), choice.eventId)
    if (found === undefined)
      return E.left(
        choice.eventId === undefined
          ? { _tag: 'NothingToTell', why: 'no-act' }
          : { _tag: 'UnknownAct', eventId: choice.eventId }
      )
    const { act, calls } = found
    const items = letterItems(view, calls)
    const outcome = outcomeOf(items, act)
    return E.right(
      letterOf(view, {
        letter: 'erasure',
        reference: act.id,
        subject,
        calls,
        title: titleOf(view, outcome),
        paragraphs: [
          actReceived(view, act),
          ...groups(view, outcome),
          ...disclosed(view, [...outcome.done, ...outcome.before]),
          ...(act.type === 'consent-withdrawn' ? [lawfulBefore] : []),
          ...(outcome.held.length > 0 || outcome.pending.length > 0 ? [remedies(view)] : [])
        ]
      })
    )
  }
