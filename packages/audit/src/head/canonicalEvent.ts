/**
 * The canonical JSON of an event, quickly: a report hashes every event of a log.
 */
import { type AnyEvent, canonicalJson, type Event, isKnownEvent } from '@samtykke/core'

/** The members of an event, in its own order and in canonical order. */
interface Shape {
  readonly names: ReadonlyArray<string>
  readonly members: ReadonlyArray<Member>
  /** What stands behind the last value. */
  readonly end: string
}

/** What stands between a value and the one before, and whether the value is text that needs no escape. */
interface Member {
  readonly name: string
  readonly before: string
  readonly plain: boolean
}

/** Of events of known types these hold identifiers, instants, dates, hashes and fixed words only. */
const plainMembers: ReadonlySet<string> = new Set(
  (
    'id type callId occurredAt recordedAt subjectRef recordingId analysisId holdId requestId targetId startedAt ' +
    'endedAt direction customerType line region sha256 method purpose scope target action reviewOn suspends'
  ).split(' ')
)

/** Events of a type have few shapes. */
const mostShapes = 16
const shapes = new Map<string, Shape[]>()

const hasNames = (event: Event, names: ReadonlyArray<string>): boolean => {
  let index = 0
  for (const name in event) if (names[index++] !== name) return false
  return index === names.length
}

const quoteOf = (name: string | undefined): string =>
  name !== undefined && plainMembers.has(name) ? '"' : ''

const newShape = (names: ReadonlyArray<string>): Shape => {
  const sorted = names.toSorted()
  const members = sorted.map((name, index) => ({
    name,
    before: `${quoteOf(sorted[index - 1])}${index === 0 ? '{' : ','}${JSON.stringify(name)}:${quoteOf(name)}`,
    plain: plainMembers.has(name)
  }))
  return { names, members, end: `${quoteOf(sorted[sorted.length - 1])}}` }
}

const shapeOf = (event: Event): Shape => {
  const known = shapes.get(event.type)
  if (known !== undefined) for (const shape of known) if (hasNames(event, shape.names)) return shape
  const shape = newShape(Object.keys(event))
  if (known === undefined) shapes.set(event.type, [shape])
  else if (known.length < mostShapes) known.push(shape)
  return shape
}

const needsEscape = /[\u0000-\u001f"\\\ud800-\udfff]/

const quoted = (text: string): string => (needsEscape.test(text) ? JSON.stringify(text) : `"${text}"`)

const textOf = (value: unknown): string => {
  if (typeof value === 'string') return quoted(value)
  if (!Array.isArray(value)) return canonicalJson(value)
  let json = ''
  for (const each of value as ReadonlyArray<unknown>) json += (json === '' ? '[' : ',') + textOf(each)
  return json === '' ? '[]' : `${json}]`
}

/** Equal to `canonicalJson`. */
export const canonicalEvent = (event: AnyEvent): string => {
  if (!isKnownEvent(event)) return canonicalJson(event)
  const { members, end } = shapeOf(event)
  let json = ''
  for (const { name, before, plain } of members) {
    const value = (event as unknown as Readonly<Record<string, unknown>>)[name]
    if (value === undefined || (plain && typeof value !== 'string')) return canonicalJson(event)
    json += before
    json += plain ? (value as string) : textOf(value)
  }
  return json + end
}
