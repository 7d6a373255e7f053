/**
 * Metrics through OpenTelemetry's API: where nobody listens, nothing is done. No attribute is personal.
 */
import { metrics } from '@opentelemetry/api'

/**
 * A counter of the meter, made at first use, so that a provider registered after this module was loaded is found.
 *
 * @example
 * import { counter } from '@samtykke/log/adapter'
 *
 * const handled = counter('my-service', 'handled', 'entries handled')
 * assert.equal(handled.add(1), undefined) // nobody listens: nothing is done
 */
export const counter = (meter: string, metric: string, description: string) => {
  let made: ReturnType<ReturnType<typeof metrics.getMeter>['createCounter']> | undefined
  return {
    add: (count: number): void => {
      made ??= metrics.getMeter(meter).createCounter(metric, { description })
      made.add(count)
    }
  }
}

const meter = '@samtykke/log'

/** What all followers of a process count. */
export const followerCounters = {
  handled: counter(meter, 'samtykke.follower.handled', 'entries handled'),
  retries: counter(meter, 'samtykke.follower.retries', 'entries handled again after a failure'),
  parked: counter(meter, 'samtykke.follower.parked', 'entries parked')
}
