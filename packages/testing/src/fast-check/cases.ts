/**
 * A policy, a history that names what is in it, and an instant.
 */
import type { Event, Instant, Policy } from '@samtykke/core'
import * as fc from 'fast-check'
import { anyPlans } from './histories.ts'
import { anyInstant } from './instants.ts'
import { anyPolicy } from './policies.ts'

/** What is needed to ask what is due. */
export interface Case {
  readonly policy: Policy
  readonly events: ReadonlyArray<Event>
  readonly asOf: Instant
}

/**
 * A policy, a history whose events name its purposes and lines, and an instant from which it is seen. Shrinks to few
 * events, at one early instant, under the policy of the notice.
 *
 * @example
 * import { given } from '@samtykke/testing'
 * import { anyCase } from '@samtykke/testing/fast-check'
 * import * as fc from 'fast-check'
 *
 * const ordered = fc.property(anyCase(), ({ policy, events, asOf }) => {
 *   const { actions } = given(events).under(policy).when(asOf)
 *   assert.deepStrictEqual(actions, given([...events].reverse()).under(policy).when(asOf).actions)
 * })
 * fc.assert(ordered, { numRuns: 20 })
 *
 * @see contract, sections 1 to 4
 */
export const anyCase = ({ maxEvents = 12 }: { readonly maxEvents?: number } = {}): fc.Arbitrary<Case> =>
  fc
    .tuple(anyPolicy(), anyPlans(maxEvents), anyInstant())
    .map(([policy, planned, asOf]) => ({ policy, events: planned(policy), asOf }))
