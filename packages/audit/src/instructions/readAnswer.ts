/**
 * From a row or an object to the answer of a processor.
 */
import { type Instant, LocalDate, parseInstant } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { snake } from '../render/csv.ts'
import { type Bilingual, both } from '../render/text/language.ts'
import type { AnswerFault } from './answerFault.ts'
import { answerMembers, type AnswerName, filledInMembers, type FilledInName } from './answerMembers.ts'

/** What a processor answered to an instruction. */
export interface InstructionAnswer {
  /** The line or the element at which it stands. */
  readonly place: number
  readonly instructionId: string
  readonly executedAt: Instant
  readonly confirmation: string
  readonly method?: string
  readonly copies?: number
  readonly backupsExpireOn?: LocalDate
  /** Of what it is, where that stands beside the id: it must be what the instruction of that id is of. */
  readonly named?: Readonly<Partial<Record<FilledInName, string>>>
}

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const longestText = 1000

const isText = (u: unknown): u is string =>
  typeof u === 'string' && u.trim() !== '' && u.length <= longestText

const text = both(`en tekst på 1 til ${longestText} tegn`, `a text of 1 to ${longestText} characters`)

const wholeNumber = (u: unknown): number | undefined => {
  const value = typeof u === 'string' && /^\s*\d{1,15}\s*$/.test(u) ? Number(u) : u
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

const trimmed = (u: unknown): string | undefined => (isText(u) ? u.trim() : undefined)

/** How each member is read, `undefined` where it is not in its form; and that form. */
const forms: Readonly<Record<AnswerName, readonly [(u: unknown) => unknown, Bilingual]>> = {
  instructionId: [
    u => (typeof u === 'string' && uuidForm.test(u.trim()) ? u.trim().toLowerCase() : undefined),
    both('et UUID', 'a UUID')
  ],
  executedAt: [
    u => parseInstant(trimmed(u) ?? ''),
    both(
      'et tidspunkt med forskellen fra UTC (2026-03-01T09:30:00+01:00)',
      'an instant with the offset from UTC (2026-03-01T09:30:00+01:00)'
    )
  ],
  confirmation: [trimmed, text],
  method: [trimmed, text],
  copies: [wholeNumber, both('et helt tal fra 0', 'a whole number from 0')],
  backupsExpireOn: [
    u => (LocalDate.is(trimmed(u)) ? trimmed(u) : undefined),
    both('en dato (2026-04-01)', 'a date (2026-04-01)')
  ]
}

const isEmpty = (u: unknown): boolean =>
  u === undefined || u === null || (typeof u === 'string' && u.trim() === '')

/** What a value is, without the value. */
export const described = (u: unknown): Bilingual => {
  if (isEmpty(u)) return both('intet', 'nothing')
  if (typeof u === 'string')
    return both(
      `en tekst på ${u.length} tegn`,
      `a text of ${u.length} ${u.length === 1 ? 'character' : 'characters'}`
    )
  return typeof u === 'number' ? both('et tal', 'a number') : both('noget andet', 'something else')
}

/** What stands beside the id, and what of it is no text. */
const namedIn = (
  given: Readonly<Record<string, unknown>>
): { readonly named: InstructionAnswer['named']; readonly faults: ReadonlyArray<AnswerFault> } => {
  const named: Partial<Record<FilledInName, string>> = {}
  const faults: Array<AnswerFault> = []
  for (const member of filledInMembers) {
    const value = isEmpty(given[member]) ? given[snake(member)] : given[member]
    if (isEmpty(value)) continue
    if (typeof value === 'string') named[member] = value.trim()
    else
      faults.push({
        _tag: 'Unreadable',
        member,
        expected: both('en tekst', 'a text'),
        found: described(value)
      })
  }
  return { named: Object.keys(named).length === 0 ? undefined : named, faults }
}

/**
 * Reads an answer by the names of its members or of its columns, and what the form says beside the id of the instruction; other
 * names are not looked at.
 *
 * @param place the line or the element at which it stands
 * @returns the answer; `undefined` where nothing but the instruction is filled in; or all that is wrong
 *
 * @example
 * import { readAnswer } from '@samtykke/audit'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const row = { instruction_id: '3f0c2f0e-6a3c-5c6e-9d57-1f8e2b7f4a10', executed_at: '', confirmation: '' }
 * assert.deepStrictEqual(readAnswer(2, row), E.right(undefined))
 */
export const readAnswer = (
  place: number,
  given: Readonly<Record<string, unknown>>
): E.Either<ReadonlyArray<AnswerFault>, InstructionAnswer | undefined> => {
  const valueOf = ({ member, column }: (typeof answerMembers)[number]): unknown =>
    isEmpty(given[member]) ? given[column] : given[member]
  if (answerMembers.every(each => each.member === 'instructionId' || isEmpty(valueOf(each))))
    return E.right(undefined)
  const faults: Array<AnswerFault> = []
  const answer: Record<string, unknown> = { place }
  for (const each of answerMembers) {
    const value = valueOf(each)
    if (!each.required && isEmpty(value)) continue
    const [read, expected] = forms[each.member]
    const known = read(value)
    if (known === undefined)
      faults.push({ _tag: 'Unreadable', member: each.member, expected, found: described(value) })
    else answer[each.member] = known
  }
  const beside = namedIn(given)
  faults.push(...beside.faults)
  if (beside.named !== undefined) answer['named'] = beside.named
  // Each member is in its form, and the required ones are there.
  return faults.length > 0 ? E.left(faults) : E.right(answer as unknown as InstructionAnswer)
}
