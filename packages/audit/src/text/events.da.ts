/**
 * What events say in Danish.
 */
import { channelIn, type EventCatalogue, quoted, recordingNear } from './entryCatalogue.ts'
import { customerTypeName, languageName, purposeName } from './names.ts'
import type { Speech } from './speech.ts'
import { capitalised } from './words.ts'

const methods = { keypress: 'tastetryk', spoken: 'mundtligt' } as const
const directions = { inbound: 'indgående', outbound: 'udgående' } as const
const lines = { 'customer-service': 'kundeservice', sales: 'salg', other: 'anden linje' } as const
const targets = { recording: 'optagelse', analysis: 'analyse' } as const
const subjects = { customer: 'kundens', agent: 'medarbejderens' } as const

const beforeStart = (speech: Speech, at: Parameters<typeof recordingNear>[1]): string => {
  const near = recordingNear(speech.call, at)
  if (near === undefined) return ''
  const seconds = Math.floor(Math.abs(near.untilStart) / 1000)
  return near.untilStart >= 0
    ? ` Det var ${speech.duration(seconds)} før optagelsens start.`
    : ` Det var ${speech.duration(seconds)} efter optagelsens start.`
}

const confirmed = (
  speech: Speech,
  thing: string,
  id: string,
  {
    confirmation,
    processor,
    occurredAt
  }: { confirmation: string; processor?: string; occurredAt: Parameters<Speech['moment']>[0] }
): string =>
  `${processor === undefined ? 'Databehandleren' : `Databehandleren ${processor}`} bekræftede sletningen af ${thing} ${id} den ${speech.moment(occurredAt)} (bekræftelse ${quoted(speech, confirmation)}).`

