/**
 * What every output opens with: from what it was derived, so that it can be derived again.
 */
import { createHash } from 'node:crypto'
import { type AnyEvent, canonicalJson, type Instant, type View } from '@samtykke/core'
import { canonicalEvent } from './canonicalEvent.ts'
import type { Bilingual } from './text/language.ts'

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
  da: 'Dette er ikke juridisk rådgivning. Det er udledt af hændelser og en politik, som programmet fik, og intet andet.',
  en: 'This is not legal advice. It is derived from events and a policy that the program was given, and from nothing else.'
}

const idLength = 36

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** SHA-256 over the canonical JSON of the events, sorted by id, with a newline between. */
export const sourceOf = (events: ReadonlyArray<AnyEvent>): Source => {
  // What stands before the line is the id, whose length is always the same: lines sort by it, then as they are.
  const lines = events.map(event => event.id + canonicalEvent(event)).sort()
  let text = ''
  for (const line of lines) text += text === '' ? line.slice(idLength) : `\n${line.slice(idLength)}`
  return { events: events.length, sha256: sha256(text) }
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
  policy: { version: rules.policy.policy, sha256: sha256(canonicalJson(rules.policy)) },
  source,
  seal,
  notice
})
