/**
 * The Danish sentences for events.
 */
import { channelIn, type EventCatalogue, quoted, recordingNear } from './entryCatalogue.ts'
import { customerTypeName, languageName, lineName } from '../../render/text/names.ts'
import type { Phrases } from '../../render/text/phrases.ts'

const methods = {
  keypress: 'tastetryk',
  spoken: 'mundtligt',
  written: 'skriftligt',
  web: 'på nettet',
  app: 'i en app'
} as const
const directions = { inbound: 'indgående', outbound: 'udgående' } as const
const targets = { recording: 'optagelse', analysis: 'analyse' } as const
const subjects = { customer: 'kundens', agent: 'medarbejderens' } as const

const beforeStart = (phrases: Phrases, at: Parameters<typeof recordingNear>[1]): string => {
  const near = recordingNear(phrases.call, at)
  if (near === undefined) return ''
  const seconds = Math.floor(Math.abs(near.untilStart) / 1000)
  return near.untilStart >= 0
    ? ` Det var ${phrases.duration(seconds)} før optagelsens start.`
    : ` Det var ${phrases.duration(seconds)} efter optagelsens start.`
}

const confirmed = (
  phrases: Phrases,
  thing: string,
  id: string,
  {
    confirmation,
    processor,
    occurredAt
  }: { confirmation: string; processor?: string; occurredAt: Parameters<Phrases['moment']>[0] }
): string =>
  `${processor === undefined ? 'Databehandleren' : `Databehandleren ${processor}`} bekræftede sletningen af ${thing} ${id} den ${phrases.moment(occurredAt)} (bekræftelse ${quoted(phrases, confirmation)}).`

