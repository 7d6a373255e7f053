/**
 * The canonical JSON of an event, quickly: a report says it of every event of a log.
 */
import { type AnyEvent, canonicalJson, type Event, isKnownEvent } from '@samtykke/core'

/** A member in canonical order: what stands before its value, and whether the value is text that needs no escape. */
interface Member {
  readonly name: string
  readonly before: string
  readonly plain: boolean
}

/** Of events of known types these hold identifiers, instants, dates, hashes and fixed words only. */
const plainMembers: ReadonlySet<string> = new Set([
  ...[
    'id',
    'type',
    'callId',
    'occurredAt',
    'recordedAt',
    'subjectRef',
    'recordingId',
    'analysisId',
    'holdId'
  ],
  ...[
    'requestId',
    'targetId',
    'startedAt',
    'endedAt',
    'direction',
    'customerType',
    'line',
    'region',
    'sha256'
  ],
  ...['method', 'purpose', 'scope', 'target', 'action', 'reviewOn', 'suspends']
])

const mostShapes = 10_000
const shapes = new Map<string, ReadonlyArray<Member>>()

const shapeOf = (event: Event): ReadonlyArray<Member> => {
  let members = ''
  for (const member in event) members += `${member} `
  const known = shapes.get(members)
  if (known !== undefined) return known
  const shape = Object.keys(event)
    .sort()
    .map((name, index) => ({
      name,
      before: `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`,
      plain: plainMembers.has(name)
    }))
  if (shapes.size < mostShapes) shapes.set(members, shape)
  return shape
}

const needsEscape = /[\u0000-\u001f"\\\ud800-\udfff]/

/** Equal to `canonicalJson`. */
export const canonicalEvent = (event: AnyEvent): string => {
  if (!isKnownEvent(event)) return canonicalJson(event)
  let json = ''
  for (const { name, before, plain } of shapeOf(event)) {
    const value = (event as unknown as Readonly<Record<string, unknown>>)[name]
    if (value === undefined) return canonicalJson(event)
    if (typeof value !== 'string') json += before + canonicalJson(value)
    else json += plain || !needsEscape.test(value) ? `${before}"${value}"` : before + JSON.stringify(value)
  }
  return `${json}}`
}
