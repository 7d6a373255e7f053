export type { CatchUpWithLedger } from './catchUpWithLedger.ts'
export type { CatchUpWithLog } from './catchUpWithLog.ts'
export { type Destroyed, destructionsOf } from './destructions.ts'
export { type DirectoryKeyTableOptions, openDirectoryKeyTable } from './directory/directoryKeyTable.ts'
export { type FileLedgerOptions, openFileLedger } from './directory/fileLedger.ts'
export type { KeyWrapper } from './keyWrapper.ts'
export { masterKey } from './masterKey.ts'
export { closingRedaction, type ForgetPorts, forgetCalls, type Forgetting } from './forget/forgetCall.ts'
export {
  type EndedScavenge,
  type ForgettingFacts,
  type ForgottenCall,
  forgottenCallOf,
  type ForgottenLevel,
  type NotReached
} from './forget/levels.ts'
export { memberCipher, type MemberCipherOptions, type MembersNotKept } from './members/memberCipher.ts'
export { withheldMembers } from './members/withheldMembers.ts'
export { type MemberFault, renderMemberFault } from './members/memberFault.ts'
export { checkVault } from './members/vaultCheck.ts'
export {
  ageIdentity,
  ageRecipient,
  decryptWith,
  encryptTo,
  isAgeFile,
  NotOpened
} from './recording/ageFile.ts'
export { keyDestroyedAt, keyOfRef, vaultedAnalysisStore, vaultedStore } from './recording/vaultedStore.ts'
export { vaultedWriter } from './recording/vaultedWriter.ts'
export { makeMasterKey, type MasterKeySource, readMasterKey } from './readMasterKey.ts'
export { rotateMasterKey, type Rotation, type RotationOptions } from './rotate.ts'
export { type CatchUp, type OpenedVault, openVault, type VaultOptions } from './vault.ts'
