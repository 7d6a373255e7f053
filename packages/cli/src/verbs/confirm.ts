/**
 * `samtykke confirm FILE STORE --processor ID`: the answers of a processor to its instructions, into the log.
 */
import type { CheckedAnswer, CheckedAnswers, Unconfirmed } from '@samtykke/audit'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { holdAgainst, nameFaults, nameNotRead, placeIn, readAnswers } from '../command/answers.ts'
import { jsonOption, plainViewOf, policyOption } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { answersAndStore } from '../command/operands.ts'
import { type Values, wholeNumber, withDefault } from '../command/option.ts'
import { knownProcessor, processorOption } from '../command/processorOption.ts'
import { withStoredCalls } from '../command/readStore.ts'
import { vaultOptions } from '../command/vaultOptions.ts'
import { viewOf } from '../engine/view.ts'
import { writeAllOut, writeErr } from '../output/output.ts'
import { openStores } from '../retention/openStores.ts'
import { placeOptions } from '../retention/options.ts'
import { recordAnswers, type RecordedAnswers, type RecordingAnswers } from '../retention/recordAnswers.ts'
import { whereHelp } from '../retention/where.ts'
import { type AnswersFile, readAnswersFile } from '../source/answersFile.ts'
import { type StoreSource, withStore } from '../source/store.ts'
import { type ConfirmCounts, confirmWords } from '../text/confirmWords.ts'
import { exit, type ExitStatus, type Failure } from '../text/failure.ts'
import { localTime, table } from '../text/table.ts'
import { bilingual, language } from '../text/language.ts'

/** Days: of more nobody asks. */
const longest = 36_500

const options = {
  ...processorOption,
  'unconfirmed-for': withDefault(
    wholeNumber(longest, 'lists what it was told, and has not confirmed for N days (default: 7)'),
    7
  ),
  ...placeOptions,
  ...policyOption,
  ...jsonOption,
  ...vaultOptions
}

type Given = Values<typeof options>

const noFile: AnswersFile = { name: '', unit: '', rows: [] }

const nameNotes = ({ repeated, differing }: CheckedAnswers, placeOf: (place: number) => string): void => {
  for (const { place, first } of repeated)
    writeErr(bilingual(each => confirmWords[each].repeated(placeOf(place), placeOf(first))))
  for (const { answer } of differing)
    writeErr(bilingual(each => confirmWords[each].differs(placeOf(answer.place))))
}

const record = (
  { recordings, analyses, processor }: Given,
  source: StoreSource,
  confirmed: ReadonlyArray<CheckedAnswer>,
  recording: Pick<RecordingAnswers, 'view' | 'placeOf'>
): TE.TaskEither<Failure, RecordedAnswers> =>
  confirmed.length === 0
    ? TE.right({ recorded: 0, refused: new Set<number>() })
    : TE.bracket(
        openStores(recordings, analyses),
        ({ stores }) =>
          withStore(source, log => recordAnswers({ ...recording, log, stores, processor }, confirmed)),
        ({ close }) => TE.fromIO(close)
      )

const isOf =
  (unconfirmed: Unconfirmed) =>
  ({ callId, target, targetId }: CheckedAnswer): boolean =>
    unconfirmed.callId === callId && unconfirmed.target === target && unconfirmed.targetId === targetId

function* linesOf(
  counts: ConfirmCounts,
  unconfirmed: ReadonlyArray<Unconfirmed>,
  { policy, 'unconfirmed-for': least }: Given
): Generator<string> {
  const words = confirmWords[language()]
  const local = localTime(policy.timeZone)
  const [instructed, since, target, call] = words.heads
  if (counts.answers + counts.notAnswered > 0) yield `${words.sums(counts)}\n`
  yield `${words.unconfirmed(unconfirmed.length, least)}\n`
  if (unconfirmed.length > 0)
    yield* table<Unconfirmed>(
      [
        {
          head: `${instructed} (${policy.timeZone})`,
          cell: ({ instructedAt }) => local(instructedAt)
        },
        { head: since, cell: each => String(each.daysSince) },
        { head: target, cell: each => `${words.targets[each.target]} ${each.targetId}` },
        { head: call, cell: ({ callId }) => callId }
      ],
      unconfirmed
    )
}

export const confirm = defineVerb({
  name: 'confirm',
  operands: answersAndStore,
  synopsis: ['[FILE] STORE --processor ID [options]'],
  about: `Reads the answers of one processor: the form of samtykke instructions --format form as it was filled in (CSV), or a JSON array of objects with instructionId, executedAt, confirmation, method, copies, backupsExpireOn. A row in which nothing is filled in is no answer.

Every answer is looked at before any is recorded. One that is wrong (an unknown instruction, one to another processor, or to another recording or action than the row names, done before it was instructed or in the future, another answer to the same) is named with its place, what was expected and what was found; then nothing is recorded: exit status 3. The same file again records nothing new. Without FILE it only lists what is not confirmed.

A processor's word is taken where there is no store to ask it. Where --recordings or --analyses name one it is asked, and what it still has is not recorded: exit status 3. What others hold too needs theirs.

${whereHelp}`,
  options,
  run: (values, { store, file }) => {
    const view = viewOf(plainViewOf({ policy: values.policy }))
    const canAsk = (target: 'recording' | 'analysis', processor: string): boolean =>
      values[target === 'recording' ? 'recordings' : 'analyses'].some(({ name }) => name === processor)
    return pipe(
      TE.Do,
      TE.bind('audit', () => TE.fromTask(() => import('@samtykke/audit'))),
      TE.bind('answersFile', () => (file === undefined ? TE.right(noFile) : readAnswersFile(file))),
      TE.let('read', ({ audit, answersFile }) => readAnswers(audit, answersFile)),
      TE.bind('stored', ({ audit, read }) =>
        withStoredCalls(store, ({ calls, status }) => ({
          held: holdAgainst(audit, view, {
            processor: values.processor,
            days: values['unconfirmed-for'],
            canAsk,
            calls,
            answers: read.answers
          }),
          status
        }))
      ),
      TE.chainFirstEitherK(({ stored: { held } }) =>
        knownProcessor(values.processor, held.named, values.policy)
      ),
      TE.flatMap(({ audit, answersFile, read, stored: { held, status } }) => {
        const { checked, unconfirmed } = held
        nameNotRead(audit, answersFile)
        const faults = [...read.faults, ...checked.faults]
        if (faults.length > 0) {
          nameFaults(audit, answersFile, faults)
          return TE.right<Failure, ExitStatus>(exit.badInput)
        }
        nameNotes(checked, placeIn(answersFile))
        return pipe(
          record(values, store, checked.confirmed, { view, placeOf: placeIn(answersFile) }),
          TE.flatMap(({ recorded, refused }) => {
            const done = checked.confirmed.filter(({ answer }) => !refused.has(answer.place))
            const waiting = unconfirmed.filter(each => !done.some(isOf(each)))
            const counts: ConfirmCounts = {
              answers: read.answers.length,
              recorded,
              recordedBefore: checked.recordedBefore.length + done.length - recorded,
              differing: checked.differing.length,
              repeated: checked.repeated.length,
              notAnswered: read.notAnswered,
              refused: refused.size
            }
            return pipe(
              TE.rightTask(() =>
                writeAllOut(
                  values.json
                    ? [`${JSON.stringify({ ...counts, unconfirmed: waiting })}\n`]
                    : linesOf(counts, waiting, values)
                )
              ),
              TE.map((): ExitStatus => (refused.size > 0 ? exit.badInput : status))
            )
          })
        )
      })
    )
  }
})
