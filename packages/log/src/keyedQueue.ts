/**
 * Runs what belongs to one key one after the other, and what belongs to different keys at once.
 */

export type KeyedQueue = <A>(key: string, task: () => Promise<A>) => Promise<A>

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
