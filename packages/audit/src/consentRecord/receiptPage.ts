/**
 * The receipt of consent as a page for the customer: what was agreed to and refused, what stands of it, and how to
 * withdraw it.
 *
 * @see GDPR art. 7(1), 7(3), 13(2)(b)–(d)
 */
import {
  type CallHistory,
  callState,
  type CallState,
  declaredPurposes,
  type DeclaredPurpose,
  type EventOf,
  type Identifier,
  subjectOf,
  type View
} from '@samtykke/core'
import { documentId } from '../head/documentId.ts'
import { type Content, element } from '../render/html/element.ts'
import { type PageLanguage, pageOf, type PageContext } from '../render/html/page.ts'
import { factList, id, list, time } from '../render/html/parts.ts'
import { unstated } from '../render/html/stated.ts'
import { tableOf } from '../render/html/table.ts'
import { namer } from '../render/jsonld/iri.ts'
import type { CompactIri } from '../render/jsonld/vocabulary.ts'
import { cite } from '../render/text/citation.ts'
import { type Bilingual, both } from '../render/text/language.ts'
import { languageName, purposeNameIn } from '../render/text/names.ts'
import { capitalised } from '../render/text/words.ts'
import { eventSentence } from '../subject/eventSentences.ts'
import { callForSubject, type CallForSubject } from '../subject/forSubject.ts'
import { keptOf } from '../subject/kept.ts'
import { keptSentence, thingNames } from '../subject/keptText.ts'
import { type Missing, missingFor, partyLine, withdrawalContactOf } from '../subject/parties.ts'
import { smallPrint } from '../subject/smallPrint.ts'
import { toldOf } from '../subject/told.ts'
import { isAbout, isConsentEvent, statusOf } from './consentStatus.ts'

const words = {
  title: both(
    'Kvittering for dit samtykke til optagelse af en samtale',
    'Receipt of your consent to the recording of a call'
  ),
  lead: both(
    'Her står, hvad du har sagt ja og nej til, og hvad der gælder nu.',
    'This states what you agreed to and refused, and what holds now.'
  ),
  controller: both('Dataansvarlig', 'Controller'),
  number: both('Kvitteringens nummer', 'Number of the receipt'),
  call: both('Samtalens reference', 'Reference of the call'),
  notice: both('Oplysningsteksten', 'The notice'),
  acts: both('Det har du sagt', 'What you said'),
  noActs: both('Der er intet registreret.', 'Nothing is registered.'),
  purposes: both('Det gælder nu', 'What holds now'),
  purpose: both('Formål', 'Purpose'),
  state: both('Dit samtykke', 'Your consent'),
  kept: both('Det er gemt', 'What is kept'),
  nothing: both(
    'Intet af samtalen er optaget eller analyseret.',
    'Nothing of the call was recorded or analysed.'
  ),
  withdraw: both(
    'Du kan når som helst trække dit samtykke tilbage',
    'You may withdraw your consent at any time'
  ),
  complaint: both('Du kan klage til', 'You may complain to'),
  version: both('version', 'version')
} satisfies Record<string, Bilingual>

const states: Readonly<Partial<Record<CompactIri, Bilingual>>> = {
  'dpv:ConsentGiven': both('givet, og det gælder', 'given, and it stands'),
  'dpv:ConsentWithdrawn': both('trukket tilbage', 'withdrawn'),
  'dpv:ConsentRefused': both('du sagde nej', 'you refused'),
  'dpv:ConsentInvalidated': both('givet for sent til at gælde', 'given too late to count'),
  'dpv:ConsentUnknown': both('kan ikke læses', 'cannot be read')
}

/** For whom a receipt is, and in which language. */
interface ReceiptOptions {
  /** Who it is for: else the person whom the first consent names. */
  readonly subject?: Identifier | undefined
  readonly language?: PageLanguage
}

interface Receipt {
  readonly view: View
  readonly call: CallState
  readonly forSubject: CallForSubject
}

const givenBy = ({ events }: CallHistory): Identifier | undefined =>
  events.flatMap(event => (event.type === 'consent-given' ? (subjectOf(event) ?? []) : []))[0] ??
  events.flatMap(event => subjectOf(event) ?? [])[0]

const isAct = ({ type }: CallState['facts']['events'][number]): boolean =>
  type.startsWith('consent-') ||
  type === 'analysis-objected' ||
  type === 'processing-objected' ||
  type === 'erasure-requested'

const acts = (context: PageContext, { view, call, forSubject }: Receipt): Content => {
  const told = toldOf(view, call, forSubject.isOfAnother)(context.language)
  const found = call.facts.events.filter(isAct)
  return found.length === 0
    ? element('p', {}, context.translate(words.noActs))
    : list(found.map(event => [time(context, event.occurredAt), ': ', eventSentence(event, told)]))
}

