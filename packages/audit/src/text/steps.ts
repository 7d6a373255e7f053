/**
 * The steps of an explanation, joined to sentences.
 */
import type { CallState, ExplanationStep, View } from '@samtykke/core'
import { type Bilingual, bilingual, type Language } from './language.ts'
import { type Speech, speechOf } from './speech.ts'
import type { Explained, StepCatalogue, StepSpeech } from './stepCatalogue.ts'
import { danishSteps } from './steps.da.ts'
import { englishSteps } from './steps.en.ts'
import { joined } from './words.ts'

type Op = ExplanationStep['op']

const catalogues: Readonly<Record<Language, StepCatalogue>> = { da: danishSteps, en: englishSteps }

/** Says the steps with a speech made for the text. */
export const sayStepsWith = (
  speech: Speech,
  about: Explained,
  steps: ReadonlyArray<ExplanationStep>
): string => {
  const catalogue = catalogues[speech.language] as Readonly<
    Record<Op, (step: ExplanationStep, speech: StepSpeech) => string>
  >
  return joined(
    steps.map((step, index) =>
      catalogue[step.op](step, {
        ...speech,
        about,
        before: steps[index - 1],
        after: steps[index + 1],
        first: steps[0]
      })
    )
  )
}

/**
 * The explanation of an action of a call, in both languages.
 *
 * @example
 * import { callState, compilePolicy, decodeHistories, dueActions, explain, type Instant, noticePolicy } from '@samtykke/core'
 * import { sayExplanation } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: '2026-03-06T00:00:00.000Z' as Instant }
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
 *   .flatMap(call => dueActions(view)(call).map(action => sayExplanation(view)(call, action, explain(view)(call, action))))
 * assert.deepStrictEqual(
 *   said[0]?.en,
 *   'The access request came on 5 March 2026. One month on is 5 April 2026, which is a Sunday. ' +
 *     'The time limit therefore moves to the next working day, 6 April 2026 (Regulation 1182/71, art. 3(4)).'
 * )
 */
export const sayExplanation =
  (view: View) =>
  (call: CallState, about: Explained, steps: ReadonlyArray<ExplanationStep>): Bilingual => {
    const speech = speechOf(view, call)
    return bilingual(language => sayStepsWith(speech(language), about, steps))
  }
