export {
  type Inspection,
  type InspectionContext,
  inspectionOf,
  type InspectionRequest,
  type PackageFile
} from './inspection.ts'
export type { InspectionFile, InspectionManifest, LeftOut } from './manifest.ts'
export { type Candidate, drawingOrder } from './sample.ts'
