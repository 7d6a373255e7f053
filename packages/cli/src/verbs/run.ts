/**
 * `samtykke run STORE`: the worker that erases what is due.
 */
import { instantFromEpoch, type LogError } from '@samtykke/core'
import { type Notice, startWorker, type Worker } from '@samtykke/retention'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { defineVerb } from '../command/defineVerb.ts'
import { store as storeOperand } from '../command/operands.ts'
import { wholeNumber } from '../command/option.ts'
import { writeErr } from '../output/output.ts'
import { measuredFeed } from '../retention/lag.ts'
import type { Monitor } from '../retention/monitor.ts'
import { retentionOptions } from '../retention/options.ts'
import { approvalOf, resumeOptions, resumeWhereApproved, type Resumed } from '../retention/resume.ts'
import { type Session, withSession } from '../retention/session.ts'
import { stopSentence } from '../retention/stopSentence.ts'
import { forgottenMembers } from '../retention/vaulted.ts'
import { whereHelp } from '../retention/where.ts'
import { logEnded, logLine, logNotice } from '../retention/workerLog.ts'
import { logFailure, type StoreSource } from '../source/store.ts'
import { exit, type ExitStatus, type Failure } from '../text/failure.ts'

const logResumed = ({ before, now }: Resumed, approved: boolean): void => {
  if (approved) logLine(before.size === 0 ? 'nothing-to-resume' : 'resumed', { causes: [...before] })
  if (now.size > 0)
    logLine('stopped-before', {
      causes: [...now],
      hint: 'what nobody asked for is not erased; once a person has looked: --resume --approved-by REF'
    })
}

/** Resolves when the process is told to end. */
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
  store: StoreSource,
  { ports, options, feed: shared }: Session,
  port: number | undefined
): Promise<E.Either<Failure, ExitStatus>> => {
  const { end, ended } = untilEnd()
  let denied: LogError | undefined
  const tell = (notice: Notice): void => {
    logNotice(notice, instantFromEpoch(Date.now()))
    // Asking again gives nobody rights.
    if (notice._tag !== 'log-failed' || notice.error._tag !== 'AccessDenied') return
    denied = notice.error
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
    logLine('started', opened === undefined ? {} : { http: `http://127.0.0.1:${opened.right.port}` })
    await ended
    logLine('stopping')
    const health = await worker.stop()
    logEnded(health)
    await opened?.right.close()
    if (denied !== undefined) return E.left(logFailure(store)(denied))
    for (const cause of health.causes) writeErr(stopSentence(cause))
    return E.right(health.causes.length > 0 ? exit.stopped : exit.done)
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
        TE.bimap(logFailure(store), resumed => logResumed(resumed, approvedBy !== undefined))
      )
    ),
    TE.flatMap(() => () => work(store, session, port))
  )

export const run = defineVerb({
  name: 'run',
  operands: storeOperand,
  synopsis: ['STORE --recordings NAME=WHERE [options]'],
  about: `Follows a store of events and carries out what is due of each call: it instructs, erases, looks that it is gone, and records the outcome. What falls due later is done on its day. It runs until SIGINT or SIGTERM, finishes what is under way, and ends with exit status 0. On standard output it says what it did: a JSON object a line, with ids only.

Before it begins it looks at the clock and the rights of the stores; the first time, and where the policy or the stores have changed, it replays the store of events to know what falls due when, and says how much of it is left to people. Several at once, with the same stores, share the work.

Where more is due on a day than is expected it erases only what people asked for (withdrawals, requests, objections); where too much is not found, nothing; both until --resume, here or in another process. While the clocks differ by more than 5 minutes nothing is erased, and where they do at the start it does not begin. Who ends while stopped ends with exit status 6.

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
        withSession(store, values, session => begin(store, session, approvalOf(values), values.http), {
          tell: forgotten => logLine('forgotten', forgottenMembers(forgotten))
        })
      )
    )
})
