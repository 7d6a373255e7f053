/**
 * The canonical JSON of an event, quickly: a report says it of every event of a log.
 */
import { type AnyEvent, canonicalJson } from '@samtykke/core'

/** The members of an event in canonical order, with what stands before each value. */
type Shape = ReadonlyArray<readonly [member: string, before: string]>

const mostShapes = 10_000
const shapes = new Map<string, Shape>()

const shapeOf = (event: AnyEvent): Shape => {
  let members = ''
  for (const member in event) members += `${member} `
  const known = shapes.get(members)
  if (known !== undefined) return known
  const shape = Object.keys(event)
    .sort()
    .map((member, index) => [member, `${index === 0 ? '{' : ','}${JSON.stringify(member)}:`] as const)
  if (shapes.size < mostShapes) shapes.set(members, shape)
  return shape
}

const needsEscape = /[\u0000-\u001f"\\\ud800-\udfff]/

const valueOf = (value: unknown): string => {
  if (typeof value === 'string') return needsEscape.test(value) ? JSON.stringify(value) : `"${value}"`
  return canonicalJson(value)
}

/** Equal to `canonicalJson`. */
export const canonicalEvent = (event: AnyEvent): string => {
  let json = ''
  for (const [member, before] of shapeOf(event)) {
    const value = (event as unknown as Readonly<Record<string, unknown>>)[member]
    if (value === undefined) return canonicalJson(event)
    json += before + valueOf(value)
  }
  return `${json}}`
}
