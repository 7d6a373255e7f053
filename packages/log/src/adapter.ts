/**
 * What the adapters of logs and stores build on: retry, order per key, handling of an entry, how far all is done, what
 * goes wrong with files, counters.
 */
export { decodePosition, encodePosition } from './checkpoints.ts'
export { codeOf, type FileError, fileErrorOf, ifThere } from './fileErrors.ts'
export { type Handled, handleEntry } from './handler.ts'
export { createKeyedQueue, type KeyedQueue } from './keyedQueue.ts'
export { createProgress, type Progress } from './progress.ts'
export { backoff, delay, retrying, type RetryPolicy, within, withTimeout } from './retry.ts'
export { counter, followerCounters } from './telemetry.ts'
