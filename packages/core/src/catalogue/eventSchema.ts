/**
 * The JSON Schema of events, from their codecs.
 *
 * @see https://json-schema.org/draft/2020-12
 */
import type * as t from 'io-ts'
import { ReadonlyArrayType } from '../codec.ts'
import { eventTypes } from '../event.ts'
import { eventCodecs, forgotten, SubjectRef } from '../eventCodecs.ts'
import { Identifier, Name, Uuid } from '../identifier.ts'
import { Instant, LocalDate } from '../instant.ts'
import { Flag, PositiveWholeNumber, Text, WholeNumber, wordsOf } from '../member.ts'
import {
  envelopeMembers,
  eventCatalogue,
  type EventDescription,
  type MemberDescription
} from './eventCatalogue.ts'

/** A JSON Schema, which is a JSON value. */
export type JsonSchema = Readonly<Record<string, unknown>>

const day = '(0[1-9]|1\\d|2[0-8])'
const leapYear = '(\\d{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)'
const date = `(\\d{4}-(0[1-9]|1[0-2])-${day}|\\d{4}-(0[13-9]|1[0-2])-(29|30)|\\d{4}-(0[13578]|1[02])-31|${leapYear}-02-29)`
const time = '([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?'
const offset = '([Zz]|[+-]([01]\\d|2[0-3]):[0-5]\\d)'
const hex = '[0-9a-fA-F]'

/** The forms that are no closed list and no list, under the names that the schema has for them. */
const forms = {
  text: { type: 'string', minLength: 1 },
  flag: { type: 'boolean' },
  count: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  positiveCount: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
  identifier: {
    type: 'string',
    pattern: '^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$',
    not: { pattern: '^[.-]*([0-9][.-]*){8,15}$' }
  },
  subjectRef: { anyOf: [{ $ref: '#/$defs/identifier' }, { const: forgotten }] },
  uuid: { type: 'string', pattern: `^${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}$` },
  instant: { type: 'string', pattern: `^${date}[Tt]${time}${offset}$` },
  date: { type: 'string', pattern: `^${date}$` }
}

const nameOf: ReadonlyMap<t.Mixed, keyof typeof forms> = new Map<t.Mixed, keyof typeof forms>([
  [Text, 'text'],
  [Flag, 'flag'],
  [WholeNumber, 'count'],
  [PositiveWholeNumber, 'positiveCount'],
  [Identifier, 'identifier'],
  [Name, 'identifier'],
  [SubjectRef, 'subjectRef'],
  [Uuid, 'uuid'],
  [Instant, 'instant'],
  [LocalDate, 'date']
])

/** What some codecs have beside what every codec has. */
interface Parts {
  readonly pattern?: RegExp
  readonly list?: t.Mixed
  readonly required?: t.Props
}

const schemaOf = (codec: t.Mixed): JsonSchema => {
  const name = nameOf.get(codec)
  if (name !== undefined) return { $ref: `#/$defs/${name}` }
  const { pattern, list, required } = codec as Parts
  const words = wordsOf(codec)
  if (words.length > 0) return { enum: words }
  if (pattern !== undefined) return { type: 'string', pattern: pattern.source }
  if (list !== undefined) return { ...schemaOf(list), minItems: 1 }
  if (codec instanceof ReadonlyArrayType) return { type: 'array', items: schemaOf(codec.type as t.Mixed) }
  return { type: 'object', required: Object.keys(required ?? {}), properties: propertiesOf(required ?? {}) }
}

const propertiesOf = (codecs: t.Props): JsonSchema =>
  Object.fromEntries(Object.entries(codecs).map(([name, codec]) => [name, schemaOf(codec)]))

const described = (codecs: t.Props, members: ReadonlyArray<MemberDescription>): JsonSchema =>
  Object.fromEntries(
    members.flatMap(({ name, required, meaning, example }) => {
      const codec = codecs[name]
      if (codec === undefined || name === 'type') return []
      const schema = schemaOf(codec)
      const form = required ? schema : { anyOf: [schema, { type: 'null' }] }
      return [[name, { description: meaning, ...form, examples: [example] }]]
    })
  )

const schemaOfType = ({ type, meaning, members }: EventDescription): JsonSchema => {
  const { required, optional }: { required: t.Props; optional: t.Props } = eventCodecs[type]
  return {
    description: meaning,
    type: 'object',
    required: Object.keys(required),
    properties: {
      type: { const: type },
      ...described({ ...required, ...optional }, [...envelopeMembers, ...members])
    }
  }
}

/**
 * A JSON Schema (draft 2020-12) that holds for the events that can be written, as `decodeKnownEvent` reads them; what is
 * stored already may also be of a type that only a later version knows. It is published as
 * `@samtykke/core/schemas/event.schema.json`.
 *
 * @example
 * import { eventSchema } from '@samtykke/core/catalogue'
 *
 * assert.deepStrictEqual(eventSchema.$id, 'urn:samtykke:schema:event:1')
 *
 * @see contract, section 1
 */
export const eventSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:samtykke:schema:event:1',
  title: 'What happened to a recorded call',
  type: 'object',
  required: ['type'],
  properties: { type: { enum: eventTypes } },
  allOf: eventTypes.map(type => ({
    if: { required: ['type'], properties: { type: { const: type } } },
    then: { $ref: `#/$defs/${type}` }
  })),
  $defs: { ...Object.fromEntries(eventCatalogue.map(event => [event.type, schemaOfType(event)])), ...forms }
}
