/**
 * What is odd about a source as a whole, said on standard error.
 */
import { eventTypes, nearestName } from '@samtykke/core'
import { unknownMemberOf, type SourceSummary } from '../engine/sourceSummary.ts'
import { writeErr } from '../output/output.ts'
import type { PlainView } from '../engine/view.ts'
import { howMany } from '../text/howMany.ts'
import { type Bilingual, bilingual, both } from '../text/language.ts'

const mostNamed = 20

/** The form that types have; in any other, what stands there may be something personal. */
const formOfType = /^[a-z]{1,32}(-[a-z]{1,32}){1,7}$/

/** What may be personal is told by its length. */
const shown = (name: string, mayBeTold: boolean): Bilingual => {
  const length = howMany(name.length, 'character')
  return mayBeTold
    ? both(JSON.stringify(name), JSON.stringify(name))
    : both(`på ${length.da}`, `of ${length.en}`)
}

const unknownType = ([type, count]: readonly [string, number]): Bilingual => {
  const nearest = nearestName(type, eventTypes)
  const name = shown(type, nearest !== undefined || formOfType.test(type))
  const events = howMany(count, 'event')
  return nearest === undefined
    ? both(`ukendt hændelsestype ${name.da}: ${events.da}`, `unknown type of event ${name.en}: ${events.en}`)
    : both(
        `ukendt hændelsestype ${name.da}: ${events.da}; den nærmeste kendte type er ${nearest}`,
        `unknown type of event ${name.en}: ${events.en}; the nearest known type is ${nearest}`
      )
}

/** Names each, the most frequent first, and counts the others together. */
const describeCounts = (
  counts: ReadonlyMap<string, number>,
  describe: (entry: readonly [string, number]) => Bilingual,
  kind: Bilingual
): void => {
  const byCount = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  for (const each of byCount.slice(0, mostNamed)) writeErr(describe(each))
  const others = byCount.slice(mostNamed)
  if (others.length === 0) return
  const events = others.reduce((sum, [, count]) => sum + count, 0)
  const [more, within] = [howMany(others.length, 'other'), howMany(events, 'event')]
  writeErr(bilingual(language => `${kind[language]}, ${more[language]}: ${within[language]}`))
}

/** Names each type that this version does not know, once, with its count and the type that was probably meant. */
export const describeUnknownTypes = (types: ReadonlyMap<string, number>): void =>
  describeCounts(types, unknownType, both('ukendte hændelsestyper', 'unknown types of event'))

/** The form that members have; in any other, what stands there may be something personal. */
const formOfMember = /^[a-z]{1,16}([A-Z0-9][a-z0-9]{0,15}){0,6}$/

const unknownMember = ([key, count]: readonly [string, number]): Bilingual => {
  const [member, nearest] = unknownMemberOf(key)
  const name = shown(member, nearest !== null || formOfMember.test(member))
  const events = howMany(count, 'event')
  return nearest === null
    ? both(
        `ukendt felt ${name.da}, udeladt: ${events.da}`,
        `unknown member ${name.en}, left out: ${events.en}`
      )
    : both(
        `ukendt felt ${name.da}, udeladt: ${events.da}; det nærmeste kendte felt er ${nearest}`,
        `unknown member ${name.en}, left out: ${events.en}; the nearest known member is ${nearest}`
      )
}

/** Names each member that no event of its type has, once, with its count and the member that was probably meant. */
export const describeUnknownMembers = (members: ReadonlyMap<string, number>): void =>
  describeCounts(members, unknownMember, both('ukendte felter', 'unknown members'))

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
    if (!holdsOther) writeErr(both('kilden har ingen hændelser', 'the source holds no event'))
  } else if (!anyKnown || !anyHappened) {
    const all = howMany(events, 'event')
    writeErr(
      anyKnown
        ? both(
            `af ${all.da} var ingen indtruffet senest ${asOf} (--as-of)`,
            `of ${all.en} none had happened by ${asOf} (--as-of)`
          )
        : both(
            `af ${all.da} var ingen registreret senest ${String(knownAt)} (--known-at)`,
            `of ${all.en} none was recorded by ${String(knownAt)} (--known-at)`
          )
    )
  }
  describeUnknownTypes(unknownTypes)
  describeUnknownMembers(unknownMembers)
}
