/**
 * Time that passes only when nothing else is to be done: a day costs what happens in it.
 */

interface Timer {
  readonly at: number
  readonly order: number
  run: (() => void) | undefined
}

export interface VirtualTime {
  readonly now: () => number
  /** Runs something after the milliseconds; what is given cancels it. */
  readonly after: (milliseconds: number, run: () => void) => () => void
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** Lets time pass to the instant. */
  readonly passTo: (instant: number) => Promise<void>
  /** Lets time pass until the promise is settled. */
  readonly passUntil: <A>(promise: Promise<A>) => Promise<A>
}

const nothingLeftToRun = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

export const createVirtualTime = (start: number): VirtualTime => {
  let now = start
  let order = 0
  const heap: Timer[] = []
  const before = (a: Timer, b: Timer): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

  const push = (timer: Timer): void => {
    let at = heap.length
    heap.push(timer)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!before(timer, heap[parent]!)) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = timer
  }

  const pop = (): Timer => {
    const first = heap[0]!
    const last = heap.pop()!
    if (heap.length > 0) {
      let at = 0
      for (;;) {
        let child = 2 * at + 1
        if (child >= heap.length) break
        if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++
        if (!before(heap[child]!, last)) break
        heap[at] = heap[child]!
        at = child
      }
      heap[at] = last
    }
    return first
  }

  const after: VirtualTime['after'] = (milliseconds, run) => {
    const timer: Timer = { at: now + Math.max(0, milliseconds), order: order++, run }
    push(timer)
    return () => {
      timer.run = undefined
    }
  }

  /** Runs what is next, where it is not later than the instant. */
  const step = async (latest: number): Promise<boolean> => {
    while (heap.length > 0 && heap[0]!.run === undefined) pop()
    if (heap.length === 0 || heap[0]!.at > latest) return false
    const timer = pop()
    now = Math.max(now, timer.at)
    timer.run?.()
    await nothingLeftToRun()
    return true
  }

  return {
    now: () => now,
    after,
    sleep: (milliseconds, signal) =>
      new Promise(resolve => {
        if (signal?.aborted === true) return resolve()
        const done = (): void => {
          cancel()
          signal?.removeEventListener('abort', done)
          resolve()
        }
        const cancel = after(milliseconds, done)
        signal?.addEventListener('abort', done)
      }),
    passTo: async instant => {
      await nothingLeftToRun()
      while (await step(instant));
      now = instant
    },
    passUntil: async promise => {
      let settled = false as boolean
      const end = (): void => {
        settled = true
      }
      promise.then(end, end)
      await nothingLeftToRun()
      while (!settled && (await step(Infinity)));
      return promise
    }
  }
}
