/**
 * What a person did, by which channel and when, as a letter says it.
 *
 * @see GDPR art. 7(3), 17(1), 21(1)
 */
import type { View } from '@samtykke/core'
import { both } from '../render/text/language.ts'
import { channelName, purposeNameIn } from '../render/text/names.ts'
import { listed } from '../render/text/words.ts'
import type { Act } from './act.ts'
import { letterText, type LetterWords, type Paragraph } from './letter.ts'

const whatWasDone = (view: View, act: Act, { text, language, translate }: LetterWords): string => {
  const how = translate(channelName(act.channel))
  const nameOf = purposeNameIn(view.rules.policy)
  const { purposes: named = [] } = 'purposes' in act ? act : {}
  const purposes =
    named.length === 0
      ? undefined
      : listed(
          language,
          named.map(purpose => nameOf(purpose)[language])
        )
  switch (act.type) {
    case 'consent-withdrawn':
      return text(
        `Du trak dit samtykke${purposes === undefined ? '' : ` til ${purposes}`} tilbage ${how}`,
        `You withdrew your consent${purposes === undefined ? '' : ` to ${purposes}`} ${how}`
      )
    case 'erasure-requested': {
      const scope = {
        all: both('alt', 'everything'),
        recording: both('optagelsen', 'the recording'),
        analysis: both('stemmeanalysen', 'the voice analysis')
      }[act.scope]
      return text(`Du bad ${how} om sletning af ${scope.da}`, `You asked ${how} for erasure of ${scope.en}`)
    }
    case 'analysis-objected':
      return text(
        `Du gjorde ${how} indsigelse mod stemmeanalysen`,
        `You objected ${how} to the voice analysis`
      )
    case 'processing-objected':
      return text(
        `Du gjorde ${how} indsigelse mod ${purposes === undefined ? 'behandling, der ikke bygger på dit samtykke' : `behandling til ${purposes}`}`,
        `You objected ${how} to ${purposes === undefined ? 'processing that does not rest on your consent' : `processing for ${purposes}`}`
      )
  }
}

const articles: Readonly<Record<Act['type'], string>> = {
  'consent-withdrawn': '7(3)',
  'erasure-requested': '17(1)',
  'analysis-objected': '21(1)',
  'processing-objected': '21(1)'
}

export const actReceived = (view: View, act: Act): Paragraph => ({
  text: letterText(view, words => {
    const { text, moment, cite } = words
    const [done, at] = [whatWasDone(view, act, words), moment(act.occurredAt)]
    const cited = cite(articles[act.type])
    return text(
      `${done}, og vi modtog det den ${at} (${cited}).`,
      `${done}, and we received that on ${at} (${cited}).`
    )
  })
})
