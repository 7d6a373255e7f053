/**
 * `samtykke sweep STORE`: once, everything that is due; or what there would be to do.
 */
import { type Identifier, type Instant, instantFromEpoch } from '@samtykke/core'
import { type ForAPerson, sweep as sweepLog, type Survey, type Swept } from '@samtykke/retention'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { jsonOption } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { store as storeOperand } from '../command/operands.ts'
import { flag } from '../command/option.ts'
import { writeAllOut, writeErr } from '../output/output.ts'
import { progress } from '../output/progress.ts'
import { retentionOptions } from '../retention/options.ts'
import { type Session, withSession } from '../retention/session.ts'
import { stopSentence } from '../retention/stopSentence.ts'
import { callColumns, forPeopleBy, isDoable, personColumns, type SweptCall } from '../retention/sweepRows.ts'
import { whereHelp } from '../retention/where.ts'
import { logFailure, type StoreSource } from '../source/store.ts'
import { exit, type ExitStatus, type Failure } from '../text/failure.ts'
import { howMany, numeral } from '../text/howMany.ts'
import { type Bilingual, both, said } from '../text/language.ts'
import { table } from '../text/table.ts'

interface Outcome {
  readonly swept: Swept
  readonly calls: ReadonlyArray<SweptCall>
  readonly forPeople: ReadonlyArray<ForAPerson>
  readonly brokenOff: boolean
}

const sweepOnce = async (
  store: StoreSource,
  { ports, options }: Session,
  dryRun: boolean
): Promise<E.Either<Failure, Outcome>> => {
  const now: Instant = instantFromEpoch(ports.clock.now())
  const found = new Map<Identifier, SweptCall>()
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  const bar = progress()
  let attendedCalls = 0
  process.on('SIGINT', stop).on('SIGTERM', stop)
  try {
    const swept = await sweepLog(ports, {
      ...options,
      dryRun,
      signal: stopping.signal,
      found: ({ callId, steps }: Survey) => void found.set(callId, { callId, steps }),
      attended: (callId, attended) => {
        found.set(callId, { ...(found.get(callId) ?? { callId, steps: [] }), attended })
        bar.show(++attendedCalls / Math.max(1, found.size))
      }
    })
    bar.clear()
    const brokenOff = stopping.signal.aborted
    if (E.isLeft(swept)) return E.left(logFailure(store)(swept.left))
    const all = [...found.values()]
    return E.right({
      swept: swept.right,
      calls: all.filter(({ steps }) => steps.some(isDoable)),
      forPeople: all.flatMap(call => forPeopleBy(now, call)),
      brokenOff
    })
  } finally {
    bar.clear()
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}

const linesOf = ({ calls, forPeople, swept }: Outcome, dryRun: boolean): ReadonlyArray<object> => [
  ...calls.flatMap(({ callId, steps, attended }) =>
    steps.filter(isDoable).map(({ _tag, ...step }) => ({
      step: _tag,
      callId,
      ...('target' in step && { target: step.target, targetId: step.targetId }),
      ...('action' in step && { action: step.action, since: step.since, askedFor: step.askedFor }),
      ...('requestId' in step && { requestId: step.requestId, recordingId: step.ref.recordingId }),
      ...(attended !== undefined && {
        call: { carriedOut: attended.carriedOut, due: attended.due, failures: attended.failures }
      })
    }))
  ),
  ...forPeople.map(({ _tag, ...each }) => ({ step: _tag, ...each })),
  {
    summary: dryRun ? 'dry-run' : 'sweep',
    calls: swept.calls,
    due: swept.due,
    carriedOut: swept.carriedOut,
    failed: swept.failed,
    forPeople: forPeople.length,
    stopped: [...swept.stopped]
  }
]

const sentence = ({ swept, forPeople }: Outcome, dryRun: boolean): string => {
  const calls = howMany(swept.calls, 'call')
  const [due, gone, failed, people] = [swept.due, swept.carriedOut, swept.failed, forPeople.length].map(
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
  if (json) return writeAllOut(linesOf(outcome, dryRun).map(each => `${JSON.stringify(each)}\n`))
  const { calls, forPeople } = outcome
  if (calls.length > 0) await writeAllOut([...table(callColumns(timeZone, dryRun), calls), '\n'])
  if (forPeople.length > 0) await writeAllOut([...table(personColumns(timeZone), forPeople), '\n'])
  await writeAllOut([sentence(outcome, dryRun)])
}

const statusOf = ({ swept, forPeople, brokenOff }: Outcome): ExitStatus => {
  if (swept.stopped.size > 0) return exit.stopped
  return forPeople.length > 0 || swept.failed > 0 || brokenOff ? exit.badInput : exit.done
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
    pipe(
      withSession(store, values, session => () => sweepOnce(store, session, values['dry-run']), {
        onlyLook: values['dry-run']
      }),
      TE.chainFirstTaskK(
        outcome => () => write(outcome, values.policy.timeZone, values['dry-run'], values.json)
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
    )
})
