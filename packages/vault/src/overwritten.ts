/**
 * Keys in memory, overwritten when they are no longer used: what is only let go of stays in the memory of the process, and
 * in a dump of it, until something else needs the place.
 */

/** What comes of a key, which is overwritten then. */
export const using = <K extends Uint8Array, A>(key: K, use: (key: K) => A): A => {
  try {
    return use(key)
  } finally {
    key.fill(0)
  }
}

/** The same, once the bytes were given or are no longer asked for. */
export async function* usingToGive(
  key: Uint8Array,
  give: (key: Uint8Array) => AsyncIterable<Uint8Array>
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* give(key)
  } finally {
    key.fill(0)
  }
}
