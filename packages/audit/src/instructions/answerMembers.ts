/**
 * The answer that is expected of a processor: the members of an instruction's answer, by which the form is made, explained
 * and read.
 */
import { type Bilingual, both } from '../render/text/language.ts'

/** One thing that is answered of each instruction. */
export interface AnswerMember {
  /** As JSON names it. */
  readonly member: string
  /** As the columns of CSV name it. */
  readonly column: string
  readonly required: boolean
  readonly meaning: Bilingual
}

/** What a processor answers to an instruction: each member, its column in the form, and what it means. */
export const answerMembers = [
  {
    member: 'instructionId',
    column: 'instruction_id',
    required: true,
    meaning: both('instruksens nummer, som i denne liste', 'the number of the instruction, as in this list')
  },
  {
    member: 'executedAt',
    column: 'executed_at',
    required: true,
    meaning: both(
      'hvornår det blev udført, med forskellen fra UTC: 2026-03-01T09:30:00+01:00',
      'when it was done, with the offset from UTC: 2026-03-01T09:30:00+01:00'
    )
  },
  {
    member: 'confirmation',
    column: 'confirmation',
    required: true,
    meaning: both('jeres egen reference for udførelsen', 'your own reference of what was done')
  },
  {
    member: 'method',
    column: 'method',
    required: false,
    meaning: both(
      'hvordan der blev slettet; ved anonymisering den teknik, der blev brugt, og da skal den angives',
      'how it was erased; of anonymising the technique that was used, which must then be given'
    )
  },
  {
    member: 'copies',
    column: 'copies',
    required: false,
    meaning: both('hvor mange kopier der blev slettet', 'how many copies were erased')
  },
  {
    member: 'backupsExpireOn',
    column: 'backups_expire_on',
    required: false,
    meaning: both(
      'den dag, hvor den sidste sikkerhedskopi er slettet: 2026-04-01',
      'the day by which the last back-up is gone: 2026-04-01'
    )
  }
] as const satisfies ReadonlyArray<AnswerMember>

/** The name of a member of an answer. */
export type AnswerName = (typeof answerMembers)[number]['member']

/** What the form says already of each instruction, beside its id. */
export const filledInMembers = ['action', 'callId', 'target', 'targetId'] as const

/** The name of a member that is filled in already. */
export type FilledInName = (typeof filledInMembers)[number]
