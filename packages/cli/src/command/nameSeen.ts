/**
 * What is odd about a source as a whole, said on standard error.
 */
import { eventTypes, nearestName } from '@samtykke/core'
import type { Seen } from '../engine/seen.ts'
import { say } from '../output.ts'
import { counted } from '../table.ts'
import type { Standpoint } from './view.ts'

const mostNamed = 20

/** The form that types have; in any other, what stands there may be something personal. */
const formOfType = /^[a-z]{1,32}(-[a-z]{1,32}){1,7}$/

const countedEvents = (count: number): string => counted(count, 'event', 'events')

const unknownType = ([type, count]: readonly [string, number]): string => {
  const nearest = nearestName(type, eventTypes)
  const shown =
    nearest !== undefined || formOfType.test(type)
      ? JSON.stringify(type)
      : `of ${counted(type.length, 'character', 'characters')}`
  const meant = nearest === undefined ? '' : `; the nearest known type is ${nearest}`
  return `unknown type of event ${shown}: ${countedEvents(count)}${meant}`
}

/** Names each type that this version does not know, once, with its count and the type that was probably meant. */
export const nameUnknownTypes = (types: ReadonlyMap<string, number>): void => {
  const byCount = [...types].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  for (const each of byCount.slice(0, mostNamed)) say(unknownType(each))
  const others = byCount.slice(mostNamed)
  if (others.length === 0) return
  const events = others.reduce((sum, [, count]) => sum + count, 0)
  say(`unknown types of event, ${counted(others.length, 'other', 'others')}: ${countedEvents(events)}`)
}

/**
 * Says that a source is empty, that nothing of it counts yet, and which types of it are not known. Where what it holds
 * is no event, that was said of each.
 */
export const nameSeen = (
  { events, unknownTypes, anyKnown, anyHappened }: Seen,
  { asOf, knownAt }: Pick<Standpoint, 'asOf' | 'knownAt'>,
  holdsOther: boolean
): void => {
  if (events === 0) {
    if (!holdsOther) say('the source holds no event')
  } else if (!anyKnown)
    say(`of ${countedEvents(events)} none was recorded by ${String(knownAt)} (--known-at)`)
  else if (!anyHappened) say(`of ${countedEvents(events)} none had happened by ${asOf} (--as-of)`)
  nameUnknownTypes(unknownTypes)
}
