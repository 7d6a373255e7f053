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
  ordText,
  type View
} from '@samtykke/core'
import { fileName } from '../access/fileName.ts'
import { art30Csv } from '../art30/art30Csv.ts'
import { art30Html } from '../art30/art30Page.ts'
import { art30Of } from '../art30/art30.ts'
import { type Certificate, certificatesOf } from '../certificate/certificate.ts'
import { certificateHtml } from '../certificate/certificatePage.ts'
import { disposalCsv } from '../certificate/disposalCsv.ts'
import { headOf, type SealHead } from '../head/head.ts'
import { sha256Hex } from '../head/sha256.ts'
import { reportHtml } from '../report/page/reportPage.ts'
import { reportOf } from '../report/report.ts'
import { reportCsv } from '../report/reportCsv.ts'
import { trailHtml } from '../trail/page/trailPage.ts'
import { type LogContext, trailOf } from '../trail/trail.ts'
import { guidePage } from './guidePage.ts'
import { type Known, leftOutOf } from './leftOut.ts'
import type { InspectionManifest } from './manifest.ts'
import { drawingOrder, sampleOf } from './sample.ts'

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
export interface InspectionContext {
  readonly rejectedLines: number
  /** `undefined`: the source was not compared with a sealed log. */
  readonly sealed?: { readonly seal: SealHead; readonly unsealedEvents: number }
  /** Of a call: its seal, where its events lie in it, and which keys were destroyed. */
  readonly contextOf: (callId: string) => LogContext
  /** The checkpoint, the keys and the proofs, made where the log is. */
  readonly proofs: ReadonlyArray<PackageFile>
  /** Drawn calls of which nothing is sealed. */
  readonly unproven: number
}

/** A package in the making: calls are added one at a time, in any order. */
export interface Inspection {
  readonly add: (history: CallHistory) => void
  /** The calls that are drawn, in the order of the drawing. */
  readonly drawn: () => ReadonlyArray<CallHistory>
  /** The calls of which something was erased or anonymised in the time, by id. */
  readonly certified: () => ReadonlyArray<CallHistory>
  readonly finish: (context: InspectionContext) => {
    readonly manifest: InspectionManifest
    /** All files, by path. */
    readonly files: ReadonlyArray<PackageFile>
  }
}

/** Sheets to read; the table has all. */
const mostSheets = 200

const utf8 = (path: string, text: string): PackageFile => ({ path, bytes: new TextEncoder().encode(text) })

const json = (path: string, value: unknown): PackageFile => utf8(path, `${canonicalJson(value)}\n`)

const lines = (texts: ReadonlyArray<string>): string => texts.map(each => `${each}\n`).join('')

const byPath = (a: { readonly path: string }, b: { readonly path: string }): number =>
  ordText.compare(a.path, b.path)

const isOutcome = /-(erased|anonymised)$/

const byExecution = (a: Certificate, b: Certificate): number =>
  ordText.compare(a.executedAt, b.executedAt) || ordText.compare(a.certificateId, b.certificateId)

const trailFiles = (view: View, history: CallHistory, context: LogContext): ReadonlyArray<PackageFile> => {
  const trail = trailOf(view, context)(history)
  const name = `trails/${fileName(history.callId)}`
  return [utf8(`${name}.html`, trailHtml(view, trail, 'both')), json(`${name}.json`, trail)]
}

const certificateFiles = (
  view: View,
  certificates: ReadonlyArray<Certificate>
): ReadonlyArray<PackageFile> => [
  utf8('certificates/certificates.html', certificateHtml(view, certificates.slice(0, mostSheets), 'both')),
  utf8('certificates/certificates.ndjson', lines(certificates.map(each => canonicalJson(each)))),
  utf8('certificates/disposal.csv', disposalCsv(certificates))
]

const recordFiles = (view: View): ReadonlyArray<PackageFile> => {
  const record = art30Of(view)
  return [
    utf8('record/art30.html', art30Html(view, record, 'both')),
    json('record/art30.json', record),
    utf8('record/art30-da.csv', art30Csv(record, 'da')),
    utf8('record/art30-en.csv', art30Csv(record, 'en')),
    // Its SHA-256 is the one that every document states.
    utf8('record/policy.json', canonicalJson(view.rules.policy))
  ]
}

/** What was found, before it is packed. */
interface Found {
  readonly report: ReturnType<ReturnType<typeof reportOf>['finish']>
  readonly order: ReturnType<typeof drawingOrder>
  readonly drawn: ReadonlyArray<CallHistory>
  readonly certificates: ReadonlyArray<Certificate>
}

