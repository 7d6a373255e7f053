/**
 * What events say in English.
 */
import { channelIn, type EventCatalogue, quoted, recordingNear } from './entryCatalogue.ts'
import { customerTypeName, languageName, purposeName } from './names.ts'
import type { Speech } from './speech.ts'
import { capitalised } from './words.ts'

const methods = { keypress: 'keypress', spoken: 'spoken words' } as const
const lines = { 'customer-service': 'customer service', sales: 'sales', other: 'another line' } as const
const subjects = { customer: "customer's", agent: "agent's" } as const

const beforeStart = (speech: Speech, at: Parameters<typeof recordingNear>[1]): string => {
  const near = recordingNear(speech.call, at)
  if (near === undefined) return ''
  const seconds = Math.floor(Math.abs(near.untilStart) / 1000)
  return near.untilStart >= 0
    ? ` That was ${speech.duration(seconds)} before the recording began.`
    : ` That was ${speech.duration(seconds)} after the recording had begun.`
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
  `${processor === undefined ? 'The processor' : `The processor ${processor}`} confirmed the erasure of ${thing} ${id} on ${speech.moment(occurredAt)} (confirmation ${quoted(speech, confirmation)}).`

/** What each type of event says in English. */
export const englishEvents: EventCatalogue = {
  'consent-given': (
    { method, digit, purposes, noticeVersion, language, recordingId, offsetMs, occurredAt },
    speech
  ) =>
    `The customer consented (${methods[method]}${digit === undefined ? '' : ` ${quoted(speech, digit)}`}) to ${speech.purposes(purposes)}, on notice ${noticeVersion} in ${speech.say(languageName(language))}.${
      recordingId === undefined
        ? ''
        : ` The words stand in recording ${recordingId}${offsetMs === undefined ? '' : `, ${Math.floor(offsetMs / 1000)} seconds in`}.`
    }${beforeStart(speech, occurredAt)}`,
  'consent-refused': ({ method, purposes }, speech) =>
    `The customer refused (${methods[method]}) ${purposes === undefined ? 'recording and all purposes' : speech.purposes(purposes)}. No recording may follow for what was refused.`,
  'consent-withdrawn': ({ channel, purposes, occurredAt }, speech) =>
    `The customer withdrew consent${purposes === undefined ? '' : ` to ${speech.purposes(purposes)}`} ${channelIn(speech, channel)}, received on ${speech.moment(occurredAt)}. Earlier processing stays lawful.`,
  'recording-stored': (
    { recordingId, startedAt, endedAt, direction, line, customerType, processor, region, sha256 },
    speech
  ) =>
    `Recording ${recordingId} was stored: ${direction} call, ${lines[line]}, customer type ${speech.say(customerTypeName(customerType))}, from ${speech.moment(startedAt)}${endedAt === undefined ? ', end not known' : ` to ${speech.moment(endedAt)}`}, at the processor ${processor} in ${region}${sha256 === undefined ? '' : `, sha256 ${sha256}`}.`,
  'recording-used': ({ recordingId, purpose, usedBy, holdId }, speech) =>
    `Recording ${recordingId} was used for ${speech.say(purposeName(purpose))} by ${quoted(speech, usedBy)}${holdId === undefined ? '' : `, under hold ${holdId}`}.`,
  'recording-disclosed': ({ recordingId, recipient, reason, holdId, requestId }, speech) =>
    `Recording ${recordingId} was disclosed to ${quoted(speech, recipient)}. Reason: ${quoted(speech, reason)}${holdId === undefined ? '' : `, under hold ${holdId}`}${requestId === undefined ? '' : `, for request ${requestId}`}.`,
  'analysis-produced': ({ analysisId, features, engine, engineVersion, subjects: whose }, speech) =>
    `Analysis ${analysisId} of the ${speech.list(whose.map(each => subjects[each]))} voice was made: ${features.length === 0 ? 'no features named' : speech.list(features)}, with ${engine} ${engineVersion}. It is profiling, and no decision is made by automated means alone.`,
  'analysis-objected': ({ channel, occurredAt }, speech) =>
    `The customer objected to the voice analysis ${channelIn(speech, channel)}, received on ${speech.moment(occurredAt)}. The analysis is to be stopped and its results erased.`,
  'erasure-requested': ({ channel, scope, occurredAt }, speech) =>
    `The customer asked ${channelIn(speech, channel)} for erasure of ${{ all: 'everything', recording: 'the recording', analysis: 'the voice analysis' }[scope]}, received on ${speech.moment(occurredAt)}. It counts as withdrawal of consent as well (inferred).`,
  'hold-placed': ({ holdId, claimReference, approvedBy, reviewOn, suspends }, speech) =>
    `Hold ${holdId} was placed for claim ${quoted(speech, claimReference)}, approved by ${quoted(speech, approvedBy)}, to be reviewed on ${speech.date(reviewOn)}. It suspends ${suspends === 'all' ? 'all erasure' : 'the end of the period only'}.`,
  'hold-reviewed': ({ holdId, approvedBy, reviewOn }, speech) =>
    `Hold ${holdId} was reviewed and continued, approved by ${quoted(speech, approvedBy)}; the next review is on ${speech.date(reviewOn)}.`,
  'hold-released': ({ holdId, approvals }) =>
    `Hold ${holdId} was released, approved by ${approvals === 1 ? '1 person' : `${approvals} persons`}. The original dates return.`,
  'erasure-instructed': ({ target, targetId, processor }) =>
    `The processor ${processor} was instructed to erase ${target} ${targetId}. An instruction is not an erasure.`,
  'recording-erased': (event, speech) => confirmed(speech, 'recording', event.recordingId, event),
  'analysis-erased': (event, speech) => confirmed(speech, 'analysis', event.analysisId, event),
  'analysis-anonymised': ({ analysisId, technique }) =>
    `Analysis ${analysisId} was anonymised (${technique}). From here the result is not personal data.`,
  'retention-failed': ({ target, targetId, action, reason, permanent }, speech) =>
    `${action === 'erase' ? 'Erasure' : 'Anonymisation'} of ${target} ${targetId} failed${permanent ? ' for good' : ''}. Reason: ${quoted(speech, reason)}. The duty stands.`,
  'access-requested': ({ requestId, channel, occurredAt }, speech) =>
    `The customer asked ${channelIn(speech, channel)} for access (request ${requestId}), received on ${speech.moment(occurredAt)}.`,
  'access-extended': ({ requestId, reason }, speech) =>
    `The time for answering request ${requestId} was extended. Reason: ${quoted(speech, reason)}.`,
  'access-answered': ({ requestId, copyHandedOver, refusedBecause }, speech) =>
    `Request ${requestId} was answered; a copy was ${copyHandedOver ? 'handed over' : 'not handed over'}.${refusedBecause === undefined ? '' : ` Reason for refusal: ${quoted(speech, refusedBecause)}.`}`,
  'proof-redacted': ({ keyDestroyed, residue = [] }) =>
    `The proof of consent was redacted${keyDestroyed ? ', and the key destroyed' : ''}. What stays: ${residue.length === 0 ? 'times and random ids' : `${residue.length === 1 ? '1 statement' : `${residue.length} statements`} of what was done, when and under which article`}.`
}

/** What is due or was done, as a noun. */
export const englishActions = {
  erase: 'erasure',
  anonymise: 'anonymisation',
  answer: 'the answer',
  review: 'the review',
  redact: 'redaction of the proof'
} as const

/** What something is called, with its id. */
export const englishTarget = (target: string | undefined, id: string | undefined): string =>
  `${{ recording: 'recording', analysis: 'analysis', 'access-request': 'request', hold: 'hold', proof: 'the proof of call' }[target ?? ''] ?? ''} ${id ?? ''}`.trim()

export const englishTargetFirst = (target: string | undefined, id: string | undefined): string =>
  capitalised(englishTarget(target, id))
