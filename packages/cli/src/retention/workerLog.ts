/**
 * What a worker did, as lines of JSON on standard output: ids and reasons, nothing personal.
 */
import { type Instant, instantFromEpoch, renderLogError } from '@samtykke/core'
import { type Notice, renderStopCause, type WorkerHealth } from '@samtykke/retention'
import { writeOut } from '../output/output.ts'

export type LogLine = (message: string, members?: object) => void

export const logLine: LogLine = (message, members = {}) =>
  void writeOut(`${JSON.stringify({ at: instantFromEpoch(Date.now()), message, ...members })}\n`)

/** What is no news, such as a call with nothing to do, is not written. */
export const logNotice = (notice: Notice, now: Instant): void => {
  switch (notice._tag) {
    case 'attended': {
      const { callId, carriedOut, failures } = notice
      const forPeople = notice.forPeople
        .filter(({ since }) => since <= now)
        .map(({ target, targetId, reason, processor }) => ({
          target,
          targetId,
          reason,
          ...(processor !== undefined && { processor })
        }))
      if (carriedOut > 0) logLine('carried-out', { callId, count: carriedOut })
      if (failures.length > 0) logLine('failed', { callId, reasons: failures })
      if (forPeople.length > 0) logLine('for-a-person', { callId, forPeople })
      return
    }
    case 'stopped':
      logLine('stopped', { cause: notice.cause, reason: renderStopCause(notice.cause) })
      return
    case 'resumed':
      logLine('resumed', { causes: notice.causes })
      return
    case 'surveyed': {
      const { day, stored, forPeople, withoutStore } = notice
      logLine('surveyed', { day, stored, forPeople, withoutStore })
      return
    }
    case 'log-failed':
      logLine('log-failed', { reason: renderLogError(notice.error) })
      return
    case 'agenda-checked':
      logLine('agenda-checked', { missed: notice.missed })
  }
}

/** The figures of a worker that ended. */
export const logEnded = ({ attended, carriedOut, failed, due, forPeople }: WorkerHealth): void =>
  logLine('ended', { attended, carriedOut, failed, due, forPeople })
