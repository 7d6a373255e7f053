/**
 * What the sentence for a step is made of.
 */
import type { DueAction, ExplanationStep } from '@samtykke/core'
import type { Phrases } from '../render/text/phrases.ts'

export type Step<O extends ExplanationStep['op']> = Extract<ExplanationStep, { readonly op: O }>

/** What is explained: of an action, what its sentences speak of. */
export type Explained = Pick<DueAction, 'target' | 'action' | 'status' | 'dueAt'>

/** The phrases of a call, and the steps beside the one that is worded. */
export interface StepPhrases extends Phrases {
  readonly about: Explained
  readonly before: ExplanationStep | undefined
  readonly after: ExplanationStep | undefined
}
