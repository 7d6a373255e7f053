/**
 * A record as the server gives it, before anything is made of it.
 */
import type { Position } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { ReadMessage } from './pages.ts'
import type { streams } from './wire.ts'

export interface StoredRecord {
  readonly stream: string
  readonly id: string
  readonly type: string
  readonly revision: bigint
  readonly position: Position
  /** Milliseconds since 1970-01-01T00:00:00Z, by the server's clock. */
  readonly created: number
  /** The JSON value; `undefined` where there is none; `notJson` where it is no JSON. */
  readonly data: unknown
  readonly metadata: () => unknown
}

/** Stands for data that is no JSON. */
export const notJson: unique symbol = Symbol('not JSON')

type Recorded = InstanceType<typeof streams.ReadResp.ReadEvent.RecordedEvent>

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')

const jsonOf = (bytes: Uint8Array): unknown => {
  if (bytes.length === 0) return undefined
  const parsed = E.tryCatch((): unknown => JSON.parse(textOf(bytes)), String)
  return E.isRight(parsed) ? parsed.right : notJson
}

/** .NET's ticks are of 100 ns, and `created` counts them from 1970. */
const millisecondsOf = (ticks: string | undefined): number =>
  ticks === undefined || ticks.length < 5 ? 0 : Number(ticks.slice(0, -4))

export const recordOf = (recorded: Recorded): StoredRecord => {
  const names = recorded.getMetadataMap()
  const commit = BigInt(recorded.getCommitPosition())
  const prepare = recorded.getPreparePosition()
  return {
    stream: textOf(recorded.getStreamIdentifier()?.getStreamName_asU8() ?? new Uint8Array()),
    id: recorded.getId()?.getString() ?? '',
    type: names.get('type') ?? '',
    revision: BigInt(recorded.getStreamRevision()),
    position: { commit, prepare: BigInt(prepare) },
    created: millisecondsOf(names.get('created')),
    data: jsonOf(recorded.getData_asU8()),
    metadata: () => jsonOf(recorded.getCustomMetadata_asU8())
  }
}

export const recordsOf = (messages: ReadonlyArray<ReadMessage>): ReadonlyArray<StoredRecord> => {
  const records: StoredRecord[] = []
  for (const message of messages) {
    const recorded = message.getEvent()?.getEvent()
    if (recorded !== undefined) records.push(recordOf(recorded))
  }
  return records
}
