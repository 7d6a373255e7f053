/**
 * Playing one scenario: each step through the real client, its answer beside the recorded one.
 */
import { EventStoreDBClient } from '@eventstore/db-client'
import { failureOf } from './scenario/answers.ts'
import { differences } from './differences.ts'
import { naming, toJson } from './scenario/naming.ts'
import { perform } from './operations/index.ts'
import type { Run } from './scenario/runContext.ts'
import type { Operation, Result, Scenario } from './scenario/scenario.ts'
import { collectStrays } from './strays.ts'
import { within } from './scenario/waiting.ts'

export interface CheckOptions {
  /** Such as `esdb://127.0.0.1:2113?tls=false`. */
  readonly connectionString: string
  /** Limit of any one wait, in milliseconds. */
  readonly limit?: number
  /** Told of every step and its answer. */
  readonly onStep?: (op: Operation, result: Result) => void
}

const newRun = (scenario: Scenario, { connectionString, limit = 10_000 }: CheckOptions): Run => ({
  client: EventStoreDBClient.connectionString(`${connectionString}${scenario.clientOptions ?? ''}`),
  names: naming(),
  limit,
  subscriptions: new Map(),
  followers: new Map(),
  saved: new Map(),
  written: [],
  cleanUps: []
})

/** Closes what the steps left open, so that the next scenario meets a quiet server. */
const tidyUp = async (run: Run): Promise<void> => {
  const quietly = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      () => undefined
    )
  for (const { subscription } of run.subscriptions.values()) await quietly(subscription.unsubscribe())
  for (const follower of run.followers.values()) await quietly(follower.stop())
  for (const cleanUp of run.cleanUps) await quietly(cleanUp())
  await quietly(within(3000, 'dispose', run.client.dispose()))
}

const ranOut = (result: Result): boolean =>
  'late' in result || (result['error'] as { type?: string } | undefined)?.type === 'runner-time-limit'

/**
 * Plays a scenario through the real client and compares every answer with the recorded one.
 *
 * @returns the differences, one line each; none if the server behaved as recorded. A wait that ran out where
 * the recorded one did not ends the scenario: steps behind it read "not run".
 */
export const checkScenario = async (
  scenario: Scenario,
  options: CheckOptions
): Promise<ReadonlyArray<string>> => {
  const run = newRun(scenario, options)
  const strays = collectStrays()
  const found: string[] = []
  const compare = (index: number, lines: ReadonlyArray<string>) =>
    found.push(
      ...lines.map(
        line => `step ${index} ${JSON.stringify(scenario.steps[index]?.op).slice(0, 160)}\n    ${line}`
      )
    )
  try {
    let stopped = false
    for (const [index, { op, result }] of scenario.steps.entries()) {
      if (stopped) {
        compare(index, ['not run'])
        continue
      }
      const answer = await within(run.limit * 3, op.do, perform(op, run)).catch((error: unknown) =>
        failureOf(error, run.names)
      )
      const stray = strays.take().map(each => toJson(each, run.names))
      const observed: Result = stray.length === 0 ? answer : { ...answer, stray }
      options.onStep?.(op, observed)
      compare(index, differences(result, observed))
      stopped = ranOut(observed) && !ranOut(result)
    }
  } finally {
    await tidyUp(run)
    strays.stop()
  }
  return found
}
