/**
 * How far the heap may grow before what is no longer used is collected.
 */
import { setFlagsFromString } from 'node:v8'

/**
 * From here on the heap is collected when it is twice as large as what is in use. By itself V8 waits until it is more than four times as
 * large, since that takes less time; where many long documents are made, each used only once, that is much memory for little.
 */
export const keepHeapSmall = (): void => setFlagsFromString('--heap-growing-percent=100')
