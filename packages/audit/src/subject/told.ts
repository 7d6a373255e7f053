/**
 * The words with which a person is told of a call of their own.
 */
import type { CallState, Policy, View } from '@samtykke/core'
import type { Language } from '../render/text/language.ts'
import { type Phrases, phrasesOf } from '../render/text/phrases.ts'

/** The words of one language for a call, and which of its events are another person's. */
export interface Told {
  readonly phrases: Phrases
  readonly policy: Policy
  readonly isOfAnother: (eventId: string) => boolean
}

/** The words for a call, in each language. */
export const toldOf = (
  view: View,
  call: CallState,
  isOfAnother: Told['isOfAnother']
): ((language: Language) => Told) => {
  const phrasesIn = phrasesOf(view, call)
  return language => ({ phrases: phrasesIn(language), policy: view.rules.policy, isOfAnother })
}
