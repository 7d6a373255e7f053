/**
 * Where records stand: lines behind the key by which they are sorted, as bytes in slabs of memory.
 */

export interface Place {
  readonly bytes: Buffer
  /** The key ends where its lines start. */
  readonly keyStart: number
  readonly start: number
  readonly end: number
}

/** Records, as plain data, which goes from thread to thread. */
export interface Records {
  readonly slabs: ReadonlyArray<Uint8Array<ArrayBuffer>>
  /** Of each record its slab, and where in it its key starts, its lines start, and it ends. */
  readonly places: ArrayLike<number>
}

/** The numbers of a record. */
export const placeSize = 4

/** The slabs, as the buffers over whose memory they are. */
export const buffersOf = ({ slabs }: Records): ReadonlyArray<Buffer<ArrayBuffer>> =>
  slabs.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength))

/** The places of records, in the order in which they are told. */
export function* placesOf(records: Records): Generator<Place> {
  const { places } = records
  const buffers = buffersOf(records)
  for (let at = 0; at < places.length; at += placeSize)
    yield {
      bytes: buffers[places[at]!]!,
      keyStart: places[at + 1]!,
      start: places[at + 2]!,
      end: places[at + 3]!
    }
}
