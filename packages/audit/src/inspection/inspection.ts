/**
 * A package for an inspection that stands in memory.
 */
import type { CallHistory, View } from '@samtykke/core'
import { type Certificate, inLogContext } from '../certificate/certificate.ts'
import { inMemory } from '../rows/rows.ts'
import { byPath } from './content.ts'
import {
  describedFile,
  type InspectionFacts,
  inspectionInRows,
  type InspectionRequest,
  type PackageFile
} from './inRows.ts'
import type { InspectionManifest } from './manifest.ts'

/** What is known of the source beside its calls. */
export interface InspectionContext extends InspectionFacts {
  /** The checkpoint, the keys and the proofs, made where the log is. */
  readonly proofs: ReadonlyArray<PackageFile>
}

/** A package in the making: calls are added one at a time, in any order. */
export interface Inspection {
  readonly add: (history: CallHistory) => void
  /** The calls that are drawn, in the order of the drawing. */
  readonly drawn: () => ReadonlyArray<CallHistory>
  /** The certificates of the time, without a context, in the order of when what they certify was done. */
  readonly certificates: () => ReadonlyArray<Certificate>
  readonly finish: (context: InspectionContext) => {
    readonly manifest: InspectionManifest
    /** All files, by path. */
    readonly files: ReadonlyArray<PackageFile>
  }
}

const joined = (pieces: Iterable<string | Uint8Array>): Uint8Array =>
  Buffer.concat(Array.from(pieces, piece => (typeof piece === 'string' ? Buffer.from(piece) : piece)))

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
  const { add, drawn, certificates: rows, finish } = inspectionInRows(view, request, inMemory)
  const certificates = (): ReadonlyArray<Certificate> => [...rows()]
  return {
    add,
    drawn,
    certificates,
    finish: context => {
      const { content, describe } = finish({
        ...context,
        certificates: certificates().map(each => inLogContext(view, context.contextOf(each.callId))(each)),
        proofs: context.proofs.map(({ path, bytes }) => ({ path, pieces: [bytes] }))
      })
      const packed = content.map(({ path, pieces }) => ({ path, bytes: joined(pieces) }))
      const { manifest, files } = describe(packed.map(describedFile))
      return { manifest, files: [...packed, ...files].sort(byPath) }
    }
  }
}
