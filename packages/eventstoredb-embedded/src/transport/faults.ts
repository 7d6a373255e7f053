/**
 * Faults on demand.
 */
import type { ProposedEvent } from '../store/types.ts'
import type { Gate } from './gate.ts'
import type { Listener } from './listener.ts'

/** Faults on demand: what a client meets when a server, or the network to it, fails. */
export interface Faults {
  /** Every connection is reset and the port closed, as after SIGKILL. What was written stays. `restore` starts it again. */
  readonly kill: () => Promise<void>
  /** Every connection is reset; new ones are taken. */
  readonly dropConnections: () => void
  /** New connections are refused; those there are go on. */
  readonly refuse: () => Promise<void>
  /** Nothing is read and nothing answered any more, as after SIGSTOP; `restore` goes on. */
  readonly hang: () => void
  /** Every answer comes so many milliseconds late. */
  readonly slow: (milliseconds: number) => void
  /**
   * The next append is written and its answer lost: the outcome is unknown to the client. The connection drops
   * instead, or with `silent` nothing comes at all.
   */
  readonly loseAppendAnswer: (options?: { readonly silent?: boolean }) => void
  /** The next append of more than so many events: only these are written, then the server dies as by `kill`. */
  readonly dieInBatch: (options: { readonly afterEvents: number }) => void
  /** Every live subscription is dropped as a slow consumer's is: TimeoutError, gRPC code 10. */
  readonly dropSlowConsumers: () => void
  /** Ends all faults: the port is open, and what was held goes on. */
  readonly restore: () => Promise<void>
}

/** Where faults take hold. */
export interface FaultPoints {
  readonly faults: Faults
  readonly mayAnswer: (path: string, failed: boolean) => boolean
  /** How many events of an append are written before the server dies; undefined: it lives. */
  readonly deathAfter: (events: ReadonlyArray<ProposedEvent>) => number | undefined
  readonly die: () => void
}

const isAppend = (path: string): boolean => /\.Streams\/(?:Batch)?Append$/i.test(path)

export const createFaults = (
  gate: Gate,
  listener: () => Listener,
  dropSubscriptions: () => void
): FaultPoints => {
  let lostAnswer: { readonly silent: boolean } | undefined
  let survivingEvents: number | undefined
  let dead = false

  const die = (): void => {
    dead = true
    void listener().refuse()
    listener().reset()
  }

  return {
    die,
    mayAnswer: (path, failed) => {
      if (dead) return false
      if (lostAnswer === undefined || failed || !isAppend(path)) return true
      const { silent } = lostAnswer
      lostAnswer = undefined
      if (!silent) listener().reset()
      return false
    },
    deathAfter: events => {
      if (survivingEvents === undefined || events.length <= survivingEvents) return undefined
      const after = survivingEvents
      survivingEvents = undefined
      return after
    },
    faults: {
      kill: () => {
        die()
        return new Promise(resolve => setImmediate(resolve))
      },
      dropConnections: () => listener().reset(),
      refuse: () => listener().refuse(),
      hang: () => {
        gate.close()
        listener().freeze()
      },
      slow: milliseconds => gate.delay(milliseconds),
      loseAppendAnswer: ({ silent = false } = {}) => {
        lostAnswer = { silent }
      },
      dieInBatch: ({ afterEvents }) => {
        survivingEvents = afterEvents
      },
      dropSlowConsumers: dropSubscriptions,
      restore: async () => {
        lostAnswer = undefined
        survivingEvents = undefined
        dead = false
        gate.delay(0)
        listener().thaw()
        gate.open()
        await listener().open()
      }
    }
  }
}