const knownOf = (
  view: View,
  { sample }: InspectionRequest,
  { rejectedLines, sealed, unproven }: InspectionContext,
  { drawn, certificates, report }: Found
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
  context: InspectionContext,
  found: Found
): ReturnType<Inspection['finish']> => {
  const { report, order, drawn, certificates } = found
  const seal = context.sealed?.seal ?? null
  const content = [
    ...recordFiles(view),
    utf8('report/report.html', reportHtml(view, report, 'both')),
    json('report/report.json', report),
    utf8('report/report.csv', reportCsv(report)),
    utf8('sample/candidates.txt', lines(order.map(({ hash, callId }) => `${hash}  ${callId}`))),
    ...drawn.flatMap(history => trailFiles(view, history, context.contextOf(history.callId))),
    ...certificateFiles(view, certificates),
    ...context.proofs
  ].sort(byPath)
  const manifest: InspectionManifest = {
    ...headOf('inspection-manifest', view, report.source, seal),
    from: request.from,
    until: request.until,
    sample: {
      seed: request.seed,
      algorithm: 'sha256(seed 0x0A callId), ascending, first N',
      asked: request.sample,
      candidates: order.length,
      drawn: drawn.map(({ callId }) => callId)
    },
    certificates: certificates.length,
    files: content.map(({ path, bytes }) => ({ path, bytes: bytes.byteLength, sha256: sha256Hex(bytes) })),
    leftOut: leftOutOf(knownOf(view, request, context, found))
  }
  const described = [
    ...content,
    utf8('index.html', guidePage(view, manifest, fileName)),
    json('manifest.json', manifest)
  ].sort(byPath)
  const sums = utf8('SHA256SUMS', lines(described.map(({ path, bytes }) => `${sha256Hex(bytes)}  ${path}`)))
  return { manifest, files: [...described, sums].sort(byPath) }
}

/**
 * Starts a package for an inspection. A call can be drawn where one of its events happened in the time; calls are drawn by
 * `drawingOrder`, so that whoever has the seed and the ids draws the same.
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { inspectionOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-03-10T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'access-requested', callId: 'call-1',
 *     occurredAt: '2026-03-05T11:50:00Z', requestId: 'request-1', channel: 'email' }
 * ])
 * const [from, until] = [instant('2026-03-01T00:00:00.000Z'), instant('2026-04-01T00:00:00.000Z')]
 * const inspection = inspectionOf(view, { from, until, sample: 5, seed: 'a seed' })
 * calls.forEach(inspection.add)
 * const { manifest, files } = inspection.finish({ rejectedLines: 0, contextOf: () => ({}), proofs: [], unproven: 0 })
 * assert.deepStrictEqual(manifest.sample.drawn, ['call-1'])
 * assert.ok(files.some(({ path }) => path === 'trails/call-1.html'))
 *
 * @see GDPR art. 5(2), 31, 58(1)(a)
 */
export const inspectionOf = (view: View, request: InspectionRequest): Inspection => {
  const { from, until, sample, seed } = request
  const reporter = reportOf(view, { since: from })
  const candidates: Array<string> = []
  const sampled = sampleOf(seed, sample)
  const certified: Array<CallHistory> = []
  const isWithin = ({ occurredAt }: { readonly occurredAt: Instant }): boolean =>
    occurredAt >= from && occurredAt < until
  return {
    add: history => {
      reporter.add(history)
      const { events, unknownEvents } = callState(view)(history).facts
      if (![...events, ...unknownEvents].some(isWithin)) return
      candidates.push(history.callId)
      sampled.add(history)
      if (events.some(each => isKnownEvent(each) && isOutcome.test(each.type) && isWithin(each)))
        certified.push(history)
    },
    drawn: sampled.drawn,
    certified: () => [...certified].sort((a, b) => ordText.compare(a.callId, b.callId)),
    finish: context => {
      const report = reporter.finish({
        rejectedLines: context.rejectedLines,
        ...(context.sealed !== undefined && { sealed: context.sealed })
      })
      const certificates = certified
        .flatMap(history => certificatesOf(view, context.contextOf(history.callId))(history))
        .filter(({ executedAt }) => executedAt >= from && executedAt < until)
        .sort(byExecution)
      return pack(view, request, context, {
        report,
        order: drawingOrder(seed, candidates),
        drawn: sampled.drawn(),
        certificates
      })
    }
  }
}
