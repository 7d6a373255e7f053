export { useEventStore, type TestEventStore } from './jest/use-event-store.ts'
export { start, type EmbeddedEventStore, type StartOptions } from './start.ts'
export { JournalError } from './store/journal-error.ts'
export type { Faults } from './transport/faults.ts'
