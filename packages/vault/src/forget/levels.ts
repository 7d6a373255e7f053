/**
 * How far a call was forgotten, and how far not.
 */
import { callKey, type Identifier, type Instant } from '@samtykke/core'

/**
 * A level that was reached.
 *
 * - `redacted`: the log says so, at the revision given
 * - `forgotten`: the key of its members was destroyed: no copy of the log is readable any more, back-ups included
 * - `hidden`: its stream begins with the redaction; what stood before is read no more
 * - `scavenged`: a node took what was hidden out of its chunks; each node does so for itself
 */
export type ForgottenLevel =
  | { readonly level: 'redacted'; readonly revision: bigint }
  | { readonly level: 'forgotten'; readonly key: string; readonly destroyedAt: Instant }
  | { readonly level: 'hidden'; readonly before: bigint }
  | { readonly level: 'scavenged'; readonly node: string; readonly at: Instant }

/**
 * What of a call is still somewhere, as ciphertext without a key: in the stream, where the log cannot be truncated (`hidden`);
 * in the chunks of every node (`scavenged`); in archives and secondary indexes; in back-ups from before; and the salts of a
 * seal until they are destroyed. `forgotten` is among them where its key was not destroyed: it is readable.
 */
export type NotReached = 'forgotten' | 'hidden' | 'scavenged' | 'archives' | 'backups' | 'salts'

/** The evidence of one forgetting, each level in the order in which it becomes true. */
export interface ForgottenCall {
  readonly callId: Identifier
  readonly reached: ReadonlyArray<ForgottenLevel>
  readonly notReached: ReadonlyArray<NotReached>
}

/** A scavenge that ended well. */
export interface EndedScavenge {
  readonly node: string
  /** What was truncated by then is gone from the node. It can be before it began, where it went on with another. */
  readonly upTo: Instant
  readonly at: Instant
}

/** What is known of a call whose proof was redacted. */
export interface ForgettingFacts {
  readonly callId: Identifier
  /** Of the redaction that closed it. */
  readonly revision: bigint
  /** When the key of its members was destroyed, where it was. */
  readonly destroyedAt?: Instant
  /** From where on its stream is read since it was truncated, and since when. */
  readonly truncation?: { readonly before: bigint; readonly at: Instant }
  readonly scavenges?: ReadonlyArray<EndedScavenge>
}

/**
 * The levels of a call. A scavenge counts where it went beyond the truncation of the stream; of each node the first that did.
 *
 * @example
 * import { identifier, instant } from '@samtykke/core'
 * import { forgottenCallOf } from '@samtykke/vault'
 *
 * const { reached, notReached } = forgottenCallOf({
 *   callId: identifier('call-1'),
 *   revision: 7n,
 *   destroyedAt: instant('2026-03-01T08:00:00.000Z'),
 *   truncation: { before: 7n, at: instant('2026-03-01T08:00:01.000Z') }
 * })
 * assert.deepStrictEqual(reached.map(({ level }) => level), ['redacted', 'forgotten', 'hidden'])
 * assert.deepStrictEqual(notReached, ['scavenged', 'archives', 'backups', 'salts'])
 *
 * @see GDPR art. 5(2), 17(1)
 */
export const forgottenCallOf = ({
  callId,
  revision,
  destroyedAt,
  truncation,
  scavenges = []
}: ForgettingFacts): ForgottenCall => {
  const hidden = truncation !== undefined && truncation.before >= revision ? truncation : undefined
  const byNode = new Map<string, ForgottenLevel>()
  for (const { node, upTo, at } of scavenges)
    if (hidden !== undefined && upTo >= hidden.at && !byNode.has(node))
      byNode.set(node, { level: 'scavenged', node, at })
  return {
    callId,
    reached: [
      { level: 'redacted', revision },
      ...(destroyedAt === undefined
        ? []
        : [{ level: 'forgotten', key: callKey(callId), destroyedAt } as const]),
      ...(hidden === undefined ? [] : [{ level: 'hidden', before: hidden.before } as const]),
      ...byNode.values()
    ],
    notReached: [
      ...(destroyedAt === undefined ? (['forgotten'] as const) : []),
      ...(hidden === undefined ? (['hidden'] as const) : []),
      ...(byNode.size === 0 ? (['scavenged'] as const) : []),
      'archives',
      'backups',
      'salts'
    ]
  }
}
