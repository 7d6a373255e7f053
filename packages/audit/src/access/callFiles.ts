/**
 * The files of a package about one call, and what its copies are called.
 */
import { type CallHistory, canonicalJson, type Instant, type View } from '@samtykke/core'
import { consentRecordOf } from '../consentRecord/consentRecord.ts'
import { receiptHtml } from '../consentRecord/receiptPage.ts'
import { type Bilingual, both } from '../render/text/language.ts'
import { type Clock, moment } from '../render/text/words.ts'
import type { OwnCall } from './callCopy.ts'
import { callPage } from './callPage.ts'
import { type Content, type Names, text } from './contents.ts'
import { fileName } from './fileName.ts'
import { heldOn } from './firstPage.ts'

/** What copies are called, by the clock of the policy. */
export const namesOn = (clock: Clock): Names => {
  const named =
    (da: string, en: string) =>
    (at: Instant): Bilingual =>
      both(`${da} den ${moment('da', clock, at)}`, `${en} ${moment('en', clock, at)}`)
  return {
    recording: named('Optagelsen af samtalen', 'The recording of the call on'),
    analysis: named('Resultaterne af stemmeanalysen', 'The results of the voice analysis on')
  }
}

/** The files about one call. */
export const callFiles = (
  view: View,
  clock: Clock,
  own: OwnCall,
  sourceEvents: CallHistory
): ReadonlyArray<Content> => {
  const { callId } = own.copy
  const name = fileName(callId)
  const at = heldOn(own)
  const ofCall =
    at === undefined
      ? both(`samtalen ${callId}`, `the call ${callId}`)
      : both(`samtalen den ${moment('da', clock, at)}`, `the call on ${moment('en', clock, at)}`)
  const receipt = consentRecordOf(view, { receipt: true })(own.forSubject.history)
  const machine = both(', til maskinel læsning', ', to be read by a machine')
  const happened = both(`Hvad der er sket med ${ofCall.da}`, `What happened to ${ofCall.en}`)
  const consent = both(`Kvittering for dit samtykke, ${ofCall.da}`, `Receipt of your consent, ${ofCall.en}`)
  const read = (of: Bilingual): Bilingual => both(of.da + machine.da, of.en + machine.en)
  const hasConsent = own.call.facts.events.some(({ type }) => type.startsWith('consent-'))
  return [
    text(`calls/${name}.html`, callPage(view, own), 'text/html', happened),
    text(`calls/${name}.json`, canonicalJson(own.copy), 'application/json', read(happened)),
    ...(hasConsent
      ? [
          text(
            `consent/${name}.html`,
            receiptHtml(view, sourceEvents, { subject: own.subject, language: 'both' }),
            'text/html',
            consent
          ),
          text(
            `consent/${name}.jsonld`,
            canonicalJson(receipt.document),
            'application/ld+json',
            read(consent)
          )
        ]
      : [])
  ]
}
