/**
 * The steps of an explanation, joined to sentences.
 */
import type { CallState, ExplanationStep, View } from '@samtykke/core'
import { type Bilingual, bilingual } from '../render/text/language.ts'
import { type Phrases, phrasesOf } from '../render/text/phrases.ts'
import { joined } from '../render/text/words.ts'
import type { Explained, StepPhrases } from './stepPhrases.ts'
import { stepSentences } from './steps.ts'

type SentenceOf = Readonly<
  Record<ExplanationStep['op'], (step: ExplanationStep, phrases: StepPhrases) => string>
>

/** The steps as sentences of one language; `sentences` are those of a reader who is spoken to otherwise. */
export const stepsText = (
  phrases: Phrases,
  about: Explained,
  steps: ReadonlyArray<ExplanationStep>,
  sentences: typeof stepSentences = stepSentences
): string =>
  joined(
    steps.map((step, index) =>
      (sentences as SentenceOf)[step.op](step, {
        ...phrases,
        about,
        before: steps[index - 1],
        after: steps[index + 1]
      })
    )
  )

/**
 * The explanation of an action of a call, in both languages.
 *
 * @example
 * import { callState, compilePolicy, decodeHistories, dueActions, explain, instant, noticePolicy } from '@samtykke/core'
 * import { explanationText } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-03-06T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   {
 *     id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
 *     type: 'access-requested',
 *     callId: 'call-1',
 *     occurredAt: '2026-03-05T11:50:00Z',
 *     requestId: 'request-1',
 *     channel: 'email'
 *   }
 * ])
 * const said = calls
 *   .map(callState(view))
 *   .flatMap(call => dueActions(view)(call).map(action => explanationText(view)(call, action, explain(view)(call, action))))
 * assert.deepStrictEqual(
 *   said[0]?.en,
 *   'The access request came on 5 March 2026. One month on is 5 April 2026, which is a Sunday. ' +
 *     'The time limit therefore moves to the next working day, 6 April 2026 (Regulation 1182/71, art. 3(4)).'
 * )
 */
export const explanationText =
  (view: View) =>
  (call: CallState, about: Explained, steps: ReadonlyArray<ExplanationStep>): Bilingual => {
    const phrases = phrasesOf(view, call)
    return bilingual(language => stepsText(phrases(language), about, steps))
  }
