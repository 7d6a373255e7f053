/**
 * What stands in a package for an inspection, file by file: each is made when it is gone through, and none is kept.
 */
import { type CallHistory, canonicalJson, ordText, type View } from '@samtykke/core'
import { fileName } from '../access/fileName.ts'
import { art30Csv } from '../art30/art30Csv.ts'
import { art30Html } from '../art30/art30Page.ts'
import { art30Of } from '../art30/art30.ts'
import type { Certificate } from '../certificate/certificate.ts'
import { certificateHtml } from '../certificate/certificatePage.ts'
import { disposalCsvLines } from '../certificate/disposalCsv.ts'
import { reportHtml } from '../report/page/reportPage.ts'
import type { Report } from '../report/report.ts'
import { reportCsv } from '../report/reportCsv.ts'
import { firstOf, type Rows } from '../rows/rows.ts'
import { trailHtml } from '../trail/page/trailPage.ts'
import { type LogContext, trailOf } from '../trail/trail.ts'
import type { Candidate } from './sample.ts'

/** A file by its path within the package, whose content is made piece by piece each time that it is gone through. */
export interface FileInPieces {
  readonly path: string
  readonly pieces: Iterable<string | Uint8Array>
}

/** What the files are made of. */
export interface PackageContent {
  readonly report: Report
  readonly candidates: Rows<Candidate>
  readonly drawn: ReadonlyArray<CallHistory>
  readonly contextOf: (callId: string) => LogContext
  readonly certificates: Rows<Certificate>
  readonly proofs: ReadonlyArray<FileInPieces>
}

/** Sheets to read; the table has all. */
export const mostSheets = 200

export const byPath = (a: { readonly path: string }, b: { readonly path: string }): number =>
  ordText.compare(a.path, b.path)

const inPieces = (path: string, pieces: () => Iterable<string>): FileInPieces => ({
  path,
  pieces: { [Symbol.iterator]: () => pieces()[Symbol.iterator]() }
})

const whole = (path: string, text: () => string): FileInPieces => inPieces(path, () => [text()])

const line = (value: unknown): string => `${canonicalJson(value)}\n`

function* linesOf<Row>(rows: Iterable<Row>, text: (row: Row) => string): Generator<string> {
  for (const row of rows) yield text(row)
}

const trailFiles =
  (view: View, contextOf: PackageContent['contextOf']) =>
  (history: CallHistory): ReadonlyArray<FileInPieces> => {
    const trail = () => trailOf(view, contextOf(history.callId))(history)
    const name = `trails/${fileName(history.callId)}`
    return [
      whole(`${name}.html`, () => trailHtml(view, trail(), 'both')),
      whole(`${name}.json`, () => line(trail()))
    ]
  }

const certificateFiles = (view: View, certificates: Rows<Certificate>): ReadonlyArray<FileInPieces> => [
  whole('certificates/certificates.html', () =>
    certificateHtml(view, firstOf(certificates, mostSheets), 'both')
  ),
  inPieces('certificates/certificates.ndjson', () => linesOf(certificates, line)),
  inPieces('certificates/disposal.csv', () => disposalCsvLines(certificates))
]

const recordFiles = (view: View): ReadonlyArray<FileInPieces> => {
  const record = art30Of(view)
  return [
    whole('record/art30.html', () => art30Html(view, record, 'both')),
    whole('record/art30.json', () => line(record)),
    whole('record/art30-da.csv', () => art30Csv(record, 'da')),
    whole('record/art30-en.csv', () => art30Csv(record, 'en')),
    // Its SHA-256 is the one that every document states.
    whole('record/policy.json', () => canonicalJson(view.rules.policy))
  ]
}

/** All files but those that say what the package holds, by path. */
export const contentOf = (
  view: View,
  { report, candidates, drawn, contextOf, certificates, proofs }: PackageContent
): ReadonlyArray<FileInPieces> =>
  [
    ...recordFiles(view),
    whole('report/report.html', () => reportHtml(view, report, 'both')),
    whole('report/report.json', () => line(report)),
    whole('report/report.csv', () => reportCsv(report)),
    inPieces('sample/candidates.txt', () =>
      linesOf(candidates, ({ hash, callId }) => `${hash}  ${callId}\n`)
    ),
    ...drawn.flatMap(trailFiles(view, contextOf)),
    ...certificateFiles(view, certificates),
    ...proofs
  ].sort(byPath)
