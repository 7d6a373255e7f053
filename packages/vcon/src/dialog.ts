/**
 * Dialogs: what was kept of the conversation becomes recordings.
 *
 * @see draft-ietf-vcon-vcon-core-04, "Dialog Object"
 */
import {
  epochMilliseconds,
  type Event,
  type EventOf,
  type Identifier,
  type Instant,
  instantFromEpoch
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { dialogMembers, join, type Members, readObject, wrongMember } from './codec.ts'
import { contentFacts, hasContent, isReachable } from './content.ts'
import { isEmpty, isObject, type JsonObject } from './json.ts'
import { makeEvent } from './makeEvent.ts'
import type { Note } from './note.ts'
import type { ImportOptions } from './options.ts'
import type { Party, Side } from './party.ts'
import { readTime } from './time.ts'

type DialogMembers = Members<typeof dialogMembers>
type Direction = EventOf<'recording-stored'>['direction']

/** What all parts of one vCon are read with. */
export interface Conversation {
  readonly callId: string
  readonly options: ImportOptions
  readonly parties: ReadonlyArray<Party>
  readonly subjectRef: Identifier | undefined
  readonly createdAt: Instant | undefined
  /** Content was taken out of it, and stands in another vCon. */
  readonly isRedacted: boolean
}

/** A place in the list of dialogs, which may be empty: others point at it by its number. */
export interface Dialog {
  readonly start?: Instant
  readonly end?: Instant
  readonly direction?: Direction
  readonly sides: ReadonlyArray<Side>
  readonly recordingId?: string
}

export interface ReadDialog {
  readonly dialog: Dialog
  readonly events: ReadonlyArray<Event>
  readonly notes: ReadonlyArray<Note>
}

const noDialog: Dialog = { sides: [] }

const partiesIn = ({ parties = [], originator }: DialogMembers): ReadonlyArray<number> => {
  const listed = (typeof parties === 'number' ? [parties] : parties).flatMap(each => each ?? [])
  return originator === undefined ? listed : [originator, ...listed]
}

const directions: ReadonlyMap<unknown, Direction> = new Map<unknown, Direction>([
  ...['in', 'inbound', 'incoming'].map(word => [word, 'inbound'] as const),
  ...['out', 'outbound', 'outgoing'].map(word => [word, 'outbound'] as const)
])

const statedDirection = ({ meta }: DialogMembers): Direction | undefined => {
  const stated = meta?.['direction']
  return typeof stated === 'string' ? directions.get(stated.trim().toLowerCase()) : undefined
}

/** Who called, or sent a message: the originator is the first party where no other is named. */
const directionByRole = (members: DialogMembers, parties: ReadonlyArray<Party>): Direction | undefined => {
  const side = parties[partiesIn(members)[0] ?? -1]?.side
  return side === undefined ? undefined : side === 'customer' ? 'inbound' : 'outbound'
}

/** The id of the recording that a dialog becomes. */
export const recordingIdAt = (index: number): string => `dialog-${index}`

const notConversation: ReadonlyArray<unknown> = ['transfer', 'incomplete', 'recording-set']

const writtenType = /^(text|message|multipart)\//i

/** Why a dialog holds nothing that is kept here; `undefined` where it does. */
const whyNothingKept = (
  members: DialogMembers,
  isWritten: boolean,
  isRedacted: boolean
): Note['code'] | undefined => {
  if (notConversation.includes(members.type)) return 'no-recording'
  if (members.samtykke !== undefined || isReachable(members)) return undefined
  if (isRedacted) return 'redacted-content'
  return isWritten && !hasContent(members) ? 'no-content' : undefined
}

const membersOf = (
  { callId, options, parties, subjectRef, createdAt }: Conversation,
  members: DialogMembers,
  { start, end, direction }: Dialog,
  recordingId: string
): JsonObject & { readonly callId: string } => {
  const own = members.samtykke ?? {}
  const kept = end ?? start
  const customer = parties.find(({ side }) => side === 'customer')
  const business = customer?.members.type === 'organization' ? 'business' : 'unknown'
  return {
    recordingId,
    occurredAt: createdAt !== undefined && kept !== undefined && createdAt > kept ? createdAt : kept,
    customerType: options.customerType ?? business,
    line: options.line ?? 'other',
    processor: options.processor ?? 'not-stated',
    region: options.region ?? 'ZZ',
    ...(end !== undefined && { endedAt: end }),
    ...(subjectRef !== undefined && members.samtykke === undefined && { subjectRef }),
    ...own,
    callId,
    startedAt: start,
    direction: direction ?? options.direction
  }
}

const assumptions = ({ options, parties }: Conversation, path: string): ReadonlyArray<Note> => {
  const isBusiness = parties.some(
    ({ side, members }) => side === 'customer' && members.type === 'organization'
  )
  const codes: ReadonlyArray<Note['code'] | false> = [
    options.processor === undefined && 'no-processor',
    options.region === undefined && 'no-region',
    options.line === undefined && 'no-line',
    options.customerType === undefined && !isBusiness && 'no-customer-type'
  ]
  return codes.flatMap(code => (code === false ? [] : [{ code, path }]))
}

const startOf = (
  { start }: DialogMembers,
  timeZone: string | undefined,
  path: string
): E.Either<Note, Instant> => {
  if (start === undefined || start === '') return E.left({ code: 'no-start', path })
  const read = readTime(start, timeZone)
  if (E.isRight(read)) return read
  const at = join(path, 'start')
  return E.left(
    read.left === 'no-offset' ? { code: 'no-offset', path: at } : wrongMember(at, 'a time (RFC 3339)', start)
  )
}

const placeOf = (
  { parties }: Conversation,
  members: DialogMembers,
  start: E.Either<Note, Instant>
): Dialog => {
  const direction = statedDirection(members) ?? directionByRole(members, parties)
  const { duration } = members
  return {
    sides: partiesIn(members).flatMap(index => parties[index]?.side ?? []),
    ...(direction !== undefined && { direction }),
    ...(E.isRight(start) && { start: start.right }),
    ...(E.isRight(start) &&
      duration !== undefined && {
        end: instantFromEpoch(epochMilliseconds(start.right) + Math.round(duration * 1000))
      })
  }
}

const keptDialog = (
  conversation: Conversation,
  members: DialogMembers,
  place: Dialog,
  { index, path, isWritten }: { readonly index: number; readonly path: string; readonly isWritten: boolean }
): ReadDialog => {
  const own = members.samtykke
  const { facts, notes: said } = contentFacts(members, isWritten && own === undefined, path)
  const known = own !== undefined || ['recording', 'text'].includes(members.type ?? '')
  const notes: Array<Note> = [
    ...said,
    ...(known ? [] : [{ code: 'unknown-dialog-type', path } as const]),
    ...(own === undefined && isWritten ? [{ code: 'text-kept', path } as const] : []),
    ...(own === undefined && !isReachable(members) ? [{ code: 'content-elsewhere', path } as const] : [])
  ]
  if (place.direction === undefined && conversation.options.direction === undefined)
    return { dialog: place, events: [], notes: [...notes, { code: 'no-direction', path }] }
  const ownId = own?.['recordingId']
  const recordingId = typeof ownId === 'string' ? ownId : recordingIdAt(index)
  const made = makeEvent(
    'recording-stored',
    { ...facts, ...membersOf(conversation, members, place, recordingId) },
    path
  )
  return {
    dialog: made.events.length > 0 ? { ...place, recordingId } : place,
    events: made.events,
    notes: [...notes, ...(own === undefined ? assumptions(conversation, path) : []), ...made.notes]
  }
}

/** Reads one dialog. Its place stays, whatever it holds. */
export const readDialog = (conversation: Conversation, value: unknown, index: number): ReadDialog => {
  const path = `dialog.${index}`
  const refused = (note: Note): ReadDialog => ({ dialog: noDialog, events: [], notes: [note] })
  if (value === null || (isObject(value) && isEmpty(value))) return refused({ code: 'empty-place', path })
  if (!isObject(value)) return refused(wrongMember(path, 'a dialog (an object)', value))
  const { members, notes: found } = readObject(dialogMembers, value, path)
  const start = startOf(members, conversation.options.timeZone, path)
  const place = placeOf(conversation, members, start)
  const stated = statedDirection(members)
  const byRole = directionByRole(members, conversation.parties)
  const notes: Array<Note> = [...found]
  if (Object.keys(members.meta ?? {}).some(name => name !== 'direction'))
    notes.push({ code: 'not-carried', path: join(path, 'meta') })
  if (partiesIn(members).some(each => each >= conversation.parties.length))
    notes.push({ code: 'unknown-reference', path: join(path, 'parties') })
  if (stated !== undefined && byRole !== undefined && stated !== byRole)
    notes.push({ code: 'directions-differ', path })
  const isWritten =
    members.type === 'text' ||
    (members.type !== 'recording' && writtenType.test(members.mediatype ?? members.type ?? ''))
  const nothing = whyNothingKept(members, isWritten, conversation.isRedacted)
  if (nothing !== undefined) return { dialog: place, events: [], notes: [...notes, { code: nothing, path }] }
  if (E.isLeft(start)) return { dialog: place, events: [], notes: [...notes, start.left] }
  const kept = keptDialog(conversation, members, place, { index, path, isWritten })
  return { ...kept, notes: [...notes, ...kept.notes] }
}
