/** What verification finds wrong. What each layer catches, and what not: docs/sealing.md. */
export type ProblemCode =
  | 'altered'
  | 'missing'
  | 'inserted'
  | 'moved'
  | 'gap-before-seal'
  | 'time-backwards'
  | 'leaf-mismatch'
  | 'root-mismatch'
  | 'bad-signature'
  | 'unknown-key'
  | 'not-consistent'
  | 'rolled-back'

/**
 * One problem. `leaf` is the index in the tree; where only a range is known, the difference is in the leaves
 * from `leaf` up to, not including, `until`. `detail` is text for people and holds no payload.
 */
export type Problem = {
  readonly code: ProblemCode
  readonly leaf?: number
  readonly until?: number
  readonly stream?: string
  readonly revision?: string
  readonly id?: string
  readonly detail: string
}

/** By place in the tree; what has no place comes last. */
export const inOrder = (problems: readonly Problem[]): readonly Problem[] =>
  [...problems].sort(
    (a, b) => (a.leaf ?? Infinity) - (b.leaf ?? Infinity) || (a.until ?? 0) - (b.until ?? 0) || 0
  )