/** What each type of event says in Danish. */
export const danishEvents: EventCatalogue = {
  'consent-given': (
    { method, digit, purposes, noticeVersion, language, recordingId, offsetMs, occurredAt },
    speech
  ) =>
    `Kunden gav samtykke (${methods[method]}${digit === undefined ? '' : ` på ${quoted(speech, digit)}`}) til ${speech.purposes(purposes)} efter oplysningsteksten ${noticeVersion} på ${speech.say(languageName(language))}.${
      recordingId === undefined
        ? ''
        : ` Ordene står i optagelse ${recordingId}${offsetMs === undefined ? '' : `, ${Math.floor(offsetMs / 1000)} sekunder inde`}.`
    }${beforeStart(speech, occurredAt)}`,
  'consent-refused': ({ method, purposes }, speech) =>
    `Kunden afslog (${methods[method]}) ${purposes === undefined ? 'optagelse og alle formål' : speech.purposes(purposes)}. Der må ikke optages til det, der er afslået.`,
  'consent-withdrawn': ({ channel, purposes, occurredAt }, speech) =>
    `Kunden trak sit samtykke${purposes === undefined ? '' : ` til ${speech.purposes(purposes)}`} tilbage ${channelIn(speech, channel)}, modtaget den ${speech.moment(occurredAt)}. Behandling før det er fortsat lovlig.`,
  'recording-stored': (
    { recordingId, startedAt, endedAt, direction, line, customerType, processor, region, sha256 },
    speech
  ) =>
    `Optagelse ${recordingId} blev gemt: ${directions[direction]} samtale, ${lines[line]}, kundetype ${speech.say(customerTypeName(customerType))}, fra den ${speech.moment(startedAt)}${endedAt === undefined ? ', sluttidspunkt ikke oplyst' : ` til den ${speech.moment(endedAt)}`}, hos databehandleren ${processor} i ${region}${sha256 === undefined ? '' : `, sha256 ${sha256}`}.`,
  'recording-used': ({ recordingId, purpose, usedBy, holdId }, speech) =>
    `Optagelse ${recordingId} blev brugt til ${speech.say(purposeName(purpose))} af ${quoted(speech, usedBy)}${holdId === undefined ? '' : `, under bevaringspålæg ${holdId}`}.`,
  'recording-disclosed': ({ recordingId, recipient, reason, holdId, requestId }, speech) =>
    `Optagelse ${recordingId} blev videregivet til ${quoted(speech, recipient)}. Årsag: ${quoted(speech, reason)}${holdId === undefined ? '' : `, under bevaringspålæg ${holdId}`}${requestId === undefined ? '' : `, til anmodning ${requestId}`}.`,
  'analysis-produced': ({ analysisId, features, engine, engineVersion, subjects: whose }, speech) =>
    `Analyse ${analysisId} af ${speech.list(whose.map(each => subjects[each]))} stemme blev lavet: ${features.length === 0 ? 'ingen træk oplyst' : speech.list(features)}, med ${engine} ${engineVersion}. Det er profilering, og ingen afgørelse træffes alene automatisk.`,
  'analysis-objected': ({ channel, occurredAt }, speech) =>
    `Kunden gjorde indsigelse mod stemmeanalysen ${channelIn(speech, channel)}, modtaget den ${speech.moment(occurredAt)}. Analysen skal standses og dens resultater slettes.`,
  'erasure-requested': ({ channel, scope, occurredAt }, speech) =>
    `Kunden bad ${channelIn(speech, channel)} om sletning af ${{ all: 'alt', recording: 'optagelsen', analysis: 'stemmeanalysen' }[scope]}, modtaget den ${speech.moment(occurredAt)}. Det regnes også som tilbagetrækning af samtykke (udledt).`,
  'hold-placed': ({ holdId, claimReference, approvedBy, reviewOn, suspends }, speech) =>
    `Bevaringspålæg ${holdId} blev besluttet for krav ${quoted(speech, claimReference)}, godkendt af ${quoted(speech, approvedBy)}, til gennemgang den ${speech.date(reviewOn)}. Det udsætter ${suspends === 'all' ? 'al sletning' : 'kun periodens udløb'}.`,
  'hold-reviewed': ({ holdId, approvedBy, reviewOn }, speech) =>
    `Bevaringspålæg ${holdId} blev gennemgået og fortsat, godkendt af ${quoted(speech, approvedBy)}; næste gennemgang er den ${speech.date(reviewOn)}.`,
  'hold-released': ({ holdId, approvals }) =>
    `Bevaringspålæg ${holdId} blev ophævet, godkendt af ${approvals === 1 ? '1 person' : `${approvals} personer`}. De oprindelige frister gælder igen.`,
  'erasure-instructed': ({ target, targetId, processor }) =>
    `Databehandleren ${processor} fik besked om at slette ${targets[target]} ${targetId}. Besked er ikke sletning.`,
  'recording-erased': (event, speech) => confirmed(speech, 'optagelse', event.recordingId, event),
  'analysis-erased': (event, speech) => confirmed(speech, 'analyse', event.analysisId, event),
  'analysis-anonymised': ({ analysisId, technique }) =>
    `Analyse ${analysisId} blev anonymiseret (${technique}). Resultatet er herefter ikke personoplysninger.`,
  'retention-failed': ({ target, targetId, action, reason, permanent }, speech) =>
    `${action === 'erase' ? 'Sletningen' : 'Anonymiseringen'} af ${targets[target]} ${targetId} mislykkedes${permanent ? ' endeligt' : ''}. Årsag: ${quoted(speech, reason)}. Pligten består.`,
  'access-requested': ({ requestId, channel, occurredAt }, speech) =>
    `Kunden bad ${channelIn(speech, channel)} om indsigt (anmodning ${requestId}), modtaget den ${speech.moment(occurredAt)}.`,
  'access-extended': ({ requestId, reason }, speech) =>
    `Fristen for at svare på anmodning ${requestId} blev forlænget. Årsag: ${quoted(speech, reason)}.`,
  'access-answered': ({ requestId, copyHandedOver, refusedBecause }, speech) =>
    `Anmodning ${requestId} blev besvaret; en kopi blev ${copyHandedOver ? 'udleveret' : 'ikke udleveret'}.${refusedBecause === undefined ? '' : ` Årsag til afslag: ${quoted(speech, refusedBecause)}.`}`,
  'proof-redacted': ({ keyDestroyed, residue = [] }) =>
    `Beviset for samtykket blev fjernet${keyDestroyed ? ', og nøglen blev destrueret' : ''}. Tilbage ${residue.length === 0 ? 'står tider og tilfældige id’er' : `står ${residue.length === 1 ? '1 oplysning' : `${residue.length} oplysninger`} om, hvad der blev gjort, hvornår og efter hvilken artikel`}.`
}

/** What is due or was done, as a noun. */
export const danishActions = {
  erase: 'sletning',
  anonymise: 'anonymisering',
  answer: 'svar',
  review: 'gennemgang',
  redact: 'fjernelse af beviset'
} as const

/** What something is called, with its id. */
export const danishTarget = (target: string | undefined, id: string | undefined): string =>
  `${{ recording: 'optagelse', analysis: 'analyse', 'access-request': 'anmodning', hold: 'bevaringspålæg', proof: 'beviset for samtale' }[target ?? ''] ?? ''} ${id ?? ''}`.trim()

export const danishTargetFirst = (target: string | undefined, id: string | undefined): string =>
  capitalised(danishTarget(target, id))
