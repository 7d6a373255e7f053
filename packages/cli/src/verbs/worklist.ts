/**
 * `samtykke worklist SOURCE`: what needs a person this week, by urgency.
 */
import type { Dialect, PageLanguage, Worklist, WorkItem } from '@samtykke/audit'
import { canonicalJson, type View } from '@samtykke/core'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  dialectOf,
  excelOption,
  formatOf,
  formatOption,
  plainViewOf,
  sourceOptions,
  tableOrJson
} from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { pageLangOption } from '../command/langOption.ts'
import { languageOf } from '../command/languageOf.ts'
import { source } from '../command/operands.ts'
import { wholeNumber, withDefault } from '../command/option.ts'
import { visitCalls } from '../command/visitCalls.ts'
import { viewOf } from '../engine/view.ts'
import { writeAllOut } from '../output/output.ts'
import { type Column, localTime, table } from '../text/table.ts'

type Audit = typeof import('@samtykke/audit')

const words = {
  da: {
    heads: ['Hvad', 'Hvorfor', 'Frist eller siden', 'Senest', 'Id', 'Samtale', 'Databehandler'],
    none: 'Intet kræver manuel behandling.',
    how: 'Sporet bag det øverste punkt'
  },
  en: {
    heads: ['What', 'Why', 'Due or since', 'At the latest', 'Id', 'Call', 'Processor'],
    none: 'Nothing needs a person.',
    how: 'The trail behind the first item'
  }
} as const

function* linesOf(
  { reasonNames, urgencyNames, workText }: Audit,
  { items, counts }: Worklist,
  language: 'da' | 'en',
  timeZone: string
): Generator<string> {
  const { heads, none, how } = words[language]
  const [what, why, at, last, id, call, processor] = heads
  const local = localTime(timeZone)
  const columns: ReadonlyArray<Column<WorkItem>> = [
    { head: `${at} (${timeZone})`, cell: item => local(item.at) },
    { head: what, cell: item => workText(item)[language] },
    { head: why, cell: ({ reasons }) => reasons.map(each => reasonNames[each][language]).join('; ') },
    { head: last, cell: ({ lastLawfulDay }) => lastLawfulDay ?? '' },
    { head: call, cell: ({ callId }) => callId ?? '' },
    { head: id, cell: ({ targetId, callId }) => (targetId === callId ? '' : (targetId ?? '')) },
    { head: processor, cell: ({ processors }) => (processors ?? []).join(' ') }
  ]
  if (items.length === 0) yield `${none}\n`
  for (const urgency of Object.keys(counts) as ReadonlyArray<keyof typeof counts>) {
    if (counts[urgency] === 0) continue
    yield `${urgencyNames[urgency][language]}: ${counts[urgency]}\n`
    yield* table(
      columns,
      items.filter(each => each.urgency === urgency)
    )
    yield '\n'
  }
  const first = items.find(({ callId }) => callId !== null)
  if (first !== undefined) yield `${how}: ${first.command}${language === 'da' ? ' --lang da' : ''}\n`
}

/** How it is written. */
interface Form {
  readonly format: 'table' | 'json' | 'csv' | 'html'
  readonly lang: PageLanguage
  readonly dialect: Dialect
}

const written = (
  audit: Audit,
  view: View,
  list: Worklist,
  { format, lang, dialect }: Form
): Iterable<string> => {
  switch (format) {
    case 'table':
      return linesOf(audit, list, lang === 'both' ? 'da' : lang, view.rules.policy.timeZone)
    case 'json':
      return [`${canonicalJson(list)}\n`]
    case 'csv':
      return [audit.worklistCsv(list, dialect)]
    case 'html':
      return [audit.worklistHtml(view, list, lang)]
  }
}

const mostDays = 366

export const worklist = defineVerb({
  name: 'worklist',
  operands: source,
  about:
    'What is overdue, failed for good, due without a known processor, told and not confirmed, requests for access to answer, holds to review, errors and contradictions; and what of these falls due soon. What the worker does by itself is not listed. Each item names the command that shows its trail.',
  options: {
    days: withDefault(wholeNumber(mostDays, 'how many days to look ahead (default: 7)'), 7),
    'unconfirmed-for': withDefault(
      wholeNumber(mostDays, 'what a processor was told, and has not confirmed for N days (default: 7)'),
      7
    ),
    ...formatOption(
      ['csv', 'html'],
      'table, json, csv or html (default: table on a terminal, json elsewhere)'
    ),
    ...pageLangOption,
    ...excelOption,
    ...sourceOptions
  },
  run: (values, from) =>
    pipe(
      TE.Do,
      TE.bind('format', () => TE.fromEither(formatOf(values, tableOrJson()))),
      TE.bind('lang', ({ format }) => TE.fromEither(languageOf(format, values.lang))),
      TE.let('view', () => plainViewOf(values)),
      TE.bind('audit', () => TE.fromTask(() => import('@samtykke/audit'))),
      TE.let('list', ({ audit, view }) =>
        audit.worklistOf(viewOf(view), { days: values.days, unconfirmedFor: values['unconfirmed-for'] })
      ),
      TE.bind('visited', ({ view, list }) => visitCalls(from, values.rejects, view, list.add)),
      TE.chainFirstTaskK(
        ({ audit, format, lang, view, list }) =>
          () =>
            writeAllOut(
              written(audit, viewOf(view), list.finish(), { format, lang, dialect: dialectOf(values.excel) })
            )
      ),
      TE.map(({ visited }) => visited.status)
    )
})
