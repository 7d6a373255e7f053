/**
 * From what the first page of a package is made.
 */
import type { AccessRequest, Instant, View } from '@samtykke/core'
import type { KeptItem } from '../subject/kept.ts'
import type { OwnCall } from './callCopy.ts'
import type { Manifest } from './manifest.ts'

/** The answer to a request, before it is written down. */
export interface FirstPage {
  readonly view: View
  readonly request: AccessRequest
  /** In the order in which they were held. */
  readonly calls: ReadonlyArray<OwnCall>
  readonly manifest: Manifest
}

/** Everything that is or was kept, of all calls. */
export const itemsOf = (calls: ReadonlyArray<OwnCall>): ReadonlyArray<KeptItem> =>
  calls.flatMap(({ copy }) => copy.kept)

/** When a call was held: as it began to be recorded or, where it was not recorded, when it is first spoken of. */
export const heldOn = ({ call }: Pick<OwnCall, 'call'>): Instant | undefined =>
  [...call.recordings, ...call.analyses].map(({ start }) => start).sort()[0] ??
  call.facts.events.map(({ occurredAt }) => occurredAt).sort()[0]
