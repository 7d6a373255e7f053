/**
 * From what the customer did to an attachment that states a lawful basis.
 *
 * @see draft-howe-vcon-lawful-basis-02, "Lawful Basis Attachment Structure"
 */
import {
  declaredPurposes,
  type Event,
  type EventOf,
  type LegalBasis,
  type Rules,
  versionAt
} from '@samtykke/core'
import { extensionName, lawfulBasisName, without } from './extension.ts'
import type { JsonObject } from './json.ts'
import { clockTime } from './lawfulBasis.ts'

const actTypes = [
  'consent-given',
  'consent-refused',
  'consent-withdrawn',
  'analysis-objected',
  'processing-objected',
  'erasure-requested'
] as const

/** What the customer did that decides for what may be kept and used. */
export type Act = EventOf<(typeof actTypes)[number]>

export const isAct = (event: Event): event is Act => (actTypes as ReadonlyArray<string>).includes(event.type)

/** The bases that an act which names no purpose takes. */
const takes: Readonly<Record<Act['type'], ReadonlyArray<LegalBasis>>> = {
  'consent-given': [],
  'consent-refused': ['6(1)(a)'],
  'consent-withdrawn': ['6(1)(a)'],
  'analysis-objected': ['6(1)(a)', '6(1)(e)', '6(1)(f)'],
  'processing-objected': ['6(1)(e)', '6(1)(f)'],
  'erasure-requested': ['6(1)(a)', '6(1)(e)', '6(1)(f)']
}

const namedIn = (act: Act): ReadonlyArray<string> | undefined =>
  'purposes' in act ? act.purposes : undefined

/** What an act is about: the purposes that it names, or those of the policy that it takes. */
export const purposesOf = (rules: Rules, act: Act): ReadonlyArray<string> => {
  const named = namedIn(act)
  if (named !== undefined) return named
  const isOf = (of: string): boolean =>
    act.type === 'analysis-objected'
      ? of === 'analysis'
      : act.type !== 'erasure-requested' || act.scope === 'all' || act.scope === of
  return declaredPurposes(versionAt(rules, act.occurredAt))
    .filter(({ of, basis }) => isOf(of) && takes[act.type].includes(basis))
    .map(({ purpose }) => purpose)
}

const proofType = { spoken: 'verbal_confirmation', written: 'signed_document' } as const

/** How it is proved: of words, in which dialog they are, and where. */
const proofOf = (act: Act, placeOf: (recordingId: string) => number): ReadonlyArray<JsonObject> => {
  if (!('method' in act)) return []
  const { method } = act
  const recordingId = act.type === 'consent-given' ? act.recordingId : undefined
  const offsetMs = act.type === 'consent-given' ? act.offsetMs : undefined
  const place = recordingId === undefined ? -1 : placeOf(recordingId)
  return [
    {
      proof_type: method === 'spoken' || method === 'written' ? proofType[method] : 'external_system',
      timestamp: act.occurredAt,
      proof_data: {
        ...(place >= 0 && { dialog_reference: place }),
        ...(offsetMs !== undefined && { time_offset: clockTime(offsetMs) }),
        method
      }
    }
  ]
}

/** An attachment that says what an act granted or denied; for those who know no extension, in the words of the draft. */
export const actAttachment = (
  rules: Rules,
  act: Act,
  placeOf: (recordingId: string) => number
): JsonObject => {
  const named = namedIn(act)
  const purposes = purposesOf(rules, act)
  const recordingId = act.type === 'consent-given' ? act.recordingId : undefined
  const place = recordingId === undefined ? -1 : placeOf(recordingId)
  const objects = act.type === 'processing-objected'
  return {
    purpose: lawfulBasisName,
    start: act.occurredAt,
    party: 0,
    dialog: Math.max(0, place),
    mediatype: 'application/json',
    encoding: 'json',
    body: {
      lawful_basis: objects ? 'legitimate_interests' : 'consent',
      expiration: null,
      purpose_grants: purposes.map(purpose => ({
        purpose,
        granted: act.type === 'consent-given',
        granted_at: act.occurredAt
      })),
      proof_mechanisms: proofOf(act, placeOf)
    },
    [extensionName]: {
      type: act.type,
      ...(named === undefined && { all: true }),
      ...without(act, ['type', 'callId', 'occurredAt', 'purposes'])
    }
  }
}
