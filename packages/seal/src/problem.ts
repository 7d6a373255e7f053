/** What verification finds wrong. What each layer catches, and what not: docs/sealing.md. */
export type ProblemCode =
  | 'altered'
  | 'salt-missing'
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
export interface Problem {
  readonly code: ProblemCode
  readonly leaf?: number
  readonly until?: number
  readonly stream?: string
  readonly revision?: string
  readonly id?: string
  /** The file that it is of, where it is of one. */
  readonly file?: string
  readonly detail: string
}

/** By place in the tree: a range stands where it ends, after what is known exactly in it; what has no place, last. */
export const inOrder = <A extends Problem>(problems: ReadonlyArray<A>): ReadonlyArray<A> =>
  [...problems].sort((a, b) => endOf(a) - endOf(b) || 0)

const endOf = ({ leaf, until }: Problem): number =>
  until ?? (leaf === undefined ? Number.MAX_VALUE : leaf + 1)
