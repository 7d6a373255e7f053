/**
 * Looking up what is about one thing of a call.
 */
import type { CallState, TargetKind } from '@samtykke/core'
import { retainedOf } from '@samtykke/core/lookups'
import type { RetainedItem } from './segment.ts'

/** One thing of a call. */
export interface About {
  readonly target?: TargetKind
  readonly targetId?: string
}

const keyOf = ({ target, targetId }: About): string => [target, targetId].join(' ')

/** Up to so many are looked through; of more a table is made. */
const few = 8

/** Finds the first that is about a thing. */
export const firstAbout = <A extends About>(items: Iterable<A>): ((about: About) => A | undefined) => {
  const all = [...items]
  if (all.length <= few)
    return about => all.find(item => item.targetId === about.targetId && item.target === about.target)
  const first = new Map<string, A>()
  for (const item of all) if (!first.has(keyOf(item))) first.set(keyOf(item), item)
  return about => first.get(keyOf(about))
}

/** What is kept that something is about; `undefined` where it is about none. */
export const keptAbout = (
  { recordings, analyses }: Pick<CallState, 'recordings' | 'analyses'>,
  { target, targetId }: About
): RetainedItem | undefined =>
  target === 'recording'
    ? retainedOf(recordings, targetId)
    : target === 'analysis'
      ? retainedOf(analyses, targetId)
      : undefined
