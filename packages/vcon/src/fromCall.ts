/**
 * From a call to a vCon, in the form of the newest draft.
 *
 * @see draft-ietf-vcon-vcon-core-04, "Unsigned Form of vCon Object"; draft-howe-vcon-lawful-basis-02
 */
import {
  type CallHistory,
  type CallState,
  callState,
  type Event,
  type EventOf,
  type EventType,
  eventTypes,
  millisecondsBetween,
  Uuid,
  type View
} from '@samtykke/core'
import { actAttachment, isAct } from './act.ts'
import { contentHash, plainMediaType } from './content.ts'
import { analysisIdAt } from './analysis.ts'
import { uuidOf } from './digest.ts'
import { recordingIdAt } from './dialog.ts'
import { extensionName, lawfulBasisName, without } from './extension.ts'
import type { JsonObject } from './json.ts'

/** A vCon of a call, and what of the call it does not say. */
export interface ExportedVcon {
  /** The unsigned form, as JSON. */
  readonly vcon: JsonObject
  /** Events that are not in it, by their type: who used a recording, holds, requests, what was erased. */
  readonly notCarried: Partial<Readonly<Record<EventType, number>>>
  /** Recordings and analyses that are gone, whose places are empty. */
  readonly emptied: number
  /** Events of a type that is not known, and records that cannot be read. */
  readonly unreadable: number
  /** Consents given again after a denial: who takes the most restrictive grant does not count them. */
  readonly givenAgain: number
}

const customer = 0
const company = 1

/** The vCon's own id: the call's, where it is a UUID. */
export const vconUuid = (callId: string): string => (Uuid.is(callId) ? callId : uuidOf(`samtykke/${callId}`))

const everywhere = ['type', 'callId']

/** A duration stands for the end only where it gives it back. */
const durationOf = ({ startedAt, endedAt }: EventOf<'recording-stored'>): number | undefined => {
  const milliseconds = endedAt === undefined ? -1 : millisecondsBetween(startedAt, endedAt)
  return milliseconds >= 0 && Math.round((milliseconds / 1000) * 1000) === milliseconds
    ? milliseconds / 1000
    : undefined
}

const dialogOf = (event: EventOf<'recording-stored'>): JsonObject => {
  const duration = durationOf(event)
  const { mediaType, sha256, direction } = event
  const isPlain = mediaType !== undefined && plainMediaType(mediaType) === mediaType
  const isWritten = isPlain && mediaType.startsWith('text/')
  const elsewhere = [
    ...['startedAt', 'direction'],
    ...(duration === undefined ? [] : ['endedAt']),
    ...(isPlain ? ['mediaType'] : []),
    ...(isWritten ? [] : ['sha256'])
  ]
  return {
    type: isWritten ? 'text' : 'recording',
    start: event.startedAt,
    ...(duration !== undefined && { duration }),
    parties: [customer, company],
    ...(direction === 'outbound' && { originator: company }),
    ...(isPlain && { mediatype: mediaType }),
    ...(sha256 !== undefined && !isWritten && { content_hash: contentHash(sha256) }),
    [extensionName]: without(event, [...everywhere, ...elsewhere])
  }
}

const analysisOf = (
  event: EventOf<'analysis-produced'>,
  placeOf: (recordingId: string) => number
): JsonObject => {
  const { features, engine, recordingId } = event
  const dialog = recordingId === undefined ? -1 : placeOf(recordingId)
  const [feature] = features
  const isOne = features.length === 1 && feature !== undefined
  return {
    type: isOne ? feature : 'report',
    ...(dialog >= 0 && { dialog }),
    vendor: engine,
    [extensionName]: without(event, [...everywhere, ...(isOne ? ['features'] : []), 'engine'])
  }
}

const ownPlace = /^(?:dialog|analysis)-(0|[1-9]\d{0,3})$/

/**
 * The places of what has these ids: where importing named them by their places they get these again, so that whoever points
 * at one still does.
 */
const placesOf = (ids: ReadonlyArray<string>, idAt: (place: number) => string): ReadonlyArray<number> => {
  const named = ids.map(id => Number(ownPlace.exec(id)?.[1] ?? NaN))
  const keep = named.every((place, index) => idAt(place) === ids[index])
  return keep && new Set(named).size === named.length ? named : ids.map((_, index) => index)
}

/** A list with something at each of the places, and nothing at those between. */
const placed = (
  objects: ReadonlyArray<JsonObject>,
  places: ReadonlyArray<number>
): ReadonlyArray<JsonObject> => {
  const length = places.reduce((most, place) => Math.max(most, place + 1), 0)
  const list: Array<JsonObject> = Array.from({ length }, () => ({}))
  objects.forEach((each, index) => {
    list[places[index] ?? 0] = each
  })
  return list
}

