/**
 * Collectors: what a subscription emitted and no step has asked for yet.
 */
import type { Received } from '../scenario/answers.ts'
import type { LogPosition } from '../scenario/positions.ts'
import type { Run } from '../scenario/runContext.ts'
import type { Collector, Subscription } from '../scenario/subscriptions.ts'
import { eventually } from '../scenario/waiting.ts'

export const collectFrom = (
  opened: unknown,
  keep: (event: Received) => boolean = () => true,
  checkpoints: LogPosition[] = []
): Collector => {
  const subscription = opened as Subscription
  const collector: Collector = {
    subscription,
    events: [],
    checkpoints,
    confirmed: false,
    caughtUp: false,
    ended: false,
    error: undefined
  }
  subscription.on('data', (event: Received) => {
    if (keep(event)) collector.events.push(event)
  })
  subscription.on('caughtUp', () => (collector.caughtUp = true))
  subscription.on('confirmation', () => (collector.confirmed = true))
  subscription.on('error', (error: Error) => (collector.error ??= error))
  subscription.on('end', () => (collector.ended = true))
  subscription.on('close', () => (collector.ended = true))
  return collector
}

/** Waits for the confirmation of a subscription; rejects with the error that came in its place. */
export const confirmation = async (collector: Collector, run: Run): Promise<{ confirmed: boolean }> => {
  await eventually('confirmation', { limit: run.limit, every: 5 }, () =>
    collector.confirmed || collector.ended || collector.error !== undefined ? true : undefined
  )
  if (collector.error !== undefined) throw collector.error
  return { confirmed: collector.confirmed }
}

export const collectorNamed = (name: string, run: Run): Collector => {
  const collector = run.subscriptions.get(name)
  if (collector === undefined) throw new Error(`no subscription was opened as ${name}`)
  return collector
}
