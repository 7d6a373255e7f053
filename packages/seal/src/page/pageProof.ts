/**
 * What a proof as a page holds, and what its verifier answers.
 */

/** What a page holds: everything that its verifier looks at, as it was written, and nothing that is derived. */
export interface PageProof {
  /** The call whose events are proven. */
  readonly call: string
  /** Verifier keys (vkey text) that signed the checkpoint. */
  readonly keys: ReadonlyArray<string>
  readonly events: ReadonlyArray<PageEvent>
}

export interface PageEvent {
  /** Hex: SHA-256(00 ‖ entry). */
  readonly leaf: string
  /** C2SP tlog-proof, with its checkpoint. */
  readonly proof: string
  /** Base64 of the stored event; absent where it is erased. */
  readonly data?: string
  readonly metadata?: string
}

/** Why a page proves nothing. Each has a sentence of its own. */
export type PageProblem =
  | 'no-ed25519'
  | 'page-malformed'
  | 'no-events'
  | 'key-malformed'
  | 'key-id'
  | 'key-given-malformed'
  | 'key-given-other'
  | 'kept-malformed'
  | 'kept-other-log'
  | 'kept-not-signed'
  | 'kept-other-tree'
  | 'proof-malformed'
  | 'proof-truncated'
  | 'proof-line'
  | 'index-malformed'
  | 'extra-malformed'
  | 'entry-malformed'
  | 'checkpoint-malformed'
  | 'checkpoint-line'
  | 'signature-line'
  | 'checkpoint-other'
  | 'origin-other'
  | 'unknown-key'
  | 'bad-signature'
  | 'leaf-differs'
  | 'index-beyond'
  | 'path-long'
  | 'path-short'
  | 'root-differs'
  | 'call-other'
  | 'event-twice'
  | 'content-malformed'
  | 'content-missing'
  | 'content-differs'
  | 'salt-missing'

/** What the reader of a page got elsewhere than with the page. */
export interface ReadersOwn {
  /** Verifier key (vkey text). */
  readonly key?: string
  /** A checkpoint of the log that was kept. */
  readonly checkpoint?: string
}

export interface PageVerdict {
  /** Nothing, or why nothing is proven; `event` counts from 0 in the order of the page. */
  readonly problems: ReadonlyArray<{ readonly code: PageProblem; readonly event?: number }>
  readonly origin?: string
  readonly size?: number
  /** Base64. */
  readonly root?: string
  /** The keys by which the signature was checked; the reader's own where there is one. */
  readonly keys: ReadonlyArray<string>
  /** How the reader's checkpoint stands to that of the page. */
  readonly kept?: 'same' | 'earlier' | 'later'
  /** Signatures by other keys, which were not looked at. */
  readonly otherSignatures: number
  readonly events: ReadonlyArray<ProvenOnPage>
}

export interface ProvenOnPage {
  readonly index: number
  readonly revision: string
  readonly id: string
  readonly type: string
  readonly created: string
  readonly leaf: string
  readonly digest: string
  /** Hex; absent where it is gone. */
  readonly salt?: string
  /** Base64, as on the page. */
  readonly data?: string
  readonly metadata?: string
}
