/**
 * Opened keys in memory, each for a limited time, after which its bytes are overwritten.
 */
import type { KeyName } from '@samtykke/core'

export interface KeyCache {
  readonly get: (name: KeyName) => Uint8Array | undefined
  /** Counts what was forgotten on purpose: a key that was looked up before that is not kept after it. */
  readonly generation: () => number
  readonly keep: (name: KeyName, key: Uint8Array, generation: number) => void
  readonly forget: (name: KeyName) => void
  readonly clear: () => void
}

interface Kept {
  readonly key: Uint8Array
  readonly until: number
}

/** At most so many, the newest; each is a few hundred bytes. */
const most = 10_000

/** Keeps each key for so many milliseconds by the clock. Absences are never kept. */
export const createKeyCache = (keepFor: number, now: () => number): KeyCache => {
  // In the order in which they came, which is the order in which they end.
  const kept = new Map<KeyName, Kept>()
  let generation = 0
  let timer: NodeJS.Timeout | undefined

  const drop = (name: KeyName): void => {
    kept.get(name)?.key.fill(0)
    kept.delete(name)
  }

  const dropEnded = (): void => {
    const instant = now()
    for (const [name, { until }] of kept) if (until <= instant) drop(name)
  }

  /** What nobody asks for again is not left in memory. */
  const dropLater = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      dropEnded()
      if (kept.size > 0) dropLater()
    }, keepFor).unref()
  }

  const clear = (): void => {
    generation += 1
    for (const name of kept.keys()) drop(name)
    clearTimeout(timer)
    timer = undefined
  }

  return {
    get: name => {
      const found = kept.get(name)
      if (found === undefined) return undefined
      // A clock that was set back makes nothing last longer than it would have from now.
      if (found.until > now() && found.until <= now() + keepFor) return Uint8Array.from(found.key)
      drop(name)
      return undefined
    },
    generation: () => generation,
    keep: (name, key, before) => {
      if (keepFor === 0 || before !== generation) return
      drop(name)
      for (const oldest of kept.keys()) {
        if (kept.size < most) break
        drop(oldest)
      }
      kept.set(name, { key: Uint8Array.from(key), until: now() + keepFor })
      dropLater()
    },
    forget: name => {
      generation += 1
      drop(name)
    },
    clear
  }
}
