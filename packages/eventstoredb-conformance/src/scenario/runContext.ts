/**
 * What the operations of one run share.
 */
import type { EventStoreDBClient } from '@eventstore/db-client'
import type { Naming } from './naming.ts'
import { comparePositions, hasPosition, type LogPosition } from './positions.ts'
import type { Collector, Followed } from './subscriptions.ts'

/** What the operations of one run share. */
export interface Run {
  readonly client: EventStoreDBClient
  readonly names: Naming
  /** Limit of any one wait, in milliseconds. */
  readonly limit: number
  readonly subscriptions: Map<string, Collector>
  readonly followers: Map<string, Followed>
  /** Positions that steps keep under a name. */
  readonly saved: Map<string, LogPosition>
  /** Positions of the writes so far. */
  readonly written: LogPosition[]
  /** What is done at the end of the run, such as deleting its groups. */
  readonly cleanUps: (() => Promise<unknown>)[]
}

/** The position that `@name` stands for; anything else as it is. */
export const savedPosition = <A>(reference: A, run: Run): A | LogPosition => {
  if (typeof reference !== 'string' || !reference.startsWith('@')) return reference
  const position = run.saved.get(reference.slice(1))
  if (position === undefined) throw new Error(`no position was saved as ${reference.slice(1)}`)
  return position
}

/** How the position of a write stands to those of the writes before it; keeps it, as `save` if given. */
export const noteWrite = (
  position: LogPosition | null | undefined,
  save: string | undefined,
  run: Run
): { position: string } => {
  if (!hasPosition(position)) return { position: 'none' }
  if (save !== undefined) run.saved.set(save, position)
  const steps = run.written.map(earlier => comparePositions(position, earlier))
  run.written.push(position)
  if (steps.includes(0)) return { position: 'same as an earlier write' }
  return { position: steps.every(step => step > 0) ? 'increasing' : 'not increasing' }
}
