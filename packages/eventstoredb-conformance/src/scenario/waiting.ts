/** A wait that ran out: the runner's own failure, not an answer of the server. */
export class WaitRanOut extends Error {
  override readonly name = 'WaitRanOut'
}

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

/** Settles as `work` does, or rejects with {@link WaitRanOut} after `ms` milliseconds. */
export const within = async <A>(ms: number, what: string, work: Promise<A>): Promise<A> => {
  let timer: NodeJS.Timeout | undefined
  const ranOut = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new WaitRanOut(what)), ms)
  })
  try {
    return await Promise.race([work, ranOut])
  } finally {
    clearTimeout(timer)
  }
}

export interface Pace {
  readonly limit: number
  readonly every: number
}

/** Asks until the answer is not `undefined`; rejects with {@link WaitRanOut} when the limit is over. */
export const eventually = async <A>(
  what: string,
  { limit, every }: Pace,
  ask: () => A | undefined | Promise<A | undefined>
): Promise<A> => {
  const deadline = performance.now() + limit
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() > deadline) throw new WaitRanOut(what)
    await pause(every)
  }
}
