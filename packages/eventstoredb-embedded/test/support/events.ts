import { createHash } from 'node:crypto'
import type { ProposedEvent, RecordedEvent, Store } from '../../src/store/types.ts'

/** An id of its own for each text. */
export const idOf = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export const event = (name: string, data: unknown = {}): ProposedEvent => ({
  id: idOf(name),
  type: 'Happened',
  isJson: true,
  data: Buffer.from(JSON.stringify(data)),
  metadata: new Uint8Array()
})

export const metadataEvent = (members: unknown): ProposedEvent => ({
  ...event(JSON.stringify(members) + String(Math.random())),
  type: '$metadata',
  data: Buffer.from(JSON.stringify(members))
})

export const eventsOf = (store: Store, stream: string): ReadonlyArray<RecordedEvent> => {
  const slice = store.readForwards(stream, 0, Number.MAX_SAFE_INTEGER)
  return slice._tag === 'Slice' ? slice.events : []
}

export const revisionsOf = (store: Store, stream: string): number[] =>
  eventsOf(store, stream).map(({ revision }) => revision)
