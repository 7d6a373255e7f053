/**
 * The trail of a call in each of its forms.
 */
import type { Dialect, Entry, LogContext, PageLanguage, Trail } from '@samtykke/audit'
import { type CallHistory, canonicalJson, type Finding, printable, type View } from '@samtykke/core'
import { localTime, withLocalTimes } from '../text/table.ts'
import { findingName, severityNames } from '@samtykke/audit/render'
import { actionText, becauseText, statusText } from '../text/actionText.ts'
import { detailText } from '../text/findingPhrases.ts'
import { type Bilingual, both } from '../text/language.ts'

interface Choices {
  readonly format: 'table' | 'json' | 'jsonld' | 'csv' | 'html'
  readonly language: PageLanguage
  readonly base: string | undefined
  readonly dialect: Dialect
}

const titles = {
  da: {
    happened: 'Hvad der skete, og hvad der fulgte',
    follows: 'Hvad der skal ske',
    nothing: 'Intet er åbent.',
    findings: 'Bemærkninger',
    none: 'Ingen.',
    call: 'Samtale',
    seal: 'Segl',
    times: 'tider i',
    uncertain: 'usikker: kræver manuel gennemgang'
  },
  en: {
    happened: 'What happened, and what followed',
    follows: 'What is to happen',
    nothing: 'Nothing is open.',
    findings: 'Findings',
    none: 'None.',
    call: 'Call',
    seal: 'Seal',
    times: 'times in',
    uncertain: 'uncertain: needs a person'
  }
} as const

/** What the finding of that code is called that was raised at an entry. */
const raisedAt = (entry: Entry, { findings }: Trail, code: Finding['code']): Bilingual => {
  const ofCode = findings.filter(finding => finding.code === code)
  const own = ofCode.find(({ target, targetId }) => target === entry.target && targetId === entry.targetId)
  const { severity } = own ?? ofCode[0] ?? { severity: 'info' }
  return both(findingName({ code, severity }).da, code)
}

const findingText = (finding: Finding, local: (instant: string) => string): Bilingual => {
  const { severity, code } = finding
  const detail = withLocalTimes(detailText(finding), local)
  return both(
    `${severityNames[severity].da}  ${findingName(finding).da}: ${printable(detail.da)}`,
    `${severity}  ${code}: ${printable(detail.en)}`
  )
}

const isEvent = ({ kind }: Entry): boolean => kind === 'event'

function* linesIn(language: 'da' | 'en', trail: Trail, timeZone: string): Generator<string> {
  const local = localTime(timeZone)
  const words = titles[language]
  yield `${words.call} ${trail.callId}, ${words.times} ${timeZone}\n`
  if (trail.seal !== null)
    yield `${words.seal}: ${printable(trail.seal.origin)}, ${trail.seal.size}, ${trail.seal.root}\n`
  yield `\n${words.happened}\n`
  for (const entry of trail.entries) {
    const code = isEvent(entry) ? ` [${entry.code}]` : ''
    const found = entry.findings.map(code => raisedAt(entry, trail, code)[language]).join(', ')
    yield `${local(entry.at)}  ${isEvent(entry) ? '' : '→ '}${printable(entry.text[language])}${printable(code)}${found === '' ? '' : ` ! ${found}`}\n`
    if (entry.timeliness !== undefined && entry.reason !== undefined)
      yield `    ${printable(entry.reason[language])}\n`
  }
  yield `\n${words.follows}\n`
  if (trail.actions.length === 0) yield `${words.nothing}\n`
  for (const each of trail.actions) {
    const doubt = each.uncertain === true ? ` (${words.uncertain})` : ''
    yield `${local(each.dueAt)}  ${statusText(each)[language]}  ${actionText(each)[language]} ${each.targetId}: ${becauseText(each)[language]}${doubt}\n`
    yield `    ${printable(each.text[language])}\n`
  }
  yield `\n${words.findings}\n`
  if (trail.findings.length === 0) yield `${words.none}\n`
  for (const each of trail.findings) yield `${local(each.at)}  ${findingText(each, local)[language]}\n`
}

function* linesOf(language: PageLanguage, trail: Trail, timeZone: string): Generator<string> {
  if (language !== 'both') {
    yield* linesIn(language, trail, timeZone)
    return
  }
  yield* linesIn('da', trail, timeZone)
  yield '\n'
  yield* linesIn('en', trail, timeZone)
}

/** The trail of a call, in pieces to be written. */
export const trailOutput = async (
  view: View,
  history: CallHistory,
  context: LogContext,
  { format, language, base, dialect }: Choices
): Promise<Iterable<string>> => {
  const { trailCsv, trailHtml, trailJsonLd, trailOf } = await import('@samtykke/audit')
  const trail = trailOf(view, context)(history)
  switch (format) {
    case 'table':
      return linesOf(language, trail, view.rules.policy.timeZone)
    case 'json':
      return [`${canonicalJson(trail)}\n`]
    case 'jsonld':
      return [`${canonicalJson(trailJsonLd(view, base)(history, trail))}\n`]
    case 'csv':
      return [trailCsv(view, trail, dialect)]
    case 'html':
      return [trailHtml(view, trail, language)]
  }
}
