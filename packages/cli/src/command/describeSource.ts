/**
 * What is odd about a source as a whole, said on standard error.
 */
import { eventTypes, nearestName, printable } from '@samtykke/core'
import { unknownMemberOf, type SourceSummary } from '../engine/sourceSummary.ts'
import { writeErr } from '../output/output.ts'
import { counted } from '../text/table.ts'
import type { PlainView } from '../engine/view.ts'

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

/** Names each, the most frequent first, and counts the others together. */
const describeCounts = (
  counts: ReadonlyMap<string, number>,
  describe: (entry: readonly [string, number]) => string,
  kind: string
): void => {
  const byCount = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  for (const each of byCount.slice(0, mostNamed)) writeErr(printable(describe(each)))
  const others = byCount.slice(mostNamed)
  if (others.length === 0) return
  const events = others.reduce((sum, [, count]) => sum + count, 0)
  writeErr(`${kind}, ${counted(others.length, 'other', 'others')}: ${countedEvents(events)}`)
}

/** Names each type that this version does not know, once, with its count and the type that was probably meant. */
export const describeUnknownTypes = (types: ReadonlyMap<string, number>): void =>
  describeCounts(types, unknownType, 'unknown types of event')

/** The form that members have; in any other, what stands there may be something personal. */
const formOfMember = /^[a-z]{1,16}([A-Z0-9][a-z0-9]{0,15}){0,6}$/

const unknownMember = ([key, count]: readonly [string, number]): string => {
  const [name, nearest] = unknownMemberOf(key)
  const shown =
    nearest !== null || formOfMember.test(name)
      ? JSON.stringify(name)
      : `of ${counted(name.length, 'character', 'characters')}`
  const meant = nearest === null ? '' : `; the nearest known member is ${nearest}`
  return `unknown member ${shown}, left out: ${countedEvents(count)}${meant}`
}

/** Names each member that no event of its type has, once, with its count and the member that was probably meant. */
export const describeUnknownMembers = (members: ReadonlyMap<string, number>): void =>
  describeCounts(members, unknownMember, 'unknown members')

/**
 * Says that a source is empty, that nothing of it counts yet, and which types of it are not known. Where what it holds
 * is no event, that was said of each.
 */
export const describeSource = (
  { events, unknownTypes, unknownMembers, anyKnown, anyHappened }: SourceSummary,
  { asOf, knownAt }: Pick<PlainView, 'asOf' | 'knownAt'>,
  holdsOther: boolean
): void => {
  if (events === 0) {
    if (!holdsOther) writeErr('the source holds no event')
  } else if (!anyKnown)
    writeErr(`of ${countedEvents(events)} none was recorded by ${String(knownAt)} (--known-at)`)
  else if (!anyHappened) writeErr(`of ${countedEvents(events)} none had happened by ${asOf} (--as-of)`)
  describeUnknownTypes(unknownTypes)
  describeUnknownMembers(unknownMembers)
}
