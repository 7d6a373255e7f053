/**
 * What a package for a request for access holds, and what it leaves out.
 */
import type { Instant, LocalDate } from '@samtykke/core'
import type { Head } from '../head/head.ts'
import type { Bilingual } from '../render/text/language.ts'

/** A file of the package. */
export interface ManifestFile {
  readonly path: string
  readonly bytes: number
  /** In hex. */
  readonly sha256: string
  readonly mediaType: string
  readonly describes: Bilingual
  /** Whether a recording is the one that was stored; `null` where no hash was stored, or for other files. */
  readonly matchesStoredHash: boolean | null
}

/** Something that is not in the package, and why. */
export interface NotIncluded {
  /** Of a recording or an analysis, which. */
  readonly target?: 'recording' | 'analysis'
  readonly targetId?: string
  readonly what: Bilingual
  readonly why: Bilingual
  readonly article: string
}

/** What the package holds. */
export interface Manifest extends Head<'access-manifest'> {
  readonly requestId: string
  readonly subjectRef?: string
  readonly calls: ReadonlyArray<string>
  readonly receivedAt: Instant
  /** The last day for the answer. */
  readonly answerBy: LocalDate
  readonly extended: boolean
  readonly files: ReadonlyArray<ManifestFile>
  readonly notIncluded: ReadonlyArray<NotIncluded>
}
