export { eventLogContract, type LogUnderTest, type TestFramework } from './eventLogContract.ts'
export { createMemoryLog, type MemoryLog } from './memoryLog.ts'
export * from './simulator/index.ts'