/** The Danish sentence for each type of event. */
export const danishEvents: EventCatalogue = {
  'consent-given': (
    { method, digit, purposes, noticeVersion, language, recordingId, offsetMs, occurredAt },
    phrases
  ) =>
    `Kunden gav samtykke (${methods[method]}${digit === undefined ? '' : ` på ${quoted(phrases, digit)}`}) til ${phrases.purposes(purposes)} efter oplysningsteksten ${noticeVersion} på ${phrases.translate(languageName(language))}.${
      recordingId === undefined
        ? ''
        : ` Ordene står i optagelse ${recordingId}${offsetMs === undefined ? '' : `, ${Math.floor(offsetMs / 1000)} sekunder inde`}.`
    }${beforeStart(phrases, occurredAt)}`,
  'consent-refused': ({ method, purposes }, phrases) =>
    `Kunden afslog (${methods[method]}) ${purposes === undefined ? 'optagelse og alle formål' : phrases.purposes(purposes)}. Der må ikke optages til det, der er afslået.`,
  'consent-withdrawn': ({ channel, purposes, occurredAt }, phrases) =>
    `Kunden trak sit samtykke${purposes === undefined ? '' : ` til ${phrases.purposes(purposes)}`} tilbage ${channelIn(phrases, channel)}, modtaget den ${phrases.moment(occurredAt)}. Behandling før det er fortsat lovlig.`,
  'recording-stored': (
    { recordingId, startedAt, endedAt, direction, line, customerType, processor, region, sha256 },
    phrases
  ) =>
    `Optagelse ${recordingId} blev gemt: ${directions[direction]} samtale, ${phrases.translate(lineName(line))}, kundetype ${phrases.translate(customerTypeName(customerType))}, fra den ${phrases.moment(startedAt)}${endedAt === undefined ? ', sluttidspunkt ikke oplyst' : ` til den ${phrases.moment(endedAt)}`}, hos databehandleren ${processor} i ${region}${sha256 === undefined ? '' : `, sha256 ${sha256}`}.`,
  'recording-used': ({ recordingId, purpose, usedBy, holdId }, phrases) =>
    `Optagelse ${recordingId} blev brugt til ${phrases.purposes([purpose])} af ${quoted(phrases, usedBy)}${holdId === undefined ? '' : `, under bevaringspålæg ${holdId}`}.`,
  'recording-disclosed': ({ recordingId, recipient, reason, holdId, requestId }, phrases) =>
    `Optagelse ${recordingId} blev videregivet til ${quoted(phrases, recipient)}. Årsag: ${quoted(phrases, reason)}${holdId === undefined ? '' : `, under bevaringspålæg ${holdId}`}${requestId === undefined ? '' : `, til anmodning ${requestId}`}.`,
  'analysis-produced': ({ analysisId, features, engine, engineVersion, subjects: whose }, phrases) =>
    `Analyse ${analysisId} af ${phrases.list(whose.map(each => subjects[each]))} stemme blev lavet: ${features.length === 0 ? 'ingen træk oplyst' : phrases.list(features)}, med ${engine} ${engineVersion}. Det er profilering, og ingen afgørelse træffes alene automatisk.`,
  'analysis-objected': ({ channel, occurredAt }, phrases) =>
    `Kunden gjorde indsigelse mod stemmeanalysen ${channelIn(phrases, channel)}, modtaget den ${phrases.moment(occurredAt)}. Analysen skal standses og dens resultater slettes.`,
  'processing-objected': ({ channel, purposes, occurredAt }, phrases) =>
    `Kunden gjorde indsigelse mod ${purposes === undefined ? 'al behandling på grundlag af artikel 6, stk. 1, litra e eller f,' : `behandling til ${phrases.purposes(purposes)}`} ${channelIn(phrases, channel)}, modtaget den ${phrases.moment(occurredAt)}.`,
  'erasure-requested': ({ channel, scope, occurredAt }, phrases) =>
    `Kunden bad ${channelIn(phrases, channel)} om sletning af ${{ all: 'alt', recording: 'optagelsen', analysis: 'stemmeanalysen' }[scope]}, modtaget den ${phrases.moment(occurredAt)}. Det regnes også som tilbagetrækning af samtykke (udledt).`,
  'hold-placed': ({ holdId, claimReference, approvedBy, reviewOn, suspends }, phrases) =>
    `Bevaringspålæg ${holdId} blev besluttet for krav ${quoted(phrases, claimReference)}, godkendt af ${quoted(phrases, approvedBy)}, til gennemgang den ${phrases.date(reviewOn)}. Det udsætter ${suspends === 'all' ? 'al sletning' : 'kun periodens udløb'}.`,
  'hold-reviewed': ({ holdId, approvedBy, reviewOn }, phrases) =>
    `Bevaringspålæg ${holdId} blev gennemgået og fortsat, godkendt af ${quoted(phrases, approvedBy)}; næste gennemgang er den ${phrases.date(reviewOn)}.`,
  'hold-released': ({ holdId, approvals }) =>
    `Bevaringspålæg ${holdId} blev ophævet, godkendt af ${approvals === 1 ? '1 person' : `${approvals} personer`}. De oprindelige frister gælder igen.`,
  'erasure-instructed': ({ target, targetId, processor }) =>
    `Databehandleren ${processor} fik besked om at slette ${targets[target]} ${targetId}. Besked er ikke sletning.`,
  'recording-erased': (event, phrases) => confirmed(phrases, 'optagelse', event.recordingId, event),
  'analysis-erased': (event, phrases) => confirmed(phrases, 'analyse', event.analysisId, event),
  'analysis-anonymised': ({ analysisId, technique }) =>
    `Analyse ${analysisId} blev anonymiseret (${technique}). Resultatet er herefter ikke personoplysninger.`,
  'retention-failed': ({ target, targetId, action, reason, permanent }, phrases) =>
    `${action === 'erase' ? 'Sletningen' : 'Anonymiseringen'} af ${targets[target]} ${targetId} mislykkedes${permanent ? ' endeligt' : ''}. Årsag: ${quoted(phrases, reason)}. Pligten består.`,
  'access-requested': ({ requestId, channel, occurredAt }, phrases) =>
    `Kunden bad ${channelIn(phrases, channel)} om indsigt (anmodning ${requestId}), modtaget den ${phrases.moment(occurredAt)}.`,
  'access-extended': ({ requestId, reason }, phrases) =>
    `Fristen for at svare på anmodning ${requestId} blev forlænget. Årsag: ${quoted(phrases, reason)}.`,
  'access-answered': ({ requestId, copyHandedOver, refusedBecause }, phrases) =>
    `Anmodning ${requestId} blev besvaret; en kopi blev ${copyHandedOver ? 'udleveret' : 'ikke udleveret'}.${refusedBecause === undefined ? '' : ` Årsag til afslag: ${quoted(phrases, refusedBecause)}.`}`,
  'proof-redacted': ({ keyDestroyed, residue = [] }) =>
    `Beviset for samtykket blev fjernet${keyDestroyed ? ', og nøglen blev destrueret' : ''}. Tilbage ${residue.length === 0 ? 'står tider og tilfældige id’er' : `står ${residue.length === 1 ? '1 oplysning' : `${residue.length} oplysninger`} om, hvad der blev gjort, hvornår og efter hvilken artikel`}.`
}
