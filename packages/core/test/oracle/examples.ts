// The examples, to be run on the oracle and on core.
import { findingExamples } from './examples/findings.ts'
import { groundExamples } from './examples/grounds.ts'
import type { Example } from './examples/example.ts'

export const examples: readonly Example[] = [...groundExamples, ...findingExamples]

export { uuid } from './examples/example.ts'
export type { Example } from './examples/example.ts'
