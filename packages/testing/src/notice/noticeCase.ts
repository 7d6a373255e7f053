/**
 * A history that shows what follows from a sentence of the notice.
 */
import type { Event } from '@samtykke/core'
import type { Call } from '../event/aCall.ts'
import type { Expectation } from '../given/expectation.ts'

/** A sentence of the notice, a history, and what follows from it. */
export interface NoticeCase {
  /** What happens, in English; each case has its own. */
  readonly name: string
  /** The sentence, in Danish, as `docs/notice.md` of the project quotes it. */
  readonly sentence: string
  /** What follows, in English. */
  readonly follows: string
  readonly events: ReadonlyArray<Event>
  /** From which instant it is seen, RFC 3339. */
  readonly asOf: string
  /** For `given(events).when(asOf).then(...expected)`. */
  readonly expected: readonly [Expectation, ...ReadonlyArray<Expectation>]
}

/** A case is written with a call that it adds to. */
export type WrittenCase = Omit<NoticeCase, 'events'> & { readonly call: Call }

export const noticeCase = ({ call, ...written }: WrittenCase): NoticeCase => ({
  ...written,
  events: call.events
})
