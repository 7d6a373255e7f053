/**
 * The audit trail of a call as one HTML file, for people.
 */
import type { View } from '@samtykke/core'
import { limitsOf } from '../../head/limits.ts'
import { notStated } from '../../render/text/notStated.ts'
import { type Bilingual, both } from '../../render/text/language.ts'
import type { Trail } from '../trail.ts'
import { headFacts } from '../../head/derivation.ts'
import { fragment, type Content, element } from '../../render/html/element.ts'
import { type PageLanguage, pageOf, type PageContext } from '../../render/html/page.ts'
import { factList, id, list, numeral, summaryBox } from '../../render/html/parts.ts'
import { glossarySection, limitsSection, type Section, sectionsOf } from '../../render/html/sections.ts'
import { type RowIds, rowIds } from '../../render/html/rowIds.ts'
import { payloadNames } from '../../render/text/coreNames.ts'
import { actionsSection } from './actions.ts'
import { basesSection } from './bases.ts'
import { consentSection, entriesSection } from './entries.ts'
import { findingsSection } from './findings.ts'
import { summaryOf } from './summary.ts'
import { timeline } from './timeline.ts'

const titles = {
  summary: both('Kort fortalt', 'In short'),
  timeline: both('Forløb', 'Timeline'),
  basis: both('Behandlingsgrundlag', 'Legal bases'),
  due: both('Hvad der skal ske', 'What is to happen'),
  events: both('Hændelser, og hvad der fulgte', 'Events, and what followed'),
  findings: both('Bemærkninger', 'Findings'),
  consent: both('Samtykke', 'Consent'),
  verify: both('Sådan efterprøves det', 'How to verify it'),
  appendix: both('Bilag: hændelsernes fulde id-numre', 'Appendix: the whole ids of the events')
} satisfies Record<string, Bilingual>

const words = {
  call: both('Samtale', 'Call'),
  subject: both('Kundens reference', 'Reference of the customer'),
  verifySource: both(
    'Kildens sha256 er beregnet over hændelsernes kanoniske JSON (RFC 8785), ordnet efter id, med linjeskift imellem. Enhver, der har hændelserne, kan regne den efter.',
    "The source's sha256 is over the canonical JSON (RFC 8785) of the events, sorted by id, with newlines between. Whoever has the events can reckon it again."
  ),
  verifySeal: both(
    'Har loggen et segl, giver “samtykke prove” et bevis for hver hændelse, som kan efterprøves uden dette program; “samtykke verify” efterprøver det hele.',
    'Where the log is sealed, “samtykke prove” gives a proof of each event that can be checked without this program; “samtykke verify” checks the whole.'
  )
} satisfies Record<string, Bilingual>

const verifySection = (context: PageContext, { payloads }: Trail): Content => [
  element('p', {}, context.translate(words.verifySource)),
  element('p', {}, context.translate(words.verifySeal)),
  factList(
    context,
    (['readable', 'forgotten', 'redacted', 'undecodable'] as const).map(state => [
      context.translate(payloadNames[state]),
      numeral(context, payloads[state])
    ])
  )
]

/** On paper only: what the rows have the beginning of. */
const appendix = (context: PageContext, { shortened }: RowIds): Content =>
  shortened.length === 0
    ? ''
    : element(
        'section',
        { class: 'paper' },
        context.heading(2, context.translate(titles.appendix)),
        list(shortened.map(id))
      )

const body =
  (view: View, trail: Trail) =>
  (context: PageContext): Content => {
    const { translate } = context
    const ids = rowIds([
      ...trail.entries.flatMap(({ evidence }) => evidence),
      ...trail.findings.flatMap(({ events }) => events)
    ])
    const sections: ReadonlyArray<Section> = [
      { name: 'summary', title: titles.summary, content: summaryBox(summaryOf(context, trail)) },
      { name: 'timeline', title: titles.timeline, content: timeline(context, trail) },
      { name: 'basis', title: titles.basis, content: basesSection(view, context, trail) },
      { name: 'due', title: titles.due, content: actionsSection(context, trail) },
      { name: 'events', title: titles.events, content: entriesSection(context, trail, ids) },
      { name: 'findings', title: titles.findings, content: findingsSection(context, trail, ids) },
      { name: 'consent', title: titles.consent, content: consentSection(context, trail) },
      { name: 'verify', title: titles.verify, content: verifySection(context, trail) },
      limitsSection(context, limitsOf(trail.seal)),
      glossarySection(context)
    ]
    const subject = trail.subjectRef === undefined ? translate(notStated) : id(trail.subjectRef)
    return fragment(
      headFacts(context, trail, [
        [words.call, id(trail.callId)],
        [words.subject, subject]
      ]),
      sectionsOf(context, sections),
      appendix(context, ids)
    )
  }

/**
 * A trail as one HTML file that opens anywhere: no script, no request, in Danish, English or both.
 *
 * @param view the view from which the trail was made
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { trailHtml, trailOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-04-15T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'access-requested', callId: 'call-1',
 *     occurredAt: '2026-03-05T11:50:00Z', requestId: 'request-1', channel: 'email' }
 * ])
 * const [html] = calls.map(history => trailHtml(view, trailOf(view)(history), 'en'))
 * assert.ok(html?.includes('The time limit therefore moves to the next working day, 6 April 2026'))
 *
 * @see GDPR art. 5(2), 12(1)
 */
export const trailHtml = (view: View, trail: Trail, language: PageLanguage = 'da'): string =>
  pageOf(
    {
      view,
      title: both(`Revisionsspor for samtale ${trail.callId}`, `Audit trail of call ${trail.callId}`),
      short: both('Revisionsspor', 'Audit trail'),
      foot: `samtykke · ${trail.callId} · ${trail.asOf}`,
      body: body(view, trail)
    },
    language
  )
