/**
 * What a language has of sentences for the steps of an explanation.
 */
import type { DueAction, ExplanationStep } from '@samtykke/core'
import type { Phrases } from '../render/text/phrases.ts'

type Op = ExplanationStep['op']

/** What is explained: of an action, what its sentences speak of. */
export type Explained = Pick<DueAction, 'target' | 'action' | 'status' | 'dueAt'>

/** The phrases of a call, and the steps beside the one that is worded. */
export interface StepPhrases extends Phrases {
  readonly about: Explained
  readonly before: ExplanationStep | undefined
  readonly after: ExplanationStep | undefined
  readonly first: ExplanationStep | undefined
}

/** The sentence for each step; a text that starts with a comma goes on with the sentence before it. */
export type StepCatalogue = {
  readonly [O in Op]: (step: Extract<ExplanationStep, { readonly op: O }>, phrases: StepPhrases) => string
}

/** Whether consent is asked for what an event began: where no purpose rests on it, none is missing. */
export const asksConsent = ({ call }: Phrases, eventId: string): boolean =>
  [...call.recordings, ...call.analyses].some(
    ({ event, matching, purposes }) => event.id === eventId && (matching & purposes.onConsent) !== 0
  )
