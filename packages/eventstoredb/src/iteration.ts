/**
 * Iterations that can be ended while they wait: a plain async generator hears of it only after its next step.
 */

/** Makes an iteration of a generator; ending the iteration aborts the signal it is given. */
export const endable = <A>(
  make: (signal: AbortSignal) => AsyncGenerator<A, void, undefined>,
  outer: AbortSignal
): AsyncIterable<A, void, undefined> => ({
  [Symbol.asyncIterator]: () => {
    const ending = new AbortController()
    const generator = make(AbortSignal.any([ending.signal, outer]))
    return {
      next: () => generator.next(),
      return: () => {
        ending.abort()
        return generator.return()
      }
    }
  }
})
