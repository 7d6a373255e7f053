/**
 * The list for a processor as one HTML file.
 */
import type { View } from '@samtykke/core'
import { headFacts } from '../head/derivation.ts'
import { type Content, element, fragment, type Markup } from '../render/html/element.ts'
import { type PageContext, type PageLanguage, pageOf } from '../render/html/page.ts'
import { factList, id, numeral, summaryBox, time } from '../render/html/parts.ts'
import { type Section, sectionsOf } from '../render/html/sections.ts'
import { stated, unstated } from '../render/html/stated.ts'
import { type Column, tableOf } from '../render/html/table.ts'
import { actionNames, targetNames } from '../render/text/coreNames.ts'
import { type Bilingual, both } from '../render/text/language.ts'
import { partyText } from '../render/text/party.ts'
import { capitalised, fullDate } from '../render/text/words.ts'
import type { AnswerMember } from './answerMembers.ts'
import type { Instruction, Instructions, KeepInstruction } from './instructions.ts'

const words = {
  parties: both('Hvem instruksen er fra og til', 'From whom and to whom'),
  controller: both('Dataansvarlig', 'Controller'),
  contact: both('Kontakt', 'Contact'),
  processor: both('Databehandler', 'Processor'),
  agreement: both('Databehandleraftale', 'Data processing agreement'),
  erase: both('Skal slettes eller anonymiseres', 'To erase or anonymise'),
  keep: both('Skal opbevares indtil videre', 'To keep for now'),
  keepWhy: both(
    'Dette må ikke slettes, før der kommer en instruks om det.',
    'None of this may be erased before an instruction says so.'
  ),
  answer: both('Det svar, der forventes', 'The answer that is expected'),
  answerHow: both(
    'Svar for hver instruks, når den er udført: i formularen (CSV) eller som JSON, et objekt for hver instruks. Det, der ikke er udført, svares der ikke på.',
    'Answer each instruction when it is carried out: in the form (CSV) or as JSON, an object for each instruction. What is not carried out is not answered.'
  ),
  action: both('Handling', 'Action'),
  target: both('Hvad', 'What'),
  call: both('Samtale', 'Call'),
  region: both('Sted', 'Place'),
  due: both('Frist', 'Due'),
  days: both('Dage over fristen', 'Days since'),
  instructed: both('Instrueret', 'Instructed'),
  failed: both('Seneste mislykkede forsøg', 'Last failed'),
  number: both('Instruksens nummer', 'Number of the instruction'),
  review: both('Gennemgås den', 'Reviewed on'),
  name: both('Navn', 'Name'),
  column: both('Kolonne', 'Column'),
  required: both('Skal angives', 'Required'),
  yes: both('ja', 'yes'),
  no: both('nej', 'no'),
  meaning: both('Betydning', 'Meaning')
} satisfies Record<string, Bilingual>

const partyOrNone = (party: Instructions['controller']): string | null =>
  party === null ? null : partyText(party)

const partyFacts = (context: PageContext, list: Instructions): Markup =>
  factList(context, [
    [words.controller, stated(context, partyOrNone(list.controller))],
    [words.contact, stated(context, partyOrNone(list.contact))],
    [
      words.processor,
      list.processorName === null ? id(list.processor) : [`${list.processorName} `, id(list.processor)]
    ],
    [words.agreement, list.agreement === null ? unstated(context) : list.agreement]
  ])

const instructionColumns = (context: PageContext): ReadonlyArray<Column<Instruction>> => {
  const { translate } = context
  return [
    {
      head: words.target,
      cell: ({ target, targetId }) => [`${capitalised(translate(targetNames[target]))} `, id(targetId)]
    },
    { head: words.action, cell: ({ action }) => translate(actionNames[action]) },
    { head: words.call, cell: ({ callId }) => id(callId) },
    { head: words.region, cell: ({ region }) => region ?? '' },
    { head: words.due, cell: ({ dueAt }) => time(context, dueAt) },
    { head: words.days, cell: ({ daysOpen }) => numeral(context, daysOpen), kind: 'number' },
    {
      head: words.instructed,
      cell: ({ instructedAt }) => (instructedAt === undefined ? '' : time(context, instructedAt))
    },
    {
      head: words.failed,
      cell: ({ lastFailure }) => (lastFailure === undefined ? '' : time(context, lastFailure))
    },
    { head: words.number, cell: ({ instructionId }) => id(instructionId), kind: 'long' }
  ]
}

const keepColumns = ({ translate, language }: PageContext): ReadonlyArray<Column<KeepInstruction>> => [
  {
    head: words.target,
    cell: ({ target, targetId }) => [`${capitalised(translate(targetNames[target]))} `, id(targetId)]
  },
  { head: words.review, cell: ({ reviewOn }) => fullDate(language, reviewOn) }
]

const answerColumns = ({ translate }: PageContext): ReadonlyArray<Column<AnswerMember>> => [
  { head: words.name, cell: ({ member }) => id(member) },
  { head: words.column, cell: ({ column }) => id(column) },
  { head: words.required, cell: ({ required }) => translate(required ? words.yes : words.no) },
  { head: words.meaning, cell: ({ meaning }) => translate(meaning), kind: 'long' }
]

const sums = ({ erase, keep }: Instructions): Bilingual =>
  both(
    `${erase.length} skal slettes eller anonymiseres, ${keep.length} skal opbevares indtil videre.`,
    `${erase.length} to erase or anonymise, ${keep.length} to keep.`
  )

const body =
  (list: Instructions) =>
  (context: PageContext): Content => {
    const { translate } = context
    const sections: ReadonlyArray<Section> = [
      { name: 'parties', title: words.parties, content: partyFacts(context, list) },
      {
        name: 'erase',
        title: words.erase,
        content: tableOf(context, words.erase, { columns: instructionColumns(context), rows: list.erase })
      },
      {
        name: 'keep',
        title: words.keep,
        content: [
          list.keep.length === 0 ? '' : element('p', {}, translate(words.keepWhy)),
          tableOf(context, words.keep, { columns: keepColumns(context), rows: list.keep })
        ]
      },
      {
        name: 'answer',
        title: words.answer,
        content: [
          element('p', {}, translate(words.answerHow)),
          tableOf(context, words.answer, { columns: answerColumns(context), rows: list.answer })
        ]
      }
    ]
    return fragment(
      summaryBox([translate(sums(list))]),
      sectionsOf(context, sections),
      headFacts(context, list, [])
    )
  }

/**
 * The list for a processor as one HTML file that opens anywhere: no script, no request, in Danish, English or both. Of more
 * than 500 rows the first are shown, and how many there are.
 *
 * @param view the view from which the list was made
 *
 * @example
 * import { compilePolicy, instant, noticePolicy } from '@samtykke/core'
 * import { instructionsFor, instructionsHtml, sourceOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const html = instructionsHtml(view, instructionsFor(view, 'recorder', sourceOf([]))([]), 'en')
 * assert.ok(html.includes('0 to erase or anonymise, 0 to keep.'))
 * // The policy states no agreement.
 * assert.ok(html.includes('NOT STATED'))
 *
 * @see GDPR art. 19, 28(3)(a), 28(3)(g)
 */
export const instructionsHtml = (view: View, list: Instructions, language: PageLanguage = 'da'): string =>
  pageOf(
    {
      view,
      title: both(
        `Instruks til databehandleren ${list.processor}`,
        `Instructions to the processor ${list.processor}`
      ),
      short: both('Instruks til databehandler', 'Instructions to a processor'),
      foot: `samtykke · ${list.policy.version} · ${list.asOf}`,
      body: body(list)
    },
    language
  )
