/**
 * The verbs, in the order in which the help lists them. Each is loaded when it is asked for: a run of one does not
 * wait for the others.
 */
import type { Verb } from './verb.ts'

export const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  due: async () => (await import('./due.ts')).due,
  findings: async () => (await import('./findings.ts')).findings,
  trail: async () => (await import('./trail.ts')).trail,
  simulate: async () => (await import('./simulate.ts')).simulate
}