/** The purposes that were spoken of, as the newest version that has them declares them. */
const purposesAbout = ({ view, call }: Receipt): ReadonlyArray<DeclaredPurpose> => {
  const newest = new Map(
    view.rules.versions.flatMap(declaredPurposes).map(declared => [declared.purpose, declared] as const)
  )
  const consents = call.facts.events.filter(isConsentEvent)
  return [...newest.values()].filter(declared => consents.some(event => isAbout(event, declared)))
}

const purposes = (context: PageContext, receipt: Receipt): Content => {
  const { view, call } = receipt
  const nameOf = purposeNameIn(view.rules.policy)
  return tableOf<DeclaredPurpose>(context, words.purposes, {
    columns: [
      { head: words.purpose, cell: ({ purpose }) => capitalised(context.translate(nameOf(purpose))) },
      {
        head: words.state,
        cell: declared => {
          const state = states[statusOf(view, call, declared)]
          return state === undefined ? '' : context.translate(state)
        }
      }
    ],
    rows: purposesAbout(receipt)
  })
}

const kept = (context: PageContext, { view, call, forSubject }: Receipt): Content => {
  const { phrases } = toldOf(view, call, forSubject.isOfAnother)(context.language)
  const items = keptOf(view)(call)
  return items.length === 0
    ? element('p', {}, context.translate(words.nothing))
    : list(
        items.map(
          item => `${capitalised(context.translate(thingNames[item.target]))}: ${keptSentence(item, phrases)}`
        )
      )
}

/** Each notice once on which consent was given, with where it stands. */
const noticeLines = ({ translate }: PageContext, { view, call }: Receipt): ReadonlyArray<string> => {
  const given = call.facts.events.filter(
    (event): event is EventOf<'consent-given'> => event.type === 'consent-given'
  )
  const lines = given.map(({ noticeVersion, language }) => {
    const stated = view.rules.policy.notices?.find(
      each => each.version === noticeVersion && each.language === language
    )
    const where = stated?.url === undefined ? '' : `, ${stated.url}`
    return `${translate(words.version)} ${noticeVersion}, ${translate(languageName(language))}${where}`
  })
  return [...new Set(lines)]
}

const body =
  (receipt: Receipt) =>
  (context: PageContext): Content => {
    const { translate, language } = context
    const { view, call } = receipt
    const { policy } = view.rules
    const notices = noticeLines(context, receipt)
    const number = documentId(`${namer()('call', call.callId)}#consent-receipt`)
    return [
      element('p', { class: 'lead' }, translate(words.lead)),
      factList(context, [
        [
          words.controller,
          policy.controller === undefined ? unstated(context) : partyLine(policy.controller)
        ],
        [words.call, id(call.callId)],
        [words.number, id(number)],
        ...(notices.length === 0 ? [] : [[words.notice, notices.join('; ')] as const])
      ]),
      context.heading(2, translate(words.acts)),
      acts(context, receipt),
      context.heading(2, translate(words.purposes)),
      purposes(context, receipt),
      context.heading(2, translate(words.kept)),
      kept(context, receipt),
      element(
        'p',
        {},
        `${translate(words.withdraw)} (${cite(language, '7(3)')}): `,
        withdrawalContactOf(policy) ?? unstated(context),
        `. ${translate(words.complaint)}: `,
        policy.authority === undefined ? unstated(context) : partyLine(policy.authority),
        '.'
      ),
      smallPrint(context, view)
    ]
  }

/**
 * What the person must be told on a receipt and the policy does not state.
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { receiptGaps } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * assert.deepStrictEqual(receiptGaps(view).map(({ member }) => member), ['address', 'contact', 'authority'])
 *
 * @see GDPR art. 13(1)(a), 13(2)(d)
 */
export const receiptGaps = ({ rules }: View): ReadonlyArray<Missing> => missingFor(rules.policy, [])

/**
 * The receipt of the consents of a call as one HTML file for the customer: no script, no request, in Danish, English or
 * both. What another person said in the call is not told.
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { receiptHtml } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a0f', type: 'consent-given', callId: 'call-1', occurredAt: '2025-08-31T11:59:00Z',
 *     method: 'keypress', purposes: ['documentation'], noticeVersion: '2025-01', language: 'da' }
 * ])
 * const [html] = calls.map(history => receiptHtml(view, history, { language: 'en' }))
 * assert.ok(html?.includes('You consented by pressing a key to documentation'))
 *
 * @see GDPR art. 7(1), 7(3)
 */
export const receiptHtml = (
  view: View,
  history: CallHistory,
  { subject = givenBy(history), language = 'da' }: ReceiptOptions = {}
): string => {
  const forSubject = callForSubject(subject)(history)
  const receipt = { view, call: callState(view)(forSubject.history), forSubject }
  return pageOf(
    {
      view,
      title: words.title,
      short: both('Kvittering for dit samtykke', 'Receipt of your consent'),
      foot: `${history.callId} · ${view.asOf}`,
      body: body(receipt)
    },
    language
  )
}
