/** Events and identifiers of a test's own, so that it may share its server with others. */
import { randomUUID } from 'node:crypto'
import type { Event, Identifier, Instant, Uuid } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'

export const someId = (kind: string): Identifier => `test.${kind}.${randomUUID()}` as Identifier

export const someUuid = (): Uuid => randomUUID() as Uuid

export const someInstant = '2026-03-01T10:00:00.000Z' as Instant

export const objected = (callId: Identifier, channel = 'email'): Event => ({
  id: someUuid(),
  type: 'analysis-objected',
  callId,
  occurredAt: someInstant,
  channel
})

export const rightOf = async <A>(task: TE.TaskEither<unknown, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) {
    const text = JSON.stringify(result.left, (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value
    )
    throw new Error(`expected success, found ${text}`)
  }
  return result.right
}

/** Waits until it holds, by looking again whenever the loop has turned. */
export const until = async (
  holds: () => boolean | Promise<boolean>,
  milliseconds = 20_000
): Promise<void> => {
  const end = Date.now() + milliseconds
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it did not come to hold')
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
