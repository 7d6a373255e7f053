/**
 * The English sentences for events.
 */
import { channelIn, type EventCatalogue, quoted, recordingNear } from './entryCatalogue.ts'
import { customerTypeName, featureName, languageName, lineName } from '../../render/text/names.ts'
import type { Phrases } from '../../render/text/phrases.ts'

const methods = {
  keypress: 'keypress',
  spoken: 'spoken words',
  written: 'in writing',
  web: 'on the web',
  app: 'in an app'
} as const
const subjects = { customer: "customer's", agent: "agent's" } as const

const beforeStart = (phrases: Phrases, at: Parameters<typeof recordingNear>[1]): string => {
  const near = recordingNear(phrases.call, at)
  if (near === undefined) return ''
  const seconds = Math.floor(Math.abs(near.untilStart) / 1000)
  return near.untilStart >= 0
    ? ` That was ${phrases.duration(seconds)} before the recording began.`
    : ` That was ${phrases.duration(seconds)} after the recording had begun.`
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
  `${processor === undefined ? 'The processor' : `The processor ${processor}`} confirmed the erasure of ${thing} ${id} on ${phrases.moment(occurredAt)} (confirmation ${quoted(phrases, confirmation)}).`

/** The English sentence for each type of event. */
export const englishEvents: EventCatalogue = {
  'consent-given': (
    { method, digit, purposes, noticeVersion, language, recordingId, offsetMs, occurredAt },
    phrases
  ) =>
    `The customer consented (${methods[method]}${digit === undefined ? '' : ` ${quoted(phrases, digit)}`}) to ${phrases.purposes(purposes)}, on notice ${noticeVersion} in ${phrases.translate(languageName(language))}.${
      recordingId === undefined
        ? ''
        : ` The words stand in recording ${recordingId}${offsetMs === undefined ? '' : `, ${phrases.duration(Math.floor(offsetMs / 1000))} in`}.`
    }${beforeStart(phrases, occurredAt)}`,
  'consent-refused': ({ method, purposes }, phrases) =>
    `The customer refused (${methods[method]}) ${purposes === undefined ? 'recording and all purposes' : phrases.purposes(purposes)}. No recording may follow for what was refused.`,
  'consent-withdrawn': ({ channel, purposes, occurredAt }, phrases) =>
    `The customer withdrew consent${purposes === undefined ? '' : ` to ${phrases.purposes(purposes)}`} ${channelIn(phrases, channel)}, received on ${phrases.moment(occurredAt)}. Earlier processing stays lawful.`,
  'recording-stored': (
    { recordingId, startedAt, endedAt, direction, line, customerType, processor, region, sha256 },
    phrases
  ) =>
    `Recording ${recordingId} was stored: ${direction} call, ${phrases.translate(lineName(line))}, customer type ${phrases.translate(customerTypeName(customerType))}, from ${phrases.moment(startedAt)}${endedAt === undefined ? ', end not known' : ` to ${phrases.moment(endedAt)}`}, at the processor ${processor} in ${region}${sha256 === undefined ? '' : `, sha256 ${sha256}`}.`,
  'recording-used': ({ recordingId, purpose, usedBy, holdId }, phrases) =>
    `Recording ${recordingId} was used for ${phrases.purposes([purpose])} by ${quoted(phrases, usedBy)}${holdId === undefined ? '' : `, under hold ${holdId}`}.`,
  'recording-disclosed': ({ recordingId, recipient, reason, holdId, requestId }, phrases) =>
    `Recording ${recordingId} was disclosed to ${quoted(phrases, recipient)}. Reason: ${quoted(phrases, reason)}${holdId === undefined ? '' : `, under hold ${holdId}`}${requestId === undefined ? '' : `, for request ${requestId}`}.`,
  'analysis-produced': ({ analysisId, features, engine, engineVersion, subjects: whose }, phrases) =>
    `Analysis ${analysisId} of the ${phrases.list(whose.map(each => subjects[each]))} voice was made: ${features.length === 0 ? 'no features named' : phrases.list(features.map(each => phrases.translate(featureName(each))))}, with ${engine} ${engineVersion}. It is profiling, and no decision is made by automated means alone.`,
  'analysis-objected': ({ channel, occurredAt }, phrases) =>
    `The customer objected to the voice analysis ${channelIn(phrases, channel)}, received on ${phrases.moment(occurredAt)}. The analysis is to be stopped and its results erased.`,
  'processing-objected': ({ channel, purposes, occurredAt }, phrases) =>
    `The customer objected to ${purposes === undefined ? 'all processing that rests on art. 6(1)(e) or (f)' : `processing for ${phrases.purposes(purposes)}`} ${channelIn(phrases, channel)}, received on ${phrases.moment(occurredAt)}.`,
  'erasure-requested': ({ channel, scope, occurredAt }, phrases) =>
    `The customer asked ${channelIn(phrases, channel)} for erasure of ${{ all: 'everything', recording: 'the recording', analysis: 'the voice analysis' }[scope]}, received on ${phrases.moment(occurredAt)}. It counts as withdrawal of consent as well (inferred).`,
  'hold-placed': ({ holdId, claimReference, approvedBy, reviewOn, suspends }, phrases) =>
    `Hold ${holdId} was placed for claim ${quoted(phrases, claimReference)}, approved by ${quoted(phrases, approvedBy)}, to be reviewed on ${phrases.date(reviewOn)}. It suspends ${suspends === 'all' ? 'all erasure' : 'the end of the period only'}.`,
  'hold-reviewed': ({ holdId, approvedBy, reviewOn }, phrases) =>
    `Hold ${holdId} was reviewed and continued, approved by ${quoted(phrases, approvedBy)}; the next review is on ${phrases.date(reviewOn)}.`,
  'hold-released': ({ holdId, approvals }) =>
    `Hold ${holdId} was released, approved by ${approvals === 1 ? '1 person' : `${approvals} persons`}. The original dates return.`,
  'erasure-instructed': ({ target, targetId, processor }) =>
    `The processor ${processor} was instructed to erase ${target} ${targetId}. An instruction is not an erasure.`,
  'recording-erased': (event, phrases) => confirmed(phrases, 'recording', event.recordingId, event),
  'analysis-erased': (event, phrases) => confirmed(phrases, 'analysis', event.analysisId, event),
  'analysis-anonymised': ({ analysisId, technique }) =>
    `Analysis ${analysisId} was anonymised (${technique}). From here the result is not personal data.`,
  'retention-failed': ({ target, targetId, action, reason, permanent }, phrases) =>
    `${action === 'erase' ? 'Erasure' : 'Anonymisation'} of ${target} ${targetId} failed${permanent ? ' for good' : ''}. Reason: ${quoted(phrases, reason)}. The duty stands.`,
  'access-requested': ({ requestId, channel, occurredAt }, phrases) =>
    `The customer asked ${channelIn(phrases, channel)} for access (request ${requestId}), received on ${phrases.moment(occurredAt)}.`,
  'access-extended': ({ requestId, reason }, phrases) =>
    `The time for answering request ${requestId} was extended. Reason: ${quoted(phrases, reason)}.`,
  'access-answered': ({ requestId, copyHandedOver, refusedBecause }, phrases) =>
    `Request ${requestId} was answered; a copy was ${copyHandedOver ? 'handed over' : 'not handed over'}.${refusedBecause === undefined ? '' : ` Reason for refusal: ${quoted(phrases, refusedBecause)}.`}`,
  'proof-redacted': ({ keyDestroyed, residue = [] }) =>
    `The proof of consent was redacted${keyDestroyed ? ', and the key destroyed' : ''}. What stays: ${residue.length === 0 ? 'times and random ids' : `${residue.length === 1 ? '1 statement' : `${residue.length} statements`} of what was done, when and under which article`}.`
}
