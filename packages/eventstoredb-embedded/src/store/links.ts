import { readableEvent } from './check.ts'
import type { Index } from './log-index.ts'
import type { RecordedEvent, ResolvedEvent } from './types.ts'

/** The type of a link; its data is `revision@stream`. */
export const linkType = '$>'

export const linkData = (event: RecordedEvent): Uint8Array => Buffer.from(`${event.revision}@${event.stream}`)

/**
 * The event that a link points to, one step. What is no link, or does not begin with a number, is an event by itself;
 * a link to what is not there (any more) is a link without an event.
 */
export const resolveLink = (index: Index, record: RecordedEvent, now: number): ResolvedEvent => {
  if (record.type !== linkType) return { event: record }
  const text = Buffer.from(record.data).toString('utf8')
  const cut = text.indexOf('@')
  const revision = cut < 0 ? text : text.slice(0, cut)
  if (!/^\s*[+-]?\d+\s*$/.test(revision)) return { event: record }
  if (cut < 0) return { link: record }
  const event = readableEvent(index, text.slice(cut + 1), Number(revision), now)
  return event === undefined ? { link: record } : { event, link: record }
}
