/**
 * What a worker did, as lines of JSON on standard output: ids and reasons, nothing personal.
 */
import { type Instant, instantFromEpoch, renderLogError } from '@samtykke/core'
import type { Notice, WorkerHealth } from '@samtykke/retention'
import { writeOut } from '../output/output.ts'

export type Say = (message: string, members?: object) => void

export const say: Say = (message, members = {}) =>
  void writeOut(`${JSON.stringify({ at: instantFromEpoch(Date.now()), message, ...members })}\n`)

/** What is no news, such as a call with nothing to do, is not written. */
export const sayNotice = (notice: Notice, now: Instant): void => {
  switch (notice._tag) {
    case 'attended': {
      const { callId, carriedOut, failures } = notice
      const forPeople = notice.forPeople
        .filter(({ since }) => since <= now)
        .map(({ target, targetId, reason }) => ({ target, targetId, reason }))
      if (carriedOut > 0) say('carried-out', { callId, count: carriedOut })
      if (failures.length > 0) say('failed', { callId, reasons: failures })
      if (forPeople.length > 0) say('for-a-person', { callId, forPeople })
      return
    }
    case 'stopped':
      say('stopped', { cause: notice.cause })
      return
    case 'log-failed':
      say('log-failed', { reason: renderLogError(notice.error) })
      return
    case 'agenda-checked':
      say('agenda-checked', { missed: notice.missed })
  }
}

/** The figures of a worker that ended. */
export const sayEnded = ({ attended, carriedOut, failed, due, forPeople }: WorkerHealth): void =>
  say('ended', { attended, carriedOut, failed, due, forPeople })
