/**
 * `samtykke run STORE`: the worker that erases what is due.
 */
import { instantFromEpoch } from '@samtykke/core'
import { type Notice, startWorker, type StopCause, type Worker } from '@samtykke/retention'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { defineVerb } from '../command/defineVerb.ts'
import { store as storeOperand } from '../command/operands.ts'
import { wholeNumber } from '../command/option.ts'
import { measuredFeed } from '../retention/lag.ts'
import type { Monitor } from '../retention/monitor.ts'
import { retentionOptions } from '../retention/options.ts'
import { approvalOf, resumeOptions, resumeWhereApproved, type Resumed } from '../retention/resume.ts'
import { type Session, withSession } from '../retention/session.ts'
import { forgottenMembers } from '../retention/vaulted.ts'
import { whereHelp } from '../retention/where.ts'
import { say, sayEnded, sayNotice } from '../retention/workerLog.ts'
import { logFailure, type StoreSource } from '../source/store.ts'
import { exit, type ExitStatus, type Failure } from '../text/failure.ts'

const sayResumed = ({ before, now }: Resumed, approved: boolean): void => {
  if (approved) say(before.size === 0 ? 'nothing-to-resume' : 'resumed', { causes: [...before] })
  if (now.size > 0)
    say('stopped-before', {
      causes: [...now],
      hint: 'what nobody asked for is not erased; once a person has looked: --resume --approved-by REF'
    })
}

/** Resolves when the process is told to end, or the worker stopped itself. */
const untilEnd = () => {
  let end = (): void => undefined
  const ended = new Promise<void>(resolve => {
    end = resolve
  })
  return { end, ended }
}

const monitor = async (
  port: number,
  worker: Worker,
  lag: () => number
): Promise<E.Either<Failure, Monitor>> => {
  const { workerMetrics } = await import('../retention/metrics.ts')
  const { startMonitor } = await import('../retention/monitor.ts')
  const metrics = workerMetrics(worker.health, lag)
  const started = await startMonitor(port, worker.health, metrics)()
  return pipe(
    started,
    E.map(each => ({
      ...each,
      close: () => Promise.all([each.close(), metrics.close()]).then(() => undefined)
    }))
  )
}

const work = async (
  { ports, options, feed: shared }: Session,
  stoppedBefore: ReadonlySet<StopCause>,
  port: number | undefined
): Promise<E.Either<Failure, ExitStatus>> => {
  const { end, ended } = untilEnd()
  const causes = new Set<StopCause>()
  const tell = (notice: Notice): void => {
    sayNotice(notice, instantFromEpoch(Date.now()))
    if (notice._tag !== 'stopped' || stoppedBefore.has(notice.cause)) return
    causes.add(notice.cause)
    end()
  }
  const { feed, lag } = measuredFeed(shared, ports.clock)
  process.on('SIGINT', end).on('SIGTERM', end)
  const worker = startWorker({ ...ports, feed, random: Math.random }, { ...options, tell })
  try {
    const opened = port === undefined ? undefined : await monitor(port, worker, lag)
    if (opened !== undefined && E.isLeft(opened)) {
      await worker.stop()
      return opened
    }
    say('started', opened === undefined ? {} : { http: `http://127.0.0.1:${opened.right.port}` })
    await ended
    say('stopping')
    sayEnded(await worker.stop())
    await opened?.right.close()
    return E.right(causes.size > 0 ? exit.stopped : exit.done)
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end)
  }
}

const begin = (
  store: StoreSource,
  session: Session,
  approval: ReturnType<typeof approvalOf>,
  port: number | undefined
): TE.TaskEither<Failure, ExitStatus> =>
  pipe(
    TE.fromEither(approval),
    TE.flatMap(approvedBy =>
      pipe(
        resumeWhereApproved(session.ports, approvedBy),
        TE.bimap(logFailure(store), resumed => {
          sayResumed(resumed, approvedBy !== undefined)
          return resumed.now
        })
      )
    ),
    TE.flatMap(stoppedBefore => () => work(session, stoppedBefore, port))
  )

export const run = defineVerb({
  name: 'run',
  summary: 'erase what is due, as it falls due',
  operands: storeOperand,
  synopsis: ['STORE --recordings NAME=WHERE [options]'],
  about: `Follows a store of events and carries out what is due of each call: it instructs, erases, looks that it is gone, and records the outcome. What falls due later is done on its day. It runs until SIGINT or SIGTERM, finishes what is under way, and ends with exit status 0. On standard output it says what it did: a JSON object a line, with ids only.

Before it begins it looks at the clock and the rights of the stores; the first time, and where the policy has changed, it replays the store to know what falls due when. Several at once share the work. Where more is due on a day than is expected, too much is not found, or the clocks differ by more than 5 minutes, it stops itself, with exit status 6. Started again it does only what people asked for (withdrawals, requests, objections), and nothing where too much was not found, until --resume.

${whereHelp}`,
  options: {
    ...retentionOptions,
    ...resumeOptions,
    http: wholeNumber(
      65_535,
      'serves /health/live, /health/ready and /metrics (Prometheus) at this port of 127.0.0.1; 0 for any'
    )
  },
  run: (values, store) =>
    pipe(
      TE.fromEither(approvalOf(values)),
      TE.flatMap(() =>
        withSession(
          store,
          values,
          session => begin(store, session, approvalOf(values), values.http),
          false,
          forgotten => say('forgotten', forgottenMembers(forgotten))
        )
      )
    )
})
