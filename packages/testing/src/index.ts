export { createTestClock, type TestClock } from './clock.ts'
export type { LogUnderTest, TestFramework } from './contractCase.ts'
export { destructionLedgerContract, type LedgerUnderTest } from './destructionLedgerContract.ts'
export { aCall, anEvent, type Call, type CallOptions } from './event/aCall.ts'
export type { EventOverrides } from './event/defaults.ts'
export { eventLogContract } from './eventLogContract.ts'
export {
  due,
  type Expectation,
  type ExpectedAction,
  type ExpectedFinding,
  found,
  notFound,
  nothingDue,
  type Part,
  scheduled,
  suspended
} from './given/expectation.ts'
export type { Assessment } from './given/assessment.ts'
export { type Assessed, type Given, given } from './given/given.ts'
export type { KeyTableUnderTest } from './keyTableCase.ts'
export { keyTableContract } from './keyTableContract.ts'
export { createMemoryKeyTable, type KeyTableCopy, type MemoryKeyTable } from './memoryKeyTable.ts'
export { createMemoryLedger, type MemoryLedger } from './memoryLedger.ts'
export { createMemoryLog, type MemoryLog } from './memoryLog.ts'
export { createMemoryStore, type MemoryStore, type MemoryStoreOptions } from './memoryStore.ts'
export { recordingStoreContract } from './recordingStoreContract.ts'
export { recordingWriterContract, type WritableStore } from './recordingWriterContract.ts'
export * from './simulator/index.ts'
export type { StoreUnderTest } from './storeCase.ts'
