/**
 * UUIDs of messages, in both of their forms.
 */
import type { UUID } from '@eventstore/db-client/generated/shared_pb.js'
import { shared } from './codec.ts'

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
export const zeroUuid = '00000000-0000-0000-0000-000000000000'

/** A text or a pair of numbers that is no UUID. */
export class InvalidUuid extends Error {}

const half = (text: string): string => BigInt.asUintN(64, BigInt(text)).toString(16).padStart(16, '0')

/**
 * A UUID of the wire in small letters.
 * @throws InvalidUuid
 */
export const uuidFromWire = (value: UUID | undefined): string => {
  if (value === undefined) throw new InvalidUuid("Value cannot be null. (Parameter 'dto')")
  if (value.hasString()) {
    const text = value.getString().toLowerCase()
    if (pattern.test(text)) return text
    const hex = text.replace(/^[({]|[)}]$/g, '').replaceAll('-', '')
    if (/^[0-9a-f]{32}$/.test(hex)) return dashed(hex)
    throw new InvalidUuid('Unrecognized Guid format.')
  }
  const structured = value.getStructured()
  if (structured === undefined) throw new InvalidUuid("Invalid argument: None (Parameter 'dto')")
  return dashed(half(structured.getMostSignificantBits()) + half(structured.getLeastSignificantBits()))
}

const dashed = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`

export const uuidToWire = (id: string, asText: boolean): UUID => {
  const uuid = new shared.UUID()
  if (asText) return uuid.setString(id)
  const hex = id.replaceAll('-', '')
  const structured = new shared.UUID.Structured()
  structured.setMostSignificantBits(String(BigInt.asIntN(64, BigInt(`0x${hex.slice(0, 16)}`))))
  structured.setLeastSignificantBits(String(BigInt.asIntN(64, BigInt(`0x${hex.slice(16)}`))))
  return uuid.setStructured(structured)
}
