/**
 * `samtykke sweep STORE`: once, everything that is due; or what there would be to do.
 */
import { type Instant, instantFromEpoch } from '@samtykke/core'
import { type ForAPerson, sweep as sweepLog, type Swept } from '@samtykke/retention'
import * as E from 'fp-ts/lib/Either.js'
import { identity, pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { jsonOption } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { store as storeOperand } from '../command/operands.ts'
import { flag } from '../command/option.ts'
import { throughTemporaryFiles } from '../command/readFailure.ts'
import { SpillError } from '../engine/temporaryFile.ts'
import { writeAllOut, writeErr } from '../output/output.ts'
import { progress } from '../output/progress.ts'
import { retentionOptions } from '../retention/options.ts'
import { type Session, withSession } from '../retention/session.ts'
import { stopSentence } from '../retention/stopSentence.ts'
import { type SweptCalls, sweptCalls } from '../retention/sweptCalls.ts'
import { callColumns, forPeopleBy, isDoable, personColumns, type SweptCall } from '../retention/sweepRows.ts'
import { whereHelp } from '../retention/where.ts'
import { logFailure, type StoreSource } from '../source/store.ts'
import { exit, type ExitStatus, type Failure } from '../text/failure.ts'
import { howMany, numeral } from '../text/howMany.ts'
import { type Bilingual, both, said } from '../text/language.ts'
import { table } from '../text/table.ts'

interface Outcome {
  readonly swept: Swept
  /** With something to do. */
  readonly calls: Iterable<SweptCall>
  readonly forPeople: Iterable<ForAPerson>
  /** How many there are of each. */
  readonly counts: { readonly calls: number; readonly forPeople: number }
  readonly brokenOff: boolean
}

type Listed = Pick<Outcome, 'calls' | 'forPeople' | 'counts'>

const hasSomethingToDo = ({ steps }: SweptCall): boolean => steps.some(isDoable)

const listed = (all: Iterable<SweptCall>, now: Instant): Listed => {
  const counts = { calls: 0, forPeople: 0 }
  for (const call of all) {
    if (hasSomethingToDo(call)) counts.calls++
    counts.forPeople += forPeopleBy(now, call).length
  }
  return {
    calls: {
      *[Symbol.iterator]() {
        for (const call of all) if (hasSomethingToDo(call)) yield call
      }
    },
    forPeople: {
      *[Symbol.iterator]() {
        for (const call of all) yield* forPeopleBy(now, call)
      }
    },
    counts
  }
}

const sweepOnce = async (
  store: StoreSource,
  { ports, options }: Session,
  calls: SweptCalls,
  dryRun: boolean
): Promise<E.Either<Failure, Outcome>> => {
  const now: Instant = instantFromEpoch(ports.clock.now())
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  const bar = progress()
  let [foundCalls, attendedCalls] = [0, 0]
  let failure: SpillError | undefined
  /** What cannot be kept ends the sweep, after what is under way. */
  const keep = (work: () => void): void => {
    try {
      if (failure === undefined) work()
    } catch (error) {
      if (!(error instanceof SpillError)) throw error
      failure = error
      stop()
    }
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  try {
    const swept = await sweepLog(ports, {
      ...options,
      dryRun,
      signal: stopping.signal,
      found: survey => {
        keep(() => calls.found(survey))
        foundCalls++
      },
      attended: (callId, attended) => {
        keep(() => calls.attended(callId, attended))
        attendedCalls++
        bar.show(attendedCalls / Math.max(foundCalls, attendedCalls))
      }
    })
    bar.clear()
    if (failure !== undefined) throw failure
    const brokenOff = stopping.signal.aborted
    if (E.isLeft(swept)) return E.left(logFailure(store)(swept.left))
    return E.right({ swept: swept.right, ...listed(calls.finish(), now), brokenOff })
  } finally {
    bar.clear()
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}

const line = (value: object): string => `${JSON.stringify(value)}\n`

function* linesOf({ calls, forPeople, counts, swept }: Outcome, dryRun: boolean): Generator<string> {
  for (const { callId, steps, attended } of calls)
    for (const { _tag, ...step } of steps.filter(isDoable))
      yield line({
        step: _tag,
        callId,
        ...('target' in step && { target: step.target, targetId: step.targetId }),
        ...('action' in step && { action: step.action, since: step.since, askedFor: step.askedFor }),
        ...('requestId' in step && { requestId: step.requestId, recordingId: step.ref.recordingId }),
        ...(attended !== undefined && {
          call: { carriedOut: attended.carriedOut, due: attended.due, failures: attended.failures }
        })
      })
  for (const { _tag, ...each } of forPeople) yield line({ step: _tag, ...each })
  yield line({
    summary: dryRun ? 'dry-run' : 'sweep',
    calls: swept.calls,
    due: swept.due,
    carriedOut: swept.carriedOut,
    failed: swept.failed,
    forPeople: counts.forPeople,
    stopped: [...swept.stopped]
  })
}

const sentence = ({ swept, counts }: Outcome, dryRun: boolean): string => {
  const calls = howMany(swept.calls, 'call')
  const [due, gone, failed, people] = [swept.due, swept.carriedOut, swept.failed, counts.forPeople].map(
    numeral
  ) as [Bilingual, Bilingual, Bilingual, Bilingual]
  const text = dryRun
    ? both(
        `${calls.da} set efter; ville slettes: ${due.da}, til en person: ${people.da}; intet blev rørt`,
        `${calls.en} looked at; ${due.en} would go, ${people.en} for a person; nothing was touched`
      )
    : both(
        `${calls.da} set efter; forfaldne: ${due.da}, slettet: ${gone.da}, mislykkedes: ${failed.da}, til en person: ${people.da}`,
        `${calls.en} looked at; ${due.en} ${swept.due === 1 ? 'was' : 'were'} due, ${gone.en} ${swept.carriedOut === 1 ? 'is' : 'are'} gone, ${failed.en} failed, ${people.en} for a person`
      )
  return `${said(text)}\n`
}

const write = async (outcome: Outcome, timeZone: string, dryRun: boolean, json: boolean): Promise<void> => {
  if (json) return writeAllOut(linesOf(outcome, dryRun))
  const { calls, forPeople, counts } = outcome
  if (counts.calls > 0) {
    await writeAllOut(table(callColumns(timeZone, dryRun), calls))
    await writeAllOut(['\n'])
  }
  if (counts.forPeople > 0) {
    await writeAllOut(table(personColumns(timeZone), forPeople))
    await writeAllOut(['\n'])
  }
  await writeAllOut([sentence(outcome, dryRun)])
}

const statusOf = ({ swept, counts, brokenOff }: Outcome): ExitStatus => {
  if (swept.stopped.size > 0) return exit.stopped
  return counts.forPeople > 0 || swept.failed > 0 || brokenOff ? exit.badInput : exit.done
}

export const sweep = defineVerb({
  name: 'sweep',
  operands: storeOperand,
  synopsis: ['STORE --recordings NAME=WHERE [--dry-run] [options]'],
  about: `Replays a store of events, carries out everything that is due, and says what became of it. What failed for good before is tried again. Exit status 3 where something failed or is left to a person, 6 where it stopped itself: it erases no more than samtykke run would.

${whereHelp}`,
  options: {
    'dry-run': flag('only says what there would be to do: nothing is erased or written'),
    ...retentionOptions,
    ...jsonOption
  },
  run: (values, store) =>
    TE.bracket(
      TE.rightIO(() => sweptCalls()),
      calls =>
        pipe(
          withSession(
            store,
            values,
            session =>
              pipe(
                throughTemporaryFiles(() => sweepOnce(store, session, calls, values['dry-run'])),
                TE.flatMapEither(identity)
              ),
            {
              onlyLook: values['dry-run']
            }
          ),
          TE.chainFirst(outcome =>
            throughTemporaryFiles(() =>
              write(outcome, values.policy.timeZone, values['dry-run'], values.json)
            )
          ),
          TE.map(outcome => {
            for (const cause of outcome.swept.stopped) writeErr(stopSentence(cause))
            if (outcome.brokenOff)
              writeErr(
                both(
                  'afbrudt: det, der ikke blev nået, er til næste gang',
                  'broken off: what was not reached is left for the next sweep'
                )
              )
            return statusOf(outcome)
          })
        ),
      ({ close }) => TE.fromIO(close)
    )
})
