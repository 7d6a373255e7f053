/**
 * The filters of recordings, and what of `$all` belongs to a scenario.
 */
import { eventTypeFilter, excludeSystemEvents, streamNameFilter, type Filter } from '@eventstore/db-client'
import { originalOf, type Received } from './answers.ts'
import type { Naming } from './naming.ts'
import type { LogPosition } from './positions.ts'

export interface FilterSpec {
  readonly on: 'stream' | 'type' | 'excludeSystem'
  readonly prefixes?: ReadonlyArray<string>
  readonly regex?: string
  /** The most events searched at once. */
  readonly window?: number
  readonly checkpointInterval?: number
}

/** The client's filter for one of a recording. */
export const filterFor = (
  spec: FilterSpec,
  names: Naming,
  onCheckpoint?: (position: LogPosition) => void
): Filter => {
  const { on, prefixes, regex, window, checkpointInterval } = names.fill(spec)
  const options = {
    ...(prefixes === undefined ? {} : { prefixes: [...prefixes] }),
    ...(regex === undefined ? {} : { regex }),
    ...(window === undefined ? {} : { maxSearchWindow: window }),
    ...(checkpointInterval === undefined ? {} : { checkpointInterval }),
    ...(onCheckpoint === undefined
      ? {}
      : { checkpointReached: (_: unknown, position: LogPosition) => onCheckpoint(position) })
  } as Parameters<typeof eventTypeFilter>[0]
  if (on === 'excludeSystem') return excludeSystemEvents(options)
  return on === 'type' ? eventTypeFilter(options) : streamNameFilter(options)
}

/** Whether an event of `$all` belongs to the scenario: by the stream it was read from. */
export const keeps = (pattern: string | undefined, names: Naming): ((event: Received) => boolean) => {
  const own = new RegExp(names.fill(pattern ?? '^(\\$\\$)?{u}-'))
  return event => own.test(originalOf(event).streamId)
}