const ofType = <T extends EventType>(events: ReadonlyArray<Event>, type: T): ReadonlyArray<EventOf<T>> =>
  events.filter((event): event is EventOf<T> => event.type === type)

const goneIds = (
  kept: ReadonlyArray<{ readonly targetId: string; readonly done: boolean }>
): ReadonlySet<string> => new Set(kept.filter(({ done }) => done).map(({ targetId }) => targetId))

const carried: ReadonlyArray<EventType> = ['recording-stored', 'analysis-produced']

const countNotCarried = (events: ReadonlyArray<Event>): ExportedVcon['notCarried'] => {
  const counts: Partial<Record<EventType, number>> = {}
  for (const type of eventTypes) {
    const count = events.filter(each => each.type === type && !carried.includes(type) && !isAct(each)).length
    if (count > 0) counts[type] = count
  }
  return counts
}

const givenAgainIn = (events: ReadonlyArray<Event>): number => {
  const denied = events.find(event => isAct(event) && event.type !== 'consent-given')
  return denied === undefined
    ? 0
    : ofType(events, 'consent-given').filter(({ occurredAt }) => occurredAt > denied.occurredAt).length
}

interface Lists {
  readonly dialog: ReadonlyArray<JsonObject>
  readonly analysis: ReadonlyArray<JsonObject>
  readonly placeOf: (recordingId: string) => number
}

/** What is kept, in the lists of the vCon, which others point into. */
const listsOf = ({ facts, recordings, analyses }: CallState): Lists => {
  const stored = ofType(facts.events, 'recording-stored')
  const produced = ofType(facts.events, 'analysis-produced')
  const recordingIds = stored.map(({ recordingId }) => recordingId)
  const places = placesOf(recordingIds, recordingIdAt)
  const gone = goneIds(recordings)
  const goneAnalyses = goneIds(analyses)
  const placeOf = (recordingId: string): number =>
    places[recordingIds.findIndex(each => each === recordingId)] ?? -1
  return {
    dialog: placed(
      stored.map(each => (gone.has(each.recordingId) ? {} : dialogOf(each))),
      places
    ),
    analysis: placed(
      produced.map(each => (goneAnalyses.has(each.analysisId) ? {} : analysisOf(each, placeOf))),
      placesOf(
        produced.map(({ analysisId }) => analysisId),
        analysisIdAt
      )
    ),
    placeOf
  }
}

/**
 * The vCon of a call, version 0.4.0, unsigned: its recordings and analyses with their hashes and without their content, and
 * what the customer granted and denied as attachments of a lawful basis. Two parties stand in it, who are nobody by name. What
 * no draft has a member for stands under `samtykke`, so that importing it gives the same events. What is erased leaves an empty
 * place. Who used a recording, claims and requests are not for others to know: they are counted and left out.
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { callToVcon } from '@samtykke/vcon'
 *
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'recording-stored', callId: 'call-1', occurredAt: '2025-09-01T08:12:31Z',
 *     recordingId: 'r-1', startedAt: '2025-09-01T08:00:00Z', endedAt: '2025-09-01T08:12:30Z', direction: 'inbound',
 *     customerType: 'private', line: 'customer-service', processor: 'recorder', region: 'DK' }
 * ])
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-10-01T00:00:00.000Z') }
 * const [exported] = calls.map(callToVcon(view))
 * assert.deepStrictEqual(exported?.vcon['dialog'], [
 *   { type: 'recording', start: '2025-09-01T08:00:00.000Z', duration: 750, parties: [0, 1],
 *     samtykke: { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', occurredAt: '2025-09-01T08:12:31.000Z', recordingId: 'r-1',
 *       customerType: 'private', line: 'customer-service', processor: 'recorder', region: 'DK' } }
 * ])
 *
 * @see draft-ietf-vcon-vcon-core-04, section 4, and "redacted", for empty places; GDPR art. 5(1)(c)
 */
export const callToVcon =
  (view: View) =>
  (history: CallHistory): ExportedVcon => {
    const call = callState(view)(history)
    const { facts, callId } = call
    const { events, unknownEvents, faults } = facts
    const { dialog, analysis, placeOf } = listsOf(call)
    const attachments = events.filter(isAct).map(event => actAttachment(view.rules, event, placeOf))
    const uuid = vconUuid(callId)
    return {
      vcon: {
        vcon: '0.4.0',
        uuid,
        extensions: ['CC', lawfulBasisName, extensionName],
        created_at: events[0]?.occurredAt ?? view.asOf,
        updated_at: view.asOf,
        parties: [{ role: 'customer' }, { role: 'agent' }],
        dialog,
        analysis,
        attachments,
        [extensionName]: { callId }
      },
      notCarried: countNotCarried(events),
      emptied: [...goneIds(call.recordings), ...goneIds(call.analyses)].length,
      unreadable: unknownEvents.length + faults.length,
      givenAgain: givenAgainIn(events)
    }
  }
