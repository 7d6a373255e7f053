/**
 * The canonical JSON of an event, quickly: a report hashes every event of a log.
 */
import { type AnyEvent, canonicalJson, type Event, isKnownEvent } from '@samtykke/core'

/** The members of an event, in its own order and in canonical order. */
interface Shape {
  readonly names: ReadonlyArray<string>
  readonly members: ReadonlyArray<Member>
}

/** What stands before a member's value, and whether the value is text that needs no escape. */
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

const membersOf = (event: Event): ReadonlyArray<Member> => {
  const known = shapes.get(event.type)
  if (known !== undefined) for (const shape of known) if (hasNames(event, shape.names)) return shape.members
  const names = Object.keys(event)
  const members = [...names].sort().map((name, index) => ({
    name,
    before: `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`,
    plain: plainMembers.has(name)
  }))
  if (known === undefined) shapes.set(event.type, [{ names, members }])
  else if (known.length < mostShapes) known.push({ names, members })
  return members
}

const needsEscape = /[\u0000-\u001f"\\\ud800-\udfff]/

/** Equal to `canonicalJson`. */
export const canonicalEvent = (event: AnyEvent): string => {
  if (!isKnownEvent(event)) return canonicalJson(event)
  let json = ''
  for (const { name, before, plain } of membersOf(event)) {
    const value = (event as unknown as Readonly<Record<string, unknown>>)[name]
    if (value === undefined) return canonicalJson(event)
    if (typeof value !== 'string') json += before + canonicalJson(value)
    else json += plain || !needsEscape.test(value) ? `${before}"${value}"` : before + JSON.stringify(value)
  }
  return `${json}}`
}
