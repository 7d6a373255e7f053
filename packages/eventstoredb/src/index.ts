export type { ConnectionStringError } from './connection.ts'
export { derivedId } from './derivedId.ts'
export type { MemberCipher, Members, SealedFor, Upcaster } from './entries.ts'
export { type EventStoreDBLog, type LogOptions, openEventStoreDBLog } from './log.ts'
