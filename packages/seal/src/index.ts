export { seal, type SealOptions, type SealRun } from './seal.ts'
export { verify, type NotChecked, type Verification, type VerifyOptions } from './verify.ts'
export { prove, type ProveOptions, type Proven, type ProvenEvent } from './prove.ts'
export {
  verifyProof,
  type ProofVerification,
  type VerifiedProof,
  type VerifyProofOptions
} from './verifyProof.ts'
export { placesOf, type PlacesOfCall, type SealedPlace, wantedLeaves, type WantedLeaves } from './places.ts'
export { destroySalts, type SaltsDestroyed } from './destroySalts.ts'
export { ndjsonSource, type RejectedLine } from './ndjson.ts'
export type { Position, SealSource, StoredRecord } from './source.ts'
export type { Problem, ProblemCode } from './problem.ts'
export type { SealError } from './error.ts'
