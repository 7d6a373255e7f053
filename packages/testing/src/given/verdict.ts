/**
 * Whether a history is as expected, and what to say of it.
 */
import type { DueAction, Finding } from '@samtykke/core'
import type { Assessment } from './assessment.ts'
import { differences, hasAll } from './difference.ts'
import type { Expectation } from './expectation.ts'
import { differenceText, everything, expectedText, explained, findingText } from './text.ts'

/** Whether an expectation is met, and the lines that show it. */
export interface Verdict {
  readonly isMet: boolean
  /** What was expected. */
  readonly expected: string
  /** What meets it, or contradicts it, or comes nearest to it. */
  readonly shown: ReadonlyArray<string>
}

/** The one that differs in the fewest members, and in which. */
const nearest = (expected: object, actions: ReadonlyArray<DueAction>): ReadonlyArray<DueAction> =>
  actions
    .map(action => ({ action, count: differences(expected, action).length }))
    .sort((a, b) => a.count - b.count)
    .slice(0, 1)
    .map(({ action }) => action)

const nearestText = (assessment: Assessment, expected: object): ReadonlyArray<string> =>
  nearest(expected, assessment.actions).flatMap(action => [
    'the nearest action:',
    ...explained(assessment, action).map(line => `  ${line}`),
    'it differs:',
    ...differences(expected, action).map(difference => `  ${differenceText(difference)}`)
  ])

/** What is found of the policy alone is looked at only where its code is named: no event changes it. */
const findingsThat = ({ findings, findingsOfPolicy }: Assessment, expected: object): ReadonlyArray<Finding> =>
  ['code' in expected ? findingsOfPolicy : [], findings].flat().filter(each => hasAll(expected, each))

/** Holds a history to an expectation. */
export const verdictOn = (assessment: Assessment, expectation: Expectation): Verdict => {
  const { expected } = expectation
  switch (expectation._tag) {
    case 'action': {
      const { status } = expectation
      const met = assessment.actions.filter(action => hasAll({ ...expected, status }, action))
      return {
        isMet: met.length > 0,
        expected: `an action that is ${status}:${expectedText(expected) || ' any'}`,
        shown:
          met.length > 0
            ? met.flatMap(action => explained(assessment, action))
            : nearestText(assessment, { ...expected, status })
      }
    }
    case 'nothingDue': {
      const against = assessment.actions.filter(action => hasAll({ ...expected, status: 'due' }, action))
      return {
        isMet: against.length === 0,
        expected: `no action that is due:${expectedText(expected) || ' none'}`,
        shown: against.flatMap(action => explained(assessment, action))
      }
    }
    case 'found': {
      const met = findingsThat(assessment, expected)
      return {
        isMet: met.length > 0,
        expected: `a finding:${expectedText(expected) || ' any'}`,
        shown: met.map(findingText)
      }
    }
    case 'notFound': {
      const against = findingsThat(assessment, expected)
      return {
        isMet: against.length === 0,
        expected: `no finding:${expectedText(expected) || ' none'}`,
        shown: against.map(findingText)
      }
    }
  }
}

/** What to say of a verdict that is not as it should be. */
export const verdictText = ({ expected, shown }: Verdict): string =>
  [`expected ${expected}`, ...shown.map(line => `  ${line}`)].join('\n')

/** The same with all that there was below it. */
export const messageOf = (assessment: Assessment, verdicts: ReadonlyArray<string>): string =>
  [...verdicts, ...everything(assessment)].join('\n')
