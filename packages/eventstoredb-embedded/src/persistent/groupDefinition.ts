/**
 * What a group is made from.
 */
import type { GroupSettings } from './settings.ts'
import type { Source } from './source.ts'
import type { Strategy } from './strategy.ts'

export type NackAction = 'unknown' | 'park' | 'retry' | 'skip' | 'stop'

export interface GroupDefinition {
  readonly source: Source
  readonly name: string
  readonly settings: GroupSettings
  /** Where to start without a checkpoint; {@link LIVE} for what comes from now on. */
  readonly startFrom: number
  /** The start as the group's information shows it. */
  readonly startText: string
  readonly strategy: Strategy
}

export const groupIdOf = (source: string, group: string): string => `${source}::${group}`
