export { type Activity, type BasisRow, legalBases, type LegitimateInterest } from './basis/basis.ts'
export type { BasisState, EndReason } from './basis/segment.ts'
export { type Head, type SealHead, type Source, sourceOf } from './head.ts'
export type { Bilingual, Language } from './text/language.ts'
export { sayExplanation } from './text/steps.ts'
export type { DerivedCode, DerivedFacts, Entry, PayloadState } from './trail/entry.ts'
export { type ExplainedAction, type LogContext, type Place, type Trail, trailOf } from './trail/trail.ts'
export { type Cell, csvField, type Dialect } from './csv/field.ts'
export { actionsCsv, basisCsv, findingsCsv, trailCsv } from './csv/trail.ts'
export { reportCsv } from './csv/report.ts'
export {
  type Report,
  type ReportContext,
  type Reporter,
  reportOf,
  type ReportOptions,
  type Tally
} from './report/report.ts'
export {
  context,
  type CompactIri,
  type Node,
  ownTerms,
  type OwnTerm,
  vocabulary
} from './jsonld/vocabulary.ts'
export { type Document, trailJsonLd } from './jsonld/trail.ts'
export { consentRecordOf, type ConsentRecord } from './consentRecord/consentRecord.ts'
export { certificatesOf, type Certificate } from './certificate/certificate.ts'
export { disposalCsv } from './csv/disposal.ts'
export {
  type Instruction,
  type Instructions,
  instructionsCsv,
  instructionsFor,
  type KeepInstruction
} from './instructions/instructions.ts'
export { art30Of, type Art30Record, type ProcessingActivity, type TimeLimit } from './art30/art30.ts'
export { art30Csv } from './csv/art30.ts'
export { art30JsonLd } from './jsonld/art30.ts'
export {
  type AccessError,
  type AccessPackage,
  accessPackageOf,
  type Media,
  type MediaError
} from './access/accessPackage.ts'
export type { Manifest, ManifestFile, NotIncluded } from './access/manifest.ts'
export { extensionOf, fileName } from './access/fileName.ts'
export { art30Html } from './html/art30Page.ts'
export { certificateHtml } from './html/certificatePage.ts'
export type { PageLanguage } from './html/page.ts'
export { reportHtml } from './html/report/reportPage.ts'
export { trailHtml } from './html/trail/trailPage.ts'
