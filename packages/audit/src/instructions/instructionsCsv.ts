/**
 * The list for a processor as a table, and the form of its answer.
 */
import { type Columns, csvTable, type Dialect, memberColumns, snake } from '../render/csv.ts'
import { answerMembers, filledInMembers } from './answerMembers.ts'
import type { Instruction, Instructions, KeepInstruction } from './instructions.ts'

type Row =
  | (Instruction & { readonly reviewOn?: undefined })
  | (KeepInstruction & { readonly action: 'keep' } & Readonly<
        Partial<Record<Exclude<keyof Instruction, keyof KeepInstruction | 'action'>, undefined>>
      >)

const columns = memberColumns<Row>(
  'instructionId',
  'action',
  'callId',
  'target',
  'targetId',
  'region',
  'dueAt',
  'instructedAt',
  'daysOpen',
  'lastFailure',
  'reviewOn'
)

/**
 * The list as one table: what to erase or anonymise, then what to keep, until when it is reviewed. `days_open` is in whole
 * days, instants are in UTC.
 *
 * @example
 * import { compilePolicy, instant, noticePolicy } from '@samtykke/core'
 * import { instructionsCsv, instructionsFor, sourceOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const csv = instructionsCsv(instructionsFor(view, 'recorder', sourceOf([]))([]))
 * assert.ok(csv.startsWith('"instruction_id","action","call_id","target","target_id"'))
 *
 * @see RFC 4180; GDPR art. 28(3)(a)
 */
export const instructionsCsv = ({ erase, keep }: Instructions, dialect?: Dialect): string =>
  csvTable<Row>(columns, [...erase, ...keep.map(each => ({ ...each, action: 'keep' as const }))], dialect)

const answerColumns: Columns<Instruction> = {
  ...memberColumns<Instruction>('instructionId', ...filledInMembers),
  ...Object.fromEntries(answerMembers.slice(1).map(({ column }) => [column, () => undefined]))
}

/** The columns of the form that are filled in already: an answer that changes them is wrong. */
export const filledInColumns: ReadonlyArray<string> = filledInMembers.map(snake)

/**
 * The form of the answer as a table: a row for each instruction, to be filled in. `samtykke confirm` reads it; a row in
 * which nothing is filled in is no answer.
 *
 * @example
 * import { compilePolicy, instant, noticePolicy } from '@samtykke/core'
 * import { answerFormCsv, instructionsFor, sourceOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const form = answerFormCsv(instructionsFor(view, 'recorder', sourceOf([]))([]))
 * assert.ok(form.endsWith('"executed_at","confirmation","method","copies","backups_expire_on"\r\n'))
 *
 * @see RFC 4180; GDPR art. 28(3)(h)
 */
export const answerFormCsv = ({ erase }: Instructions, dialect?: Dialect): string =>
  csvTable(answerColumns, erase, dialect)
