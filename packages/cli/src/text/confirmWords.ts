/**
 * What `samtykke confirm` says, in Danish and English.
 */
import { counted } from './table.ts'

/** What came of the answers. */
export interface ConfirmCounts {
  readonly answers: number
  readonly recorded: number
  readonly recordedBefore: number
  readonly differing: number
  readonly repeated: number
  readonly notAnswered: number
  readonly refused: number
}

export interface ConfirmWords {
  readonly faults: (count: number) => string
  readonly repeated: (place: string, first: string) => string
  readonly differs: (place: string) => string
  readonly notInstructed: string
  readonly stillThere: (processor: string) => string
  readonly notRead: (column: string, count: number) => string
  readonly sums: (counts: ConfirmCounts) => string
  readonly unconfirmed: (count: number, days: number) => string
  readonly heads: readonly [instructed: string, days: string, target: string, call: string]
  readonly targets: Readonly<Record<'recording' | 'analysis', string>>
}

const english: ConfirmWords = {
  faults: count => `${count} ${count === 1 ? 'answer is' : 'answers are'} wrong: nothing is recorded`,
  repeated: (place, first) => `${place}: the same answer as at ${first}; it counts once`,
  differs: place => `${place}: the outcome is recorded with another time or confirmation, which stands`,
  notInstructed: 'expected an instruction since it was last stored, found none',
  stillThere: processor => `expected that it is gone, found that ${processor} has it or cannot be asked`,
  notRead: (column, count) => `not of the form, not read: ${column}: ${counted(count, 'time', 'times')}`,
  sums: ({ answers, recorded, recordedBefore, notAnswered, refused }) =>
    `Answers: ${answers}; recorded ${recorded}, recorded before ${recordedBefore}, not recorded ${refused}; rows without an answer: ${notAnswered}`,
  unconfirmed: (count, days) =>
    `Told and not confirmed for ${counted(days, 'day', 'days')} or more: ${count}`,
  heads: ['Instructed', 'Days', 'Target', 'Call'],
  targets: { recording: 'recording', analysis: 'analysis' }
}

const danish: ConfirmWords = {
  faults: count => `${count} svar er ${count === 1 ? 'forkert' : 'forkerte'}: intet er registreret`,
  repeated: (place, first) => `${place}: det samme svar som på ${first}; det tæller én gang`,
  differs: place =>
    `${place}: udfaldet er registreret med et andet tidspunkt eller en anden bekræftelse, som står ved magt`,
  notInstructed: 'ventede en instruks, siden det sidst blev gemt, fandt ingen',
  stillThere: processor => `ventede, at det er væk, fandt, at ${processor} har det eller ikke kan spørges`,
  notRead: (column, count) =>
    `hører ikke til formularen og læses ikke: ${column}: ${count} ${count === 1 ? 'gang' : 'gange'}`,
  sums: ({ answers, recorded, recordedBefore, notAnswered, refused }) =>
    `Svar: ${answers}; registreret ${recorded}, registreret før ${recordedBefore}, ikke registreret ${refused}; rækker uden svar: ${notAnswered}`,
  unconfirmed: (count, days) =>
    `Instrueret og ikke bekræftet i ${days} ${days === 1 ? 'dag' : 'dage'} eller mere: ${count}`,
  heads: ['Instrueret', 'Dage', 'Hvad', 'Samtale'],
  targets: { recording: 'optagelse', analysis: 'stemmeanalyse' }
}

export const confirmWords: Readonly<Record<'da' | 'en', ConfirmWords>> = { da: danish, en: english }
