/**
 * Traces and metrics through OpenTelemetry's API: where nobody listens, nothing is done. No attribute is personal.
 */
import { metrics, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { LogError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'

const name = '@samtykke/eventstoredb'

const counter = (metric: string, description: string) => {
  let made: ReturnType<ReturnType<typeof metrics.getMeter>['createCounter']> | undefined
  // Made at first use, so that a provider registered after this module was loaded is found.
  return {
    add: (count: number): void => {
      made ??= metrics.getMeter(name).createCounter(metric, { description })
      made.add(count)
    }
  }
}

export const counters = {
  appended: counter('samtykke.log.appended', 'events appended'),
  read: counter('samtykke.log.read', 'entries read'),
  retries: counter('samtykke.log.retries', 'calls made again'),
  drops: counter('samtykke.log.drops', 'subscriptions that broke off'),
  handled: counter('samtykke.follower.handled', 'entries handled'),
  handlerRetries: counter('samtykke.follower.retries', 'entries handled again after a failure'),
  parked: counter('samtykke.follower.parked', 'entries parked')
}

/** A span around a call; its status is that of the result. */
export const traced = async <A>(
  operation: string,
  task: () => Promise<E.Either<LogError, A>>
): Promise<E.Either<LogError, A>> =>
  trace.getTracer(name).startActiveSpan(
    `samtykke.log.${operation}`,
    {
      kind: SpanKind.CLIENT,
      attributes: { 'db.system.name': 'eventstoredb', 'db.operation.name': operation }
    },
    async span => {
      try {
        const result = await task()
        if (E.isLeft(result)) {
          span.setStatus({ code: SpanStatusCode.ERROR, message: result.left._tag })
        }
        return result
      } finally {
        span.end()
      }
    }
  )
