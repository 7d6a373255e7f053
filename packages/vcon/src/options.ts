/**
 * What whoever imports vCons says of them: what no vCon says, and how what it says is to be read.
 */
import type { EventOf, Instant, Policy } from '@samtykke/core'

/**
 * What is said for every vCon that is imported. Nothing of it is guessed: what is absent here and in the vCon is noted,
 * and stands in the event as not known, or leaves the event out where an event cannot do without.
 */
export interface ImportOptions {
  /** What has expired by now. */
  readonly asOf: Instant
  /** Who stores the recordings: a processor, by its id in the policy. Not known: `not-stated`. */
  readonly processor?: string
  /** The country in which they are stored (ISO 3166-1 alpha-2). Not known: `ZZ`. */
  readonly region?: string
  /** The line of business. Not known: `other`. */
  readonly line?: string
  /** Who called, where neither a party's role nor `meta.direction` says it. Not known: the recording is not imported. */
  readonly direction?: 'inbound' | 'outbound'
  /** As whom the customers called. Not known: `unknown`. */
  readonly customerType?: 'private' | 'business'
  /** Of times without an offset (IANA, `Europe/Copenhagen`). Not known: what needs the time is not imported. */
  readonly timeZone?: string
  /** How consent was given, where no proof says it. Not known: the consent is not imported. */
  readonly method?: EventOf<'consent-given'>['method']
  /** Which notice was given, where no `terms_of_service` says it. Not known: `not-stated`. */
  readonly noticeVersion?: string
  /** In which language (BCP 47). Not known: `und`. */
  readonly language?: string
  /** The purposes of the policy that a purpose of a vCon stands for. One that is not named keeps its name. */
  readonly purposes?: Readonly<Record<string, ReadonlyArray<string>>>
  /** The key of references to customers: at least 16 random bytes. Without it no event names a customer. */
  readonly subjectKey?: Uint8Array
  /** What legal bases are held against: those other than consent are the policy's to state. */
  readonly policy?: Policy
}
