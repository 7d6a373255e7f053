// A clock that the demo sets: it goes on as any clock does, and can be put forward.

const look = 10

export const startClock = instant => {
  const started = performance.now()
  let skipped = 0
  const waiting = new Set()
  const elapsed = () => performance.now() - started + skipped
  const timer = setInterval(() => {
    for (const each of waiting) if (each.until <= elapsed()) each.end()
  }, look)
  const now = () => Math.round(Date.parse(instant) + elapsed())
  return {
    /** What a worker needs of a clock. */
    clock: {
      now,
      elapsed,
      wait: (milliseconds, signal) =>
        new Promise(resolve => {
          const end = () => {
            waiting.delete(each)
            signal?.removeEventListener('abort', end)
            resolve()
          }
          const each = { until: elapsed() + milliseconds, end }
          waiting.add(each)
          if (signal?.aborted) end()
          else signal?.addEventListener('abort', end)
        })
    },
    today: () => new Date(now()).toISOString(),
    putForward: milliseconds => {
      skipped += milliseconds
    },
    stop: () => clearInterval(timer)
  }
}
