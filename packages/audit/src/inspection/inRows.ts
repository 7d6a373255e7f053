/**
 * The package for an authority's inspection: the record of processing, the report, the trails of a sample that can be drawn
 * again, the certificates of a time, the proofs, and a guide. The same source gives the same bytes.
 *
 * @see GDPR art. 5(2), 30(4), 31, 58(1)
 */
import {
  type CallHistory,
  callState,
  canonicalJson,
  type Instant,
  isKnownEvent,
  missingMembers,
  type View
} from '@samtykke/core'
import { fileName } from '../access/fileName.ts'
import { type Certificate, certificatesOf } from '../certificate/certificate.ts'
import { headOf, type SealHead } from '../head/head.ts'
import { sha256Hex } from '../head/sha256.ts'
import { type Report, reportOf } from '../report/report.ts'
import type { Rows, SorterOf } from '../rows/rows.ts'
import type { LogContext } from '../trail/trail.ts'
import { byPath, contentOf, type FileInPieces, mostSheets } from './content.ts'
import { guidePage } from './guidePage.ts'
import { type Known, leftOutOf } from './leftOut.ts'
import type { InspectionFile, InspectionManifest } from './manifest.ts'
import { type Candidate, drawHash, sampleOf } from './sample.ts'

/** A file by its path within the package. */
export interface PackageFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** What is inspected: calls with an event at or after `from` and before `until`, of which so many are drawn. */
export interface InspectionRequest {
  readonly from: Instant
  readonly until: Instant
  readonly sample: number
  readonly seed: string
}

/** What is known of the source beside its calls. */
export interface InspectionFacts {
  readonly rejectedLines: number
  /** `undefined`: the source was not compared with a sealed log. */
  readonly sealed?: { readonly seal: SealHead; readonly unsealedEvents: number }
  /** Of a call: its seal, where its events lie in it, and which keys were destroyed. */
  readonly contextOf: (callId: string) => LogContext
  /** Drawn calls of which nothing is sealed. */
  readonly unproven: number
}

/** What is known beside the calls of an inspection in rows. */
export interface InspectionRowsContext extends InspectionFacts {
  /** Those that the inspection gives, each in the context of its call. */
  readonly certificates: Rows<Certificate>
  /** The checkpoint, the keys and the proofs, made where the log is. */
  readonly proofs: ReadonlyArray<FileInPieces>
}

/** A package of which no file needs to stand in memory. */
export interface PackageInPieces {
  /** By path. */
  readonly content: ReadonlyArray<FileInPieces>
  /** The last files, which say what the package holds: of each file of the content its bytes and its hash are given. */
  readonly describe: (files: ReadonlyArray<InspectionFile>) => {
    readonly manifest: InspectionManifest
    readonly files: ReadonlyArray<PackageFile>
  }
}

/** A package in the making that keeps only the calls that are drawn, and may be drawn still. */
export interface InspectionInRows {
  readonly add: (history: CallHistory) => void
  /** The calls that are drawn, in the order of the drawing. */
  readonly drawn: () => ReadonlyArray<CallHistory>
  /** The certificates of the time, without a context, in the order of when what they certify was done; asked for once. */
  readonly certificates: () => Rows<Certificate>
  readonly finish: (context: InspectionRowsContext) => PackageInPieces
}

const utf8 = (path: string, text: string): PackageFile => ({ path, bytes: new TextEncoder().encode(text) })

/** What a file is called, and its hash. */
export const describedFile = ({ path, bytes }: PackageFile): InspectionFile => ({
  path,
  bytes: bytes.byteLength,
  sha256: sha256Hex(bytes)
})

const isOutcome = /-(erased|anonymised)$/

/** What was found, before it is packed. */
interface Found {
  readonly report: Report
  readonly candidates: Rows<Candidate>
  readonly drawn: ReadonlyArray<CallHistory>
}

const knownOf = (
  view: View,
  { sample }: InspectionRequest,
  { rejectedLines, sealed, unproven, certificates }: InspectionRowsContext,
  { drawn, report }: Found
): Known => {
  const calls = drawn.map(callState(view))
  return {
    kept: calls
      .flatMap(({ recordings, analyses }) => [...recordings, ...analyses])
      .filter(({ done }) => !done).length,
    notDrawn: Math.max(0, sample - drawn.length),
    unreadable: report.quality.uncertainCalls,
    sheets: Math.max(0, certificates.length - mostSheets),
    missing: missingMembers(view.rules.policy).length,
    withoutProof: sealed === undefined ? drawn.length : unproven,
    isSealed: sealed !== undefined,
    unsealedEvents: sealed?.unsealedEvents ?? 0,
    rejectedLines
  }
}

