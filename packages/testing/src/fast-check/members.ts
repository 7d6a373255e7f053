/**
 * Arbitrary members of events, from core's catalogue: which there are, which may be absent, which words they can be.
 */
import { type EventType, type Policy, declaredPurposes, linesNamed } from '@samtykke/core'
import { eventCatalogue, type MemberDescription } from '@samtykke/core/catalogue'
import * as fc from 'fast-check'
import { atMinute } from './instants.ts'

/** What the members of an event depend on. */
export interface About {
  readonly policy: Policy
  /** When it occurs, in minutes from the beginning. */
  readonly minute: number
}

type Member = fc.Arbitrary<(about: About) => unknown>

const always = (value: fc.Arbitrary<unknown>): Member => value.map(each => () => each)

/** Few of each kind, so that events refer to what the call has. */
const few = (kind: string): fc.Arbitrary<string> => fc.constantFrom(`${kind}-1`, `${kind}-2`)

const day = 24 * 60
const places = fc.nat(29)
const at = (list: ReadonlyArray<string>, place: number): string | undefined => list[place % list.length]

const purposesOf = ({ policy }: About): ReadonlyArray<string> => [
  ...new Set(policy.versions.flatMap(declaredPurposes).map(({ purpose }) => purpose))
]
const linesOf = ({ policy }: About): ReadonlyArray<string> => [...linesNamed(policy.versions), 'other']

const before = (latest: number): Member =>
  fc.nat(latest).map(
    minutes =>
      ({ minute }: About) =>
        atMinute(minute - minutes)
  )
const date = fc.nat(400).map(
  days =>
    ({ minute }: About) =>
      atMinute(minute + days * day).slice(0, 10)
)

/** Those that mean something beyond their form. */
const byName: Readonly<Record<string, Member>> = {
  recordingId: always(few('recording')),
  analysisId: always(few('analysis')),
  holdId: always(few('hold')),
  requestId: always(few('request')),
  targetId: always(fc.oneof(few('recording'), few('analysis'))),
  purpose: places.map(place => (about: About) => at(purposesOf(about), place)),
  purposes: fc
    .array(places, { minLength: 1, maxLength: 4 })
    .map(all => (about: About) => [...new Set(all.map(place => at(purposesOf(about), place)))]),
  line: places.map(place => (about: About) => at(linesOf(about), place)),
  features: fc
    .array(places, { maxLength: 3 })
    .map(all => ({ policy }: About) => [
      ...new Set(all.map(place => at([...policy.allowedFeatures, 'words'], place)))
    ]),
  region: always(fc.constantFrom('DK', 'NO', 'US')),
  processor: always(fc.constantFrom('recorder', 'analyst')),
  startedAt: before(60),
  endedAt: before(30),
  approvals: always(fc.integer({ min: 1, max: 3 }))
}

const byForm: Readonly<Record<string, Member>> = {
  'true or false': always(fc.boolean()),
  'a whole number, 0 or more': always(fc.nat(100_000)),
  'a date (YYYY-MM-DD)': date
}

const memberOf = ({ name, form, words, example }: MemberDescription): Member => {
  if (words.length > 0)
    return always(
      form.startsWith('a list') ? fc.subarray([...words], { minLength: 1 }) : fc.constantFrom(...words)
    )
  return byName[name] ?? byForm[form] ?? always(fc.constant(example))
}

/** The members of an event of a type, its envelope aside. */
export const anyMembers = (
  type: EventType
): fc.Arbitrary<(about: About) => Readonly<Record<string, unknown>>> => {
  const { members = [] } = eventCatalogue.find(each => each.type === type) ?? {}
  const named = Object.fromEntries(members.map(each => [each.name, memberOf(each)]))
  const requiredKeys = members.filter(({ required }) => required).map(({ name }) => name)
  return fc
    .record(named, { requiredKeys })
    .map(
      made => (about: About) =>
        Object.fromEntries(Object.entries(made).map(([name, of]) => [name, of(about)]))
    )
}
