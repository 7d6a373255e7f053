/**
 * Traces and metrics through OpenTelemetry's API: where nobody listens, nothing is done. No attribute is personal.
 */
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { LogError } from '@samtykke/core'
import { counter } from '@samtykke/log/adapter'
import * as E from 'fp-ts/lib/Either.js'

const name = '@samtykke/eventstoredb'

export const logCounters = {
  appended: counter(name, 'samtykke.log.appended', 'events appended'),
  read: counter(name, 'samtykke.log.read', 'entries read'),
  retries: counter(name, 'samtykke.log.retries', 'calls made again'),
  drops: counter(name, 'samtykke.log.drops', 'subscriptions that broke off')
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
