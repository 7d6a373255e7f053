/**
 * What links point to.
 */
import { readableEvent } from './check.ts'
import type { Index } from './logIndex.ts'
import type { RecordedEvent, ResolvedEvent } from './types.ts'

/** The type of a link; its data is `revision@stream`. */
export const linkType = '$>'

/** The server reads the number as a signed one of 64 bits. */
const numberOf = (text: string): number | undefined => {
  const match = /^\s*([+-]?\d+)\s*$/.exec(text)
  if (match?.[1] === undefined) return undefined
  const exact = BigInt.asIntN(64, BigInt(match[1]))
  return exact === BigInt(match[1]) ? Number(exact) : undefined
}

/**
 * The event that a link points to, one step; revision -1 is the stream's last. A link to what is not there (any more)
 * is a link without an event. What does not begin with a number is an event by itself when it is read, and a link
 * without an event when it is `live`: the server has two ways of resolving.
 */
export const resolveLink = (
  index: Index,
  record: RecordedEvent,
  now: number,
  live: boolean
): ResolvedEvent => {
  if (record.type !== linkType) return { event: record }
  const text = Buffer.from(record.data).toString('utf8')
  const cut = text.indexOf('@')
  const revision = numberOf(cut < 0 ? text : text.slice(0, cut))
  if (revision === undefined) return live ? { link: record } : { event: record }
  if (cut < 0 || revision < -1) return { link: record }
  const event = readableEvent(index, text.slice(cut + 1), revision, now)
  return event === undefined ? { link: record } : { event, link: record }
}
