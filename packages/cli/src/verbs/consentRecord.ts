/**
 * `samtykke consent-record SOURCE --call ID`: the record of the consents of a call, or its receipt.
 */
import type { ConsentRecord } from '@samtykke/audit'
import { canonicalJson } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  callOption,
  formatOf,
  formatOption,
  onlyOf,
  plainViewOf,
  sourceOptions
} from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { allowGaps, incompleteOption } from '../command/gaps.ts'
import { gatherCall } from '../command/gather.ts'
import { source } from '../command/operands.ts'
import { pageLangOption } from '../command/langOption.ts'
import { flag, iri } from '../command/option.ts'
import { viewOf } from '../engine/view.ts'
import { writeAllOut } from '../output/output.ts'
import { type Failure, wrongCommandLine } from '../text/failure.ts'
import { outline } from '../text/outline.ts'
import { type Column, table } from '../text/table.ts'
import { purposeName } from '@samtykke/audit/render'
import { type Bilingual, both } from '../text/language.ts'

type GraphNode = ConsentRecord['document']['graph'][number]

const states: Readonly<Record<string, string>> = {
  given: 'givet',
  refused: 'afslået',
  withdrawn: 'trukket tilbage',
  expired: 'udløbet',
  invalidated: 'ugyldigt',
  unknown: 'ukendt',
  requested: 'anmodet'
}

/** `dpv:ConsentGiven` as `given`. */
const stateOf = ({ hasConsentStatus }: GraphNode): Bilingual => {
  const state = String(hasConsentStatus).replace('dpv:Consent', '').toLowerCase()
  return both(states[state] ?? state, state)
}

/** A purpose by its name; one of the company's own as the events name it. */
const purposeOf = (kind: string, { id }: GraphNode): Bilingual => {
  const name = (id ?? '').split(`#${kind}-`).at(-1) ?? ''
  const known = purposeName(name)
  return both(known.en === known.da ? name : known.da, name)
}

const columns = (kind: string): ReadonlyArray<Column<GraphNode>> => [
  { head: both('Formål', 'Purpose'), cell: node => purposeOf(kind, node) },
  { head: both('Samtykke', 'Consent'), cell: stateOf },
  {
    head: both('Bruges som grundlag', 'Relied on'),
    cell: ({ hasLegalBasis }) => (hasLegalBasis === undefined ? both('nej', 'no') : both('ja', 'yes'))
  }
]

function* linesOf(
  { kind, callId, recordId, asOf, notStated, document }: ConsentRecord,
  timeZone: string
): Generator<string> {
  yield* outline({ call: callId, [kind]: recordId, asOf, notStatedByThePolicy: notStated }, timeZone)
  yield '\n'
  yield* table(
    columns(kind),
    document.graph.filter(({ type }) => type?.includes('dpv:Process'))
  )
}

/** The page is for the customer, and so is the receipt. */
const onlyReceipt = (format: string, receipt: boolean): E.Either<Failure, unknown> =>
  format === 'html' && !receipt
    ? E.left(
        wrongCommandLine(
          both(
            '--format html: ventede --receipt sammen med den',
            '--format html: expected --receipt beside it'
          )
        )
      )
    : E.right(undefined)

export const consentRecord = defineVerb({
  name: 'consent-record',
  operands: source,
  about:
    'The record of the consents of a call. With --receipt and --format html it is a page for the customer, whom it addresses: what was agreed to and refused, what stands of it, and how to withdraw.',
  options: {
    ...callOption,
    receipt: flag('the receipt that the customer may have'),
    ...formatOption(
      ['jsonld', 'html'],
      'table: the state of each consent; jsonld: the record; json: JSON that holds it; html: the receipt as a page (default: table on a terminal, jsonld elsewhere)'
    ),
    ...pageLangOption,
    ...incompleteOption,
    base: iri('takes the place of urn:samtykke: in the names of data'),
    ...sourceOptions
  },
  run: (values, from) =>
    pipe(
      TE.Do,
      TE.bind('format', () => TE.fromEither(formatOf(values, process.stdout.isTTY ? 'table' : 'jsonld'))),
      TE.chainFirstEitherK(({ format }) => onlyReceipt(format, values.receipt)),
      TE.chainFirstEitherK(({ format }) =>
        onlyOf('base', values.base !== undefined, ['jsonld', 'json'])(format)
      ),
      TE.let('view', () => plainViewOf(values)),
      TE.bind('gathered', ({ view }) => gatherCall(from, values.rejects, view, values.call)),
      TE.bind('audit', () => TE.fromTask(() => import('@samtykke/audit'))),
      TE.chainFirstEitherK(({ format, view, audit }) =>
        format === 'html' ? allowGaps(values, audit.receiptGaps(viewOf(view))) : E.right(undefined)
      ),
      TE.chainFirstTaskK(({ format, view, gathered, audit }) => async () => {
        const { consentRecordOf, receiptHtml } = audit
        if (format === 'html') {
          await writeAllOut([receiptHtml(viewOf(view), gathered.history, { language: values.lang ?? 'da' })])
          return
        }
        const record = consentRecordOf(viewOf(view), {
          receipt: values.receipt,
          ...(values.base !== undefined && { base: values.base })
        })(gathered.history)
        await writeAllOut(
          format === 'table'
            ? linesOf(record, view.policy.timeZone)
            : [`${canonicalJson(format === 'json' ? record : record.document)}\n`]
        )
      }),
      TE.map(({ gathered }) => gathered.status)
    )
})
