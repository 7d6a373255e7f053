export * from './access/index.ts'
export * from './art30/index.ts'
export * from './breach/index.ts'
export { type Activity, type BasisRow, legalBases, type LegitimateInterest } from './basis/basis.ts'
export type { BasisState, EndReason } from './basis/segment.ts'
export * from './certificate/index.ts'
export * from './consentRecord/index.ts'
export { explanationText } from './explanation/explanationText.ts'
export { type Head, type SealHead, type Source, sourceOf } from './head/head.ts'
export * from './inspection/index.ts'
export * from './instructions/index.ts'
export * from './letters/index.ts'
export { type Cell, csvField, type Dialect } from './render/csv.ts'
export type { PageLanguage } from './render/html/page.ts'
export {
  context,
  type CompactIri,
  type Document,
  type Node,
  ownTerms,
  type OwnTerm,
  vocabulary
} from './render/jsonld/vocabulary.ts'
export type { Bilingual, Language } from './render/text/language.ts'
export { purposeNameIn } from './render/text/names.ts'
export * from './report/index.ts'
export type { Rows, Sorter, SorterOf } from './rows/rows.ts'
export type { Missing } from './subject/parties.ts'
export * from './trail/index.ts'
export * from './worklist/index.ts'
export { zipOf, type PackedFile } from './render/zip.ts'
export {
  zipFrame,
  type ZipFrame,
  type ZippedFile,
  zippedPieces,
  type ZippedSize
} from './render/zipInPieces.ts'
