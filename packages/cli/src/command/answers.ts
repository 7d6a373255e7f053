/**
 * The answers of a processor from its file, held against the calls of a store: what can be recorded, and what is wrong.
 */
import type { CanAsk, CheckedAnswers, InstructionAnswer, Unconfirmed } from '@samtykke/audit'
import { type CallState, callState, type View } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { StoredCall } from '../engine/entrySpool.ts'
import { writeErr } from '../output/output.ts'
import type { AnswersFile } from '../source/answersFile.ts'
import { confirmWords } from '../text/confirmWords.ts'
import { about } from '../text/expected.ts'
import { bilingual } from '../text/language.ts'
import { shownName, shownValue } from '../text/shown.ts'

type Audit = typeof import('@samtykke/audit')
type Faults = CheckedAnswers['faults']

/** The answers of a file that are in their form. */
export interface ReadAnswers {
  readonly answers: ReadonlyArray<InstructionAnswer>
  readonly faults: Faults
  /** Rows in which nothing was filled in. */
  readonly notAnswered: number
}

/** The place of an answer, `FILE:3` or `FILE: element 3`. */
export const placeIn =
  ({ name, unit }: AnswersFile) =>
  (place: number): string =>
    `${shownName(name)}:${unit === '' ? '' : ` ${unit}`}${place}`

export const readAnswers = ({ readAnswer }: Audit, { rows }: AnswersFile): ReadAnswers => {
  const answers: Array<InstructionAnswer> = []
  const faults: Array<Faults[number]> = []
  let notAnswered = 0
  for (const { place, values } of rows) {
    const read = readAnswer(place, values)
    if (E.isLeft(read)) faults.push(...read.left.map(fault => ({ place, fault })))
    else if (read.right === undefined) notAnswered++
    else answers.push(read.right)
  }
  return { answers, faults, notAnswered }
}

/** Names each column or member that the form does not have, once. */
export const nameNotRead = ({ answerMembers, filledInColumns }: Audit, { rows }: AnswersFile): void => {
  const known = [...answerMembers.flatMap(({ member, column }) => [member, column]), ...filledInColumns]
  const filledIn = [...known, 'callId', 'targetId', 'processor']
  const counts = new Map<string, number>()
  for (const { values } of rows)
    for (const name of Object.keys(values))
      if (!filledIn.includes(name)) counts.set(name, (counts.get(name) ?? 0) + 1)
  for (const [name, count] of counts) {
    const shown = shownValue(name, known)
    writeErr(bilingual(language => confirmWords[language].notRead(shown[language], count)))
  }
}

/** What one reading of all calls gives. */
export interface HeldAgainst {
  readonly checked: CheckedAnswers
  /** In the order in which the store came to know of their calls. */
  readonly unconfirmed: ReadonlyArray<Unconfirmed>
  /** The processors that the calls name. */
  readonly named: ReadonlySet<string>
}

/** Whose answers are held against what, and what is waited for. */
interface Held {
  readonly processor: string
  /** Whole days for which it has not confirmed. */
  readonly days: number
  readonly canAsk: CanAsk
  readonly calls: Iterable<StoredCall>
  readonly answers: ReadonlyArray<InstructionAnswer>
}

/** Reads the calls once. */
export const holdAgainst = (
  { checkAnswers, processorsNamedIn, unconfirmedOf }: Audit,
  view: View,
  { processor, days, canAsk, calls, answers }: Held
): HeldAgainst => {
  const waiting: Array<{ readonly firstEntry: number; readonly unconfirmed: Unconfirmed }> = []
  const named = new Set<string>()
  const waitingIn = unconfirmedOf(view, processor, days)
  function* states(): Generator<CallState> {
    for (const { history, firstEntry } of calls) {
      for (const each of processorsNamedIn(history.events)) named.add(each)
      const call = callState(view)(history)
      for (const unconfirmed of waitingIn(call)) waiting.push({ firstEntry, unconfirmed })
      yield call
    }
  }
  const checked = checkAnswers(view, processor, canAsk)(states(), answers)
  const unconfirmed = waiting.toSorted((a, b) => a.firstEntry - b.firstEntry).map(each => each.unconfirmed)
  return { checked, unconfirmed, named }
}

/** Names all that is wrong, in the order of the file, and how many answers are. */
export const nameFaults = ({ renderAnswerFault }: Audit, file: AnswersFile, faults: Faults): void => {
  const place = placeIn(file)
  for (const each of faults.toSorted((a, b) => a.place - b.place))
    writeErr(about(place(each.place), renderAnswerFault(each.fault)))
  const places = new Set(faults.map(each => each.place)).size
  writeErr(bilingual(language => confirmWords[language].faults(places)))
}
