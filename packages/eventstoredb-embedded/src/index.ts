export { useEventStore, type TestEventStore } from './jest/useEventStore.ts'
export { start, type EmbeddedEventStore, type StartOptions } from './start.ts'
export { JournalError } from './store/journalError.ts'
export type { Faults } from './transport/faults.ts'
