/**
 * How a worker is doing.
 */
import type { Instant, LogError } from '@samtykke/core'
import type { StopCause } from './breaker.ts'
import type { Surveyed } from './surveyed.ts'

/** How the worker is doing. */
export interface WorkerHealth {
  /** `stopped`: nothing, or not everything, is erased, see `causes`. */
  readonly state: 'starting' | 'running' | 'stopped' | 'ended'
  readonly causes: ReadonlyArray<StopCause>
  readonly inFlight: number
  /** Calls that wait for another try. */
  readonly retries: number
  readonly attended: number
  readonly carriedOut: number
  readonly failed: number
  /** Recordings and analyses that are due and not gone, of the calls attended since the start, of 10,000 at most. */
  readonly due: number
  /** Since when the oldest of them is. */
  readonly oldestDue?: Instant
  /** Calls with something for a person, of those attended since the start; the counts are by reason. */
  readonly forPeople: Readonly<Record<string, number>>
  /** What was left to people when every call was last looked at, here or by another worker. */
  readonly surveyed?: Surveyed
  /** Of the last check in full; must be 0. */
  readonly agendaMissed: number
  readonly error?: LogError
}
