/**
 * A machine on which a worker runs: whatever it asks of the world takes its time, can fail, and can be its last.
 */
import type { LogError, StoreError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { Fault, Request, Scenario } from './scenario.ts'
import type { VirtualTime } from './virtualTime.ts'

/** What all machines share. */
export interface Chance {
  readonly time: VirtualTime
  readonly random: () => number
  readonly faultAt: (request: Request) => Fault['kind'] | undefined
  /** The number of the next request of a kind. */
  readonly nextOf: (on: Request['on']) => number
  /** What happens while a request is on its way; gives whether something did. */
  readonly ambush: { at: (request: Request) => Promise<boolean> }
}

export interface Machine {
  readonly isAlive: () => boolean
  readonly kill: () => void
  /** What is to be given back when it is killed. */
  readonly taken: Set<AsyncIterator<unknown>>
  /** A request: it takes a while, has its effect, and is answered after another while, or something goes wrong. */
  readonly request: <R, A>(
    on: Request['on'],
    effect: (fault: Fault['kind'] | undefined) => Promise<E.Either<R, A>>,
    failed: R,
    lost: R,
    mayHang: boolean
  ) => Promise<E.Either<R, A>>
  /** What is asked often and is not worth a fault of its own. */
  readonly quietly: <A>(task: () => Promise<A>) => Promise<A>
}

export const unavailable: StoreError & LogError = {
  _tag: 'Unavailable',
  retry: 'later',
  reason: 'a fault of the test'
}

const slowness = 10_000

export const chanceOf = (scenario: Scenario, time: VirtualTime, random: () => number): Chance => {
  const faults = new Map(scenario.faults.map(({ on, number, kind }) => [`${on} ${number}`, kind]))
  const numbers = new Map<Request['on'], number>()
  return {
    time,
    random,
    faultAt: ({ on, number }) => faults.get(`${on} ${number}`),
    nextOf: on => {
      const number = numbers.get(on) ?? 0
      numbers.set(on, number + 1)
      return number
    },
    ambush: { at: () => Promise.resolve(false) }
  }
}

export const createMachine = (
  { time, random, faultAt, nextOf, ambush }: Chance,
  onKilled: () => void
): Machine => {
  let alive = true
  const taken = new Set<AsyncIterator<unknown>>()

  const kill = (): void => {
    if (!alive) return
    alive = false
    for (const each of taken) void each.return?.()
    onKilled()
  }

  const request: Machine['request'] = (on, effect, failed, lost, mayHang) =>
    new Promise(resolve => {
      if (!alive) return
      const number = nextOf(on)
      const fault = faultAt({ on, number })
      let pause = fault === 'slow' ? slowness : 0
      const answer = (value: Parameters<typeof resolve>[0]): void => {
        time.after(pause + 1 + random() * 20, () => {
          if (alive) resolve(value)
        })
      }
      const begun = async (): Promise<void> => {
        if (!alive) return
        if (fault === 'crash-before') return kill()
        if (fault === 'hang' && mayHang) return
        if (fault === 'fail' || fault === 'hang') return answer(E.left(failed))
        const value = await effect(fault)
        if (fault === 'crash-after') return kill()
        answer(fault === 'lost-answer' ? E.left(lost) : value)
      }
      void ambush.at({ on, number }).then(ambushed => {
        if (ambushed) pause = slowness
        time.after(pause + 1 + random() * 20, () => void begun())
      })
    })

  const quietly: Machine['quietly'] = task =>
    new Promise(resolve => {
      if (!alive) return
      time.after(1, () => void task().then(value => alive && resolve(value)))
    })

  return { isAlive: () => alive, kill, taken, request, quietly }
}
