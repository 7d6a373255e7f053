/**
 * Runs what belongs to one key one after the other, and what belongs to different keys at once.
 */

/** Runs a task when those of the same key that came before it are done. */
export type KeyedQueue = <A>(key: string, task: () => Promise<A>) => Promise<A>

/**
 * Makes a queue in which the tasks of one key come one after the other, and those of different keys at once.
 *
 * @example
 * import { createKeyedQueue } from '@samtykke/log/adapter'
 *
 * const queue = createKeyedQueue()
 * const done: Array<string> = []
 * const first = queue('call-1', async () => Promise.resolve().then(() => done.push('first')))
 * const second = queue('call-1', async () => Promise.resolve(done.push('second')))
 * await Promise.all([first, second])
 * assert.deepStrictEqual(done, ['first', 'second'])
 */
export const createKeyedQueue = (): KeyedQueue => {
  const last = new Map<string, Promise<unknown>>()
  return <A>(key: string, task: () => Promise<A>): Promise<A> => {
    const before = last.get(key)
    const mine = before === undefined ? task() : before.then(task, task)
    last.set(key, mine)
    const forget = (): void => {
      if (last.get(key) === mine) last.delete(key)
    }
    mine.then(forget, forget)
    return mine
  }
}
