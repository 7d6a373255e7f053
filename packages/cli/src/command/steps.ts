/**
 * The steps of an explanation, said in English.
 */
import type { ExplanationStep } from '@samtykke/core'

const article = (text: string): string =>
  text.startsWith('Reg.') || text.startsWith('AI Act') ? text : `GDPR ${text}`

const members: Readonly<Record<string, string>> = {
  endedAt: 'the call ended',
  startedAt: 'the call started',
  occurredAt: 'it happened'
}

const sentence = (step: ExplanationStep, local: (instant: string) => string): string => {
  switch (step.op) {
    case 'anchor':
      return `${members[step.member] ?? step.member} at ${local(step.instant)}`
    case 'shortest-of':
      return `${step.because.replaceAll('-', ' ')}: the shortest period, ${step.chosen}, of ${step.candidates.map(({ keep }) => keep).join(', ')}`
    case 'local-date':
      return `that is ${step.date} in ${step.zone}`
    case 'day-not-counted':
      return `${step.date} itself is not counted`
    case 'add-months':
      return `${step.months} months later is ${step.to}${step.clamped ? `, since that month has no day ${step.wantedDay}` : ''}`
    case 'add-days':
      return `${step.days} days later is ${step.to}`
    case 'extension':
      return `extended: the earlier of ${step.a} and ${step.b}, ${step.chosen}`
    case 'roll':
      return `${step.from} is no working day (${step.because}): ${step.to}`
    case 'last-lawful-day':
      return `${step.date} is the last lawful day`
    case 'exclusive-end':
      return `so it is due at ${local(step.instant)}`
    case 'later-policy':
      return `version ${step.version} of the policy, in force from ${local(step.effectiveFrom)}, gives ${local(step.candidate)}`
    case 'ground':
      return `${step.rule} at ${local(step.instant)}`
    case 'earliest-of':
      return `the earliest of ${step.candidates.map(({ rule, instant }) => `${rule} (${local(instant)})`).join(', ')} decides`
    case 'hold':
      return `hold ${step.holdId} suspends ${step.takesOut === 'all' ? 'it' : 'expiry'}`
  }
}

/** One line for each step, with the article that it follows. */
export const stepLines = (
  steps: ReadonlyArray<ExplanationStep>,
  local: (instant: string) => string
): ReadonlyArray<string> =>
  steps.map(
    step => `${sentence(step, local)}${step.article === undefined ? '' : ` (${article(step.article)})`}`
  )
