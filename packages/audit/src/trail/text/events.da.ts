/**
 * The Danish sentences for events.
 */
import { channelIn, type EventCatalogue, quoted, recordingNear } from './entryCatalogue.ts'
import { customerTypeName, featureName, languageName, lineName } from '../../render/text/names.ts'
import type { Phrases } from '../../render/text/phrases.ts'

const methods = {
  keypress: 'ved tastetryk',
  spoken: 'mundtligt',
  written: 'skriftligt',
  web: 'via internettet',
  app: 'i en app'
} as const
const directions = { inbound: 'indgående', outbound: 'udgående' } as const
const targets = { recording: 'optagelse', analysis: 'stemmeanalyse' } as const
const subjects = { customer: 'kundens', agent: 'medarbejderens' } as const

const beforeStart = (phrases: Phrases, at: Parameters<typeof recordingNear>[1]): string => {
  const near = recordingNear(phrases.call, at)
  if (near === undefined) return ''
  const seconds = Math.floor(Math.abs(near.untilStart) / 1000)
  return near.untilStart >= 0
    ? ` Det var ${phrases.duration(seconds)} før optagelsens begyndelse.`
    : ` Det var ${phrases.duration(seconds)} efter optagelsens begyndelse.`
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
        : ` Ordene kan høres i optagelse ${recordingId}${offsetMs === undefined ? '' : `, ${phrases.duration(Math.floor(offsetMs / 1000))} efter dens begyndelse`}.`
    }${beforeStart(phrases, occurredAt)}`,
  'consent-refused': ({ method, purposes }, phrases) =>
    `Kunden afslog at give samtykke (${methods[method]}) til ${purposes === undefined ? 'optagelse og alle formål' : phrases.purposes(purposes)}. Der må ikke optages til formål, som kunden har afslået.`,
  'consent-withdrawn': ({ channel, purposes, occurredAt }, phrases) =>
    `Kunden trak sit samtykke${purposes === undefined ? '' : ` til ${phrases.purposes(purposes)}`} tilbage ${channelIn(phrases, channel)}, modtaget den ${phrases.moment(occurredAt)}. Tilbagetrækningen berører ikke lovligheden af den behandling, der er sket inden.`,
  'recording-stored': (
    { recordingId, startedAt, endedAt, direction, line, customerType, processor, region, sha256 },
    phrases
  ) =>
    `Optagelse ${recordingId} blev gemt: ${directions[direction]} samtale, ${phrases.translate(lineName(line))}, kundetype ${phrases.translate(customerTypeName(customerType))}, fra den ${phrases.moment(startedAt)}${endedAt === undefined ? ', sluttidspunkt ikke oplyst' : ` til den ${phrases.moment(endedAt)}`}, hos databehandleren ${processor} i ${region}${sha256 === undefined ? '' : `, sha256 ${sha256}`}.`,
  'recording-used': ({ recordingId, purpose, usedBy, holdId }, phrases) =>
    `Optagelse ${recordingId} blev anvendt af ${quoted(phrases, usedBy)} til ${phrases.purposes([purpose])}${holdId === undefined ? '' : `, under sletningsstop ${holdId}`}.`,
  'recording-disclosed': ({ recordingId, recipient, reason, holdId, requestId }, phrases) =>
    `Optagelse ${recordingId} blev videregivet til ${quoted(phrases, recipient)}. Årsag: ${quoted(phrases, reason)}${holdId === undefined ? '' : `, under sletningsstop ${holdId}`}${requestId === undefined ? '' : `, som svar på anmodning ${requestId}`}.`,
  'analysis-produced': ({ analysisId, features, engine, engineVersion, subjects: whose }, phrases) =>
    `Stemmeanalyse ${analysisId} af ${phrases.list(whose.map(each => subjects[each]))} stemme blev foretaget med programmet ${engine} ${engineVersion}: ${features.length === 0 ? 'hvad der blev målt, er ikke oplyst' : phrases.list(features.map(each => phrases.translate(featureName(each))))}. Det er profilering, og der træffes ingen afgørelse, som alene er baseret på automatisk behandling.`,
  'analysis-objected': ({ channel, occurredAt }, phrases) =>
    `Kunden gjorde indsigelse mod stemmeanalysen ${channelIn(phrases, channel)}, modtaget den ${phrases.moment(occurredAt)}. Stemmeanalysen skal standses, og dens resultater skal slettes.`,
  'processing-objected': ({ channel, purposes, occurredAt }, phrases) =>
    `Kunden gjorde indsigelse mod ${purposes === undefined ? 'al behandling på grundlag af GDPR artikel 6, stk. 1, litra e eller f,' : `behandling til ${phrases.purposes(purposes)}`} ${channelIn(phrases, channel)}, modtaget den ${phrases.moment(occurredAt)}.`,
  'erasure-requested': ({ channel, scope, occurredAt }, phrases) =>
    `Kunden anmodede ${channelIn(phrases, channel)} om sletning af ${{ all: 'alle oplysninger', recording: 'optagelsen', analysis: 'stemmeanalysen' }[scope]}, modtaget den ${phrases.moment(occurredAt)}. Anmodningen anses tillige for en tilbagetrækning af samtykket (udledt).`,
  'hold-placed': ({ holdId, claimReference, approvedBy, reviewOn, suspends }, phrases) =>
    `Sletningsstop ${holdId} blev iværksat af hensyn til krav ${quoted(phrases, claimReference)}, godkendt af ${quoted(phrases, approvedBy)}; det skal gennemgås den ${phrases.date(reviewOn)}. Det udsætter ${suspends === 'all' ? 'al sletning' : 'kun sletning ved periodens udløb'}.`,
  'hold-reviewed': ({ holdId, approvedBy, reviewOn }, phrases) =>
    `Sletningsstop ${holdId} blev gennemgået og opretholdt, godkendt af ${quoted(phrases, approvedBy)}; næste gennemgang er den ${phrases.date(reviewOn)}.`,
  'hold-released': ({ holdId, approvals }) =>
    `Sletningsstop ${holdId} blev ophævet, godkendt af ${approvals === 1 ? '1 person' : `${approvals} personer`}. De oprindelige frister gælder igen.`,
  'erasure-instructed': ({ target, targetId, processor }) =>
    `Databehandleren ${processor} blev instrueret i at slette ${targets[target]} ${targetId}. En instruks er ikke en sletning.`,
  'recording-erased': (event, phrases) => confirmed(phrases, targets.recording, event.recordingId, event),
  'analysis-erased': (event, phrases) => confirmed(phrases, targets.analysis, event.analysisId, event),
  'analysis-anonymised': ({ analysisId, technique }) =>
    `Stemmeanalyse ${analysisId} blev anonymiseret (${technique}). Resultatet er herefter ikke en personoplysning.`,
  'retention-failed': ({ target, targetId, action, reason, permanent }, phrases) =>
    `${action === 'erase' ? 'Sletningen' : 'Anonymiseringen'} af ${targets[target]} ${targetId} mislykkedes${permanent ? ' endeligt' : ''}. Årsag: ${quoted(phrases, reason)}. Pligten består.`,
  'access-requested': ({ requestId, channel, occurredAt }, phrases) =>
    `Kunden anmodede ${channelIn(phrases, channel)} om indsigt (anmodning ${requestId}), modtaget den ${phrases.moment(occurredAt)}.`,
  'access-extended': ({ requestId, reason }, phrases) =>
    `Fristen for at besvare anmodning ${requestId} blev forlænget. Begrundelse: ${quoted(phrases, reason)}.`,
  'access-answered': ({ requestId, copyHandedOver, refusedBecause }, phrases) =>
    `Anmodning ${requestId} blev besvaret${copyHandedOver ? ', og en kopi blev udleveret' : ', uden at en kopi blev udleveret'}.${refusedBecause === undefined ? '' : ` Begrundelse for afslaget: ${quoted(phrases, refusedBecause)}.`}`,
  'proof-redacted': ({ keyDestroyed, residue = [] }) =>
    `Beviset for samtykket blev fjernet${keyDestroyed ? ', og nøglen blev destrueret' : ''}. Tilbage ${residue.length === 0 ? 'er tidspunkter og tilfældige id-numre' : `er ${residue.length === 1 ? '1 oplysning' : `${residue.length} oplysninger`} om, hvad der blev gjort, hvornår og efter hvilken artikel`}.`
}
