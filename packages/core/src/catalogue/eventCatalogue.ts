/**
 * Every type of event with its members, for people: what each means, which form it has, what it looks like.
 *
 * Names, forms and what may be absent come from the codecs, so that nothing here can say otherwise.
 *
 * @see contract, section 1
 */
import type * as t from 'io-ts'
import { type EventType, eventTypes } from '../event.ts'
import { envelope, eventCodecs, optionalEnvelope } from '../eventCodecs.ts'
import { wordsOf } from '../member.ts'
import { eventMeanings } from './eventMeanings.ts'
import { type EnvelopeMember, envelopeMeanings, type Meaning, memberMeanings } from './memberMeanings.ts'

/** A member of an event. */
export interface MemberDescription {
  readonly name: string
  /** Whether an event without it is refused. */
  readonly required: boolean
  /** What is expected, in the words of an error about it, with all values of a closed list. */
  readonly form: string
  /** All values of a closed list; of a list, those that each of it can have. */
  readonly words: ReadonlyArray<string>
  readonly meaning: string
  /** A value that it can have. */
  readonly example: unknown
}

/** A type of event. */
export interface EventDescription {
  readonly type: EventType
  readonly meaning: string
  /** The articles that it is about; absent where it is about none. */
  readonly article?: string
  /** Those of its own, the ones that it must have first; `envelopeMembers` are in every event. */
  readonly members: ReadonlyArray<MemberDescription>
  /** An event that has every member. */
  readonly example: Readonly<Record<string, unknown>>
}

const wordsIn = (codec: t.Mixed): ReadonlyArray<string> => {
  const { list } = codec as { readonly list?: { readonly type: t.Mixed } }
  return wordsOf(list === undefined ? codec : list.type)
}

const withWords = (form: string, words: ReadonlyArray<string>): string =>
  words.every(word => form.includes(word)) ? form : `${form}: ${words.join(', ')}`

const describe = (
  name: string,
  codec: t.Mixed,
  required: boolean,
  { meaning, example }: Meaning
): MemberDescription => {
  const words = wordsIn(codec)
  return { name, required, form: withWords(codec.name, words), words, meaning, example }
}

const typeMember: MemberDescription = {
  name: 'type',
  required: true,
  form: withWords('a type of event', eventTypes),
  words: eventTypes,
  ...envelopeMeanings.type
}

const inEvery = (codecs: t.Props, required: boolean): ReadonlyArray<MemberDescription> =>
  Object.entries(codecs).map(([name, codec]) =>
    describe(name, codec, required, envelopeMeanings[name as EnvelopeMember])
  )

/**
 * The members that every event has or may have.
 *
 * @example
 * import { envelopeMembers } from '@samtykke/core/catalogue'
 *
 * const required = envelopeMembers.filter(member => member.required).map(member => member.name)
 * assert.deepStrictEqual(required, ['id', 'type', 'callId', 'occurredAt'])
 *
 * @see contract, section 1
 */
export const envelopeMembers: ReadonlyArray<MemberDescription> = inEvery(envelope, true)
  .toSpliced(1, 0, typeMember)
  .concat(inEvery(optionalEnvelope, false))

const ownMembers = (type: EventType): ReadonlyArray<MemberDescription> => {
  const { required, optional }: { required: t.Props; optional: t.Props } = eventCodecs[type]
  const own: Readonly<Record<string, Partial<Meaning>>> = eventMeanings[type].members ?? {}
  const common: Readonly<Record<string, Meaning>> = memberMeanings
  const described = (codecs: t.Props, isRequired: boolean) =>
    Object.entries(codecs).flatMap(([name, codec]) => {
      const meaning = common[name]
      return name in envelopeMeanings || meaning === undefined
        ? []
        : [describe(name, codec, isRequired, { ...meaning, ...own[name] })]
    })
  return [...described(required, true), ...described(optional, false)]
}

const descriptionOf = (type: EventType): EventDescription => {
  const { meaning, article } = eventMeanings[type]
  const members = ownMembers(type)
  const example = Object.fromEntries(
    [...envelopeMembers, ...members].map(member => [member.name, member.example])
  )
  return {
    type,
    meaning,
    ...(article !== undefined && { article }),
    members,
    example: { ...example, type }
  }
}

/**
 * All types of event, in the order of the contract.
 *
 * @example
 * import { decodeKnownEvent } from '@samtykke/core'
 * import { eventCatalogue } from '@samtykke/core/catalogue'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const withdrawn = eventCatalogue.find(({ type }) => type === 'consent-withdrawn')
 * assert.deepStrictEqual(withdrawn?.members.map(({ name, required }) => [name, required]), [
 *   ['channel', true],
 *   ['purposes', false]
 * ])
 * assert.ok(E.isRight(decodeKnownEvent(withdrawn.example)))
 *
 * @see contract, section 1
 */
export const eventCatalogue: ReadonlyArray<EventDescription> = eventTypes.map(descriptionOf)
