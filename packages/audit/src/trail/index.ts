export type { DerivedCode, DerivedFacts, Entry, PayloadState } from './entries/entry.ts'
export { trailHtml } from './page/trailPage.ts'
export {
  type DestroyedKey,
  type ExplainedAction,
  type LogContext,
  type Place,
  type Trail,
  trailOf
} from './trail.ts'
export { actionsCsv, basisCsv, findingsCsv, trailCsv } from './trailCsv.ts'
export { trailJsonLd } from './trailJsonLd.ts'
