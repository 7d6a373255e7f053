/**
 * A clock that shows what a test says.
 */
import { epochMilliseconds, type Instant, instantFromEpoch, parseInstant } from '@samtykke/core'

/**
 * A clock that stands still until a test moves it. It is what the worker of `@samtykke/retention` takes as its clock, and its `now`
 * is what a log in memory and a processor's webhook take. Functions of it may be handed on alone.
 */
export interface TestClock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number
  /** Milliseconds since the clock was made, whatever it was set to. */
  readonly elapsed: () => number
  /** The same instant as `now`, as text. */
  readonly instant: () => Instant
  /** Resolves when so many milliseconds have been let pass, or as soon as the signal is aborted. */
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /**
   * Lets time pass, and ends each wait at its own instant, in their order: what then goes on can wait again. Between two waits it gives way
   * until nothing in memory is left to run; for files and sockets it does not wait.
   */
  readonly advance: (milliseconds: number) => Promise<void>
  /** Sets what it shows, as an operator or a time server would: no time passes, and no wait ends. */
  readonly set: (instant: string) => void
}

interface Wait {
  readonly until: number
  readonly end: () => void
}

const millisecondsOf = (text: string): number => {
  const instant = parseInstant(text)
  if (instant === undefined)
    throw new Error(`clock: expected an instant (RFC 3339), found ${JSON.stringify(text)}`)
  return epochMilliseconds(instant)
}

const nothingLeftToRun = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/**
 * A clock for tests, which shows the instant until it is moved.
 *
 * @param startsAt RFC 3339
 * @throws Error where it is no instant
 *
 * @example
 * import { createMemoryLog, createTestClock } from '@samtykke/testing'
 *
 * const clock = createTestClock('2025-09-01T08:00:00Z')
 * const log = createMemoryLog({ now: clock.now })
 * const rang: Array<string> = []
 * void clock.wait(60_000).then(() => rang.push(clock.instant()))
 * await clock.advance(59_999)
 * assert.deepStrictEqual(rang, [])
 * await clock.advance(24 * 60 * 60_000)
 * assert.deepStrictEqual(rang, ['2025-09-01T08:01:00.000Z'])
 *
 * @see `Clock` in `@samtykke/retention`, the port that it stands for
 */
export const createTestClock = (startsAt: string): TestClock => {
  let elapsed = 0
  let ahead = millisecondsOf(startsAt)
  let waits: ReadonlyArray<Wait> = []

  const next = (latest: number): Wait | undefined =>
    waits
      .filter(({ until }) => until <= latest)
      .reduce<Wait | undefined>(
        (first, each) => (first === undefined || each.until < first.until ? each : first),
        undefined
      )

  return {
    now: () => ahead + elapsed,
    elapsed: () => elapsed,
    instant: () => instantFromEpoch(ahead + elapsed),
    wait: (milliseconds, signal) =>
      new Promise(resolve => {
        if (signal?.aborted === true) return resolve()
        const wait: Wait = {
          until: elapsed + Math.max(0, milliseconds),
          end: () => {
            waits = waits.filter(each => each !== wait)
            signal?.removeEventListener('abort', wait.end)
            resolve()
          }
        }
        waits = [...waits, wait]
        signal?.addEventListener('abort', wait.end)
      }),
    advance: async milliseconds => {
      const latest = elapsed + Math.max(0, milliseconds)
      await nothingLeftToRun()
      for (let wait = next(latest); wait !== undefined; wait = next(latest)) {
        elapsed = Math.max(elapsed, wait.until)
        wait.end()
        await nothingLeftToRun()
      }
      elapsed = latest
    },
    set: text => {
      ahead = millisecondsOf(text) - elapsed
    }
  }
}
