export type { LogUnderTest } from './contractCase.ts'
export { eventLogContract, type TestFramework } from './eventLogContract.ts'
export { createMemoryLog, type MemoryLog } from './memoryLog.ts'
export * from './simulator/index.ts'
