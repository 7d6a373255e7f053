export type { FileInPieces } from './content.ts'
export {
  type InspectionFacts,
  inspectionInRows,
  type InspectionInRows,
  type InspectionRequest,
  type InspectionRowsContext,
  type PackageFile,
  type PackageInPieces
} from './inRows.ts'
export { type Inspection, type InspectionContext, inspectionOf } from './inspection.ts'
export type { InspectionFile, InspectionManifest, LeftOut } from './manifest.ts'
export { type Candidate, drawingOrder } from './sample.ts'
