/**
 * Why a call needs a person before anything of it is carried out.
 */
import type { FindingCode } from '@samtykke/core'
import { type Bilingual, bilingual, both } from '../../render/text/language.ts'
import { capitalised, listed } from '../../render/text/words.ts'
import type { Trail } from '../trail.ts'

const reasons: ReadonlyArray<readonly [FindingCode, Bilingual]> = [
  ['unreadable-event', both('noget kan ikke læses', 'something cannot be read')],
  [
    'conflicting-event',
    both('hændelser med samme id modsiger hinanden', 'events of one id contradict each other')
  ],
  ['unknown-event-type', both('en hændelse er af en ukendt type', 'an event is of an unknown type')]
]

/** The sentence; `undefined` where nothing of the call is uncertain. */
export const uncertainText = ({ findings, payloads }: Trail): Bilingual | undefined => {
  const found = reasons.filter(
    ([code]) =>
      findings.some(finding => finding.code === code) ||
      (code === 'unreadable-event' && payloads.undecodable > 0)
  )
  if (found.length === 0) return undefined
  const { da, en } = bilingual(language =>
    capitalised(
      listed(
        language,
        found.map(([, text]) => text[language])
      )
    )
  )
  return both(
    `${da}; samtalen kræver manuel gennemgang, før noget udføres.`,
    `${en}; the call needs a person before anything is carried out.`
  )
}