const pack = (
  view: View,
  request: InspectionRequest,
  context: InspectionRowsContext,
  found: Found
): PackageInPieces => {
  const { report, candidates, drawn } = found
  const { contextOf, certificates, proofs, sealed } = context
  return {
    content: contentOf(view, { report, candidates, drawn, contextOf, certificates, proofs }),
    describe: files => {
      const manifest: InspectionManifest = {
        ...headOf('inspection-manifest', view, report.source, sealed?.seal ?? null),
        from: request.from,
        until: request.until,
        sample: {
          seed: request.seed,
          algorithm: 'sha256(seed 0x0A callId), ascending, first N',
          asked: request.sample,
          candidates: candidates.length,
          drawn: drawn.map(({ callId }) => callId)
        },
        certificates: certificates.length,
        files,
        leftOut: leftOutOf(knownOf(view, request, context, found))
      }
      const last = [
        utf8('index.html', guidePage(view, manifest, fileName)),
        utf8('manifest.json', `${canonicalJson(manifest)}\n`)
      ]
      const sums = [...files, ...last.map(describedFile)]
        .sort(byPath)
        .map(({ path, sha256 }) => `${sha256}  ${path}\n`)
      return { manifest, files: [utf8('SHA256SUMS', sums.join('')), ...last] }
    }
  }
}

/**
 * Starts a package for an inspection, as `inspectionOf`, whose candidates and certificates stand where `sorterOf` puts them,
 * and whose files are made piece by piece: for logs of which memory does not hold them.
 *
 * @example
 * import { compilePolicy, instant, noticePolicy } from '@samtykke/core'
 * import { inspectionInRows, type SorterOf } from '@samtykke/audit'
 *
 * const sorterOf: SorterOf = <Row>() => {
 *   const found: Array<{ readonly key: string; readonly row: Row }> = []
 *   return {
 *     add: (key: string, row: Row) => void found.push({ key, row }),
 *     rows: () => found.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row)
 *   }
 * }
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-03-10T00:00:00.000Z') }
 * const [from, until] = [instant('2026-03-01T00:00:00.000Z'), instant('2026-04-01T00:00:00.000Z')]
 * const inspection = inspectionInRows(view, { from, until, sample: 5, seed: 'a seed' }, sorterOf)
 * const { content, describe } = inspection.finish({
 *   rejectedLines: 0, contextOf: () => ({}), certificates: inspection.certificates(), proofs: [], unproven: 0
 * })
 * assert.ok(content.some(({ path }) => path === 'certificates/disposal.csv'))
 * assert.deepStrictEqual(describe([]).files.map(({ path }) => path), ['SHA256SUMS', 'index.html', 'manifest.json'])
 *
 * @see GDPR art. 5(2), 31, 58(1)(a)
 */
export const inspectionInRows = (
  view: View,
  request: InspectionRequest,
  sorterOf: SorterOf
): InspectionInRows => {
  const { from, until, sample, seed } = request
  const reporter = reportOf(view, { since: from })
  const candidates = sorterOf<Candidate>()
  const certificates = sorterOf<Certificate>()
  const sampled = sampleOf(seed, sample)
  const [stateIn, certificatesIn] = [callState(view), certificatesOf(view)]
  const isWithin = (at: Instant): boolean => at >= from && at < until
  return {
    add: history => {
      reporter.add(history)
      const { callId } = history
      const { events, unknownEvents } = stateIn(history).facts
      if (![...events, ...unknownEvents].some(({ occurredAt }) => isWithin(occurredAt))) return
      const hash = drawHash(seed, callId)
      candidates.add(hash, { callId, hash })
      sampled.add(history)
      if (!events.some(each => isKnownEvent(each) && isOutcome.test(each.type) && isWithin(each.occurredAt)))
        return
      for (const each of certificatesIn(history))
        if (isWithin(each.executedAt)) certificates.add(each.executedAt + each.certificateId, each)
    },
    drawn: sampled.drawn,
    certificates: certificates.rows,
    finish: context => {
      const { rejectedLines, sealed } = context
      const report = reporter.finish({ rejectedLines, ...(sealed !== undefined && { sealed }) })
      return pack(view, request, context, { report, candidates: candidates.rows(), drawn: sampled.drawn() })
    }
  }
}
