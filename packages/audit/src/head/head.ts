/**
 * What every output opens with: from what it was derived, so that it can be derived again.
 */
import { type AnyEvent, canonicalJson, type Instant, ordText, type Policy, type View } from '@samtykke/core'
import { canonicalEvent } from './canonicalEvent.ts'
import { sha256Hex } from './sha256.ts'
import type { Bilingual } from '../render/text/language.ts'

/** The seal that the events lay under when they were read. */
export interface SealHead {
  readonly origin: string
  readonly size: number
  /** The root hash, in base64. */
  readonly root: string
}

/** From which events an output was derived. */
export interface Source {
  readonly events: number
  /** In hex; `null` where it was not computed. */
  readonly sha256: string | null
}

/** Opens every output. */
export interface Head<Kind extends string = string> {
  readonly v: 1
  readonly kind: Kind
  readonly asOf: Instant
  /** `null`: everything in the log was known. */
  readonly knownAt: Instant | null
  readonly policy: { readonly version: string; readonly sha256: string }
  readonly source: Source
  readonly seal: SealHead | null
  readonly notice: Bilingual
}

const notice: Bilingual = {
  da: 'Dette er ikke juridisk rådgivning. Det er udledt af de hændelser og det regelsæt, som programmet fik, og af intet andet.',
  en: 'This is not legal advice. It is derived from events and a policy that the program was given, and from nothing else.'
}

/** Of one id there are copies only where they differ. */
const byId = (a: AnyEvent, b: AnyEvent): number =>
  a.id === b.id ? ordText.compare(canonicalEvent(a), canonicalEvent(b)) : a.id < b.id ? -1 : 1

/**
 * The number of events, and SHA-256 over their canonical JSON, sorted by id, with a newline between: who has the same
 * events, in any order, gets the same.
 *
 * @example
 * import { createHash } from 'node:crypto'
 * import { canonicalJson, decodeHistories } from '@samtykke/core'
 * import { sourceOf } from '@samtykke/audit'
 *
 * const event = { type: 'analysis-objected', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z', channel: 'email' }
 * const ids = ['3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a11']
 * const events = decodeHistories(ids.map(id => ({ ...event, id }))).calls.flatMap(call => call.events)
 * const sha256 = createHash('sha256').update(events.map(canonicalJson).join('\n')).digest('hex')
 * assert.deepStrictEqual(sourceOf([...events].reverse()), { events: 2, sha256 })
 *
 * @see RFC 8785
 */
export const sourceOf = (events: ReadonlyArray<AnyEvent>): Source => ({
  events: events.length,
  sha256: sha256Hex(events.toSorted(byId).map(canonicalEvent).join('\n'))
})

const known = new WeakMap<Policy, string>()

/** Remembered, since each document of a policy states it. */
const policyHash = (policy: Policy): string => {
  const hash = known.get(policy) ?? sha256Hex(canonicalJson(policy))
  known.set(policy, hash)
  return hash
}

/** The head of an output. */
export const headOf = <Kind extends string>(
  kind: Kind,
  { rules, asOf, knownAt }: View,
  source: Source,
  seal: SealHead | null
): Head<Kind> => ({
  v: 1,
  kind,
  asOf,
  knownAt: knownAt ?? null,
  policy: { version: rules.policy.policy, sha256: policyHash(rules.policy) },
  source,
  seal,
  notice
})
