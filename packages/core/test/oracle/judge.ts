// Holds an assessment against an example.
import { uuid } from './examples.ts'
import type { Example } from './examples.ts'
import type { Assessment } from './oracle.ts'
import type { Entry, Moment, PlainPolicy } from './plain.ts'
import { notice } from './policies.ts'

export type Assess = (entries: readonly Entry[], policy: PlainPolicy, moment: Moment) => Assessment

export const judge = (assess: Assess, example: Example): void => {
  const { entries, policy = notice, asOf, knownAt, actions, findings, codes } = example
  const result = assess(entries, policy, { asOf, knownAt })
  if (actions !== undefined) {
    expect(result.actions).toMatchObject(actions)
    expect(result.actions).toHaveLength(actions.length)
  }
  if (findings !== undefined) {
    const looked = result.findings.filter(({ code }) => codes === undefined || codes.includes(code))
    expect(looked.map(({ code, severity, at, events }) => [code, severity, at, events])).toEqual(
      findings.map(([code, severity, at, events]) => [code, severity, at, events.map(uuid)])
    )
  }
}
