/**
 * The streams in which a group keeps how far it came and what was parked.
 */
import { randomUUID } from 'node:crypto'

import { expectedRevision, type ProposedEvent, type Store } from '../store/types.ts'
import { originalOf, type Message } from './settings.ts'

const proposed = (type: string, data: unknown, metadata?: unknown, isJson = true): ProposedEvent => ({
  id: randomUUID(),
  type,
  isJson,
  data: Buffer.from(typeof data === 'string' && !isJson ? data : JSON.stringify(data)),
  metadata: metadata === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(metadata))
})

/** Replaces the metadata of a stream. */
export const writeMetadata = (store: Store, stream: string, metadata: unknown): void => {
  store.append(`$$${stream}`, [proposed('$metadata', metadata)], expectedRevision.any)
}

const deleteIfThere = (store: Store, stream: string): void => {
  if (store.lastRevision(stream) >= 0) store.softDelete(stream, expectedRevision.any)
}

/** The stream in which a group keeps how far it came. */
export interface Checkpoints {
  readonly load: () => string | undefined
  readonly write: (checkpoint: string) => void
  readonly delete: () => void
}

export const checkpointsOf = (store: Store, groupId: string): Checkpoints => {
  const stream = `$persistentsubscription-${groupId}-checkpoint`
  return {
    load: () => {
      const slice = store.readBackwards(stream, -1, 1)
      const [last] = slice._tag === 'Slice' ? slice.events : []
      if (last === undefined || !/^\$?SubscriptionCheckpoint$/.test(last.type)) return undefined
      const checkpoint: unknown = JSON.parse(Buffer.from(last.data).toString('utf8'))
      return typeof checkpoint === 'string' ? checkpoint : undefined
    },
    write: checkpoint => {
      store.append(stream, [proposed('SubscriptionCheckpoint', checkpoint)], expectedRevision.any)
    },
    delete: () => deleteIfThere(store, stream)
  }
}

/** The stream of links to the messages that were parked; what was replayed is truncated away. */
export interface ParkedMessages {
  readonly stream: string
  readonly count: () => number
  readonly loadCount: () => void
  readonly park: (message: Message, reason: string) => void
  /** The revision behind the last parked message; `undefined` if none ever was. */
  readonly end: () => number | undefined
  readonly markReplayed: (before: number) => void
  readonly delete: () => void
}

const ADMINS = '$admins'

const linkTo = (message: Message): string | Uint8Array => {
  const { event } = message.resolved
  return event === undefined ? originalOf(message.resolved).data : `${event.revision}@${event.stream}`
}

export const parkedMessagesOf = (store: Store, groupId: string): ParkedMessages => {
  const stream = `$persistentsubscription-${groupId}-parked`
  let last = -1
  let truncateBefore = -1
  const edge = (read: 'readForwards' | 'readBackwards', from: number): number => {
    const slice = store[read](stream, from, 1)
    return (slice._tag === 'Slice' ? slice.events[0]?.revision : undefined) ?? -1
  }
  return {
    stream,
    count: () => (last === -1 ? 0 : last - Math.max(truncateBefore, 0) + 1),
    loadCount: () => {
      last = edge('readBackwards', -1)
      truncateBefore = edge('readForwards', 0)
    },
    park: (message, reason) => {
      const metadata = {
        added: new Date().toISOString(),
        reason,
        subscriptionEventNumber: message.original.revision
      }
      const link = { ...proposed('$>', '', metadata, false), data: Buffer.from(linkTo(message)) }
      const written = store.append(stream, [link], expectedRevision.any)
      if (written._tag === 'Written') last = written.lastRevision
    },
    end: () => {
      const slice = store.readBackwards(stream, -1, 1)
      return slice._tag === 'Slice' ? slice.lastRevision + 1 : undefined
    },
    markReplayed: before => {
      writeMetadata(store, stream, {
        $tb: before,
        $acl: { $r: ADMINS, $w: ADMINS, $d: ADMINS, $mr: ADMINS, $mw: ADMINS }
      })
      truncateBefore = before
    },
    delete: () => deleteIfThere(store, stream)
  }
}
