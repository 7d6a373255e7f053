/**
 * What a package for an inspection holds, how its sample was drawn, and what it leaves out.
 */
import type { Instant } from '@samtykke/core'
import type { Head } from '../head/head.ts'
import type { Bilingual } from '../render/text/language.ts'

/** A file of the package. */
export interface InspectionFile {
  readonly path: string
  readonly bytes: number
  /** In hex. */
  readonly sha256: string
}

/** Something that is not in the package, how much of it, and why. */
export interface LeftOut {
  readonly what: Bilingual
  readonly count: number
  readonly why: Bilingual
}

/** What the package holds. */
export interface InspectionManifest extends Head<'inspection-manifest'> {
  readonly from: Instant
  readonly until: Instant
  readonly sample: {
    readonly seed: string
    readonly algorithm: 'sha256(seed 0x0A callId), ascending, first N'
    /** How many were to be drawn. */
    readonly asked: number
    readonly candidates: number
    /** In the order of the drawing. */
    readonly drawn: ReadonlyArray<string>
  }
  readonly certificates: number
  readonly files: ReadonlyArray<InspectionFile>
  readonly leftOut: ReadonlyArray<LeftOut>
}
