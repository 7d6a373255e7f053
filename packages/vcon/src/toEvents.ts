/**
 * From a vCon to events.
 *
 * @see draft-ietf-vcon-vcon-core-04; contract, section 1
 */
import { canonicalJson, type Event, type Instant, isIdentifier, ordEvent, Uuid } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { readAnalysis } from './analysis.ts'
import { attachmentMembers, join, readObject, vconMembers, wrongMember } from './codec.ts'
import { actsOf, type StatedBasis, statedBases } from './consentActs.ts'
import { type Conversation, readDialog } from './dialog.ts'
import { sha256 } from './digest.ts'
import { lawfulBasisName } from './extension.ts'
import { isEmpty, isObject, type JsonObject } from './json.ts'
import { isStatement, readStatement, type Statement } from './lawfulBasis.ts'
import { joined } from './makeEvent.ts'
import type { Note } from './note.ts'
import type { ImportOptions } from './options.ts'
import { readParties, subjectRefOf } from './party.ts'
import type { ReadVcon } from './readVcon.ts'
import { readTime } from './time.ts'

/** What a vCon says, as events. */
export interface ImportedVcon {
  readonly callId: string
  /** In their order. */
  readonly events: ReadonlyArray<Event>
  /** Legal bases other than consent, which events do not say: the policy does. */
  readonly bases: ReadonlyArray<StatedBasis>
  /** What was refused, assumed and left out. */
  readonly notes: ReadonlyArray<Note>
}

type ReadMembers = ReturnType<typeof readObject<typeof vconMembers>>['members']

const callIdOf = (
  vcon: JsonObject,
  { uuid, samtykke }: ReadMembers
): { readonly callId: string; readonly notes: ReadonlyArray<Note> } => {
  const own = samtykke?.['callId']
  if (typeof own === 'string' && isIdentifier(own)) return { callId: own, notes: [] }
  const read = Uuid.decode(uuid)
  if (E.isRight(read)) return { callId: read.right, notes: [] }
  const isWrong = uuid !== undefined && uuid !== ''
  return {
    callId: `vcon-${sha256(canonicalJson(vcon)).slice(0, 32)}`,
    notes: [...(isWrong ? [wrongMember('uuid', Uuid.name, uuid)] : []), { code: 'no-uuid', path: '' }]
  }
}

const createdAtOf = (
  { created_at, updated_at }: ReadMembers,
  timeZone: string | undefined
): { readonly createdAt: Instant | undefined; readonly notes: ReadonlyArray<Note> } => {
  const name = created_at === undefined ? 'updated_at' : 'created_at'
  const given = created_at ?? updated_at
  if (given === undefined || given === '') return { createdAt: undefined, notes: [] }
  const read = readTime(given, timeZone)
  if (E.isRight(read)) return { createdAt: read.right, notes: [] }
  return {
    createdAt: undefined,
    notes: [
      read.left === 'no-offset'
        ? { code: 'no-offset', path: name }
        : wrongMember(name, 'a time (RFC 3339)', given)
    ]
  }
}

const listOf = (value: unknown): ReadonlyArray<unknown> =>
  Array.isArray(value) ? (value as ReadonlyArray<unknown>) : []

/** What refers to another vCon, which is not looked for. */
const others = ({ redacted, amended, group }: ReadMembers): ReadonlyArray<Note> =>
  Object.entries({ redacted, amended, group })
    .filter(([, value]) => !isEmpty(value))
    .map(([name]) => ({ code: 'another-vcon', path: name }))

interface Attachments {
  readonly statements: ReadonlyArray<Statement>
  readonly notes: ReadonlyArray<Note>
}

const readAttachment = ({ createdAt, options }: Conversation, value: unknown, path: string): Attachments => {
  const only = (note: Note): Attachments => ({ statements: [], notes: [note] })
  if (value === null || (isObject(value) && isEmpty(value))) return only({ code: 'empty-place', path })
  if (!isObject(value)) return only(wrongMember(path, 'an attachment (an object)', value))
  const isLawfulBasis = value['purpose'] === lawfulBasisName || value['type'] === lawfulBasisName
  if (!isLawfulBasis) return only({ code: 'other-attachment', path })
  const { members, notes } = readObject(attachmentMembers, value, path)
  const read = readStatement(members, path, createdAt, options.timeZone)
  return { statements: isStatement(read) ? [read] : [], notes: [...notes, ...read.notes] }
}

const subjectNotes = ({ parties, subjectRef }: Conversation, isOwn: boolean): ReadonlyArray<Note> =>
  parties.length > 0 && subjectRef === undefined && !isOwn ? [{ code: 'no-subject', path: 'parties' }] : []

/**
 * The events that a vCon tells of, and what is to be said of it beside them. Dialogs with content become `recording-stored`,
 * also written ones, since they are kept as well; analyses become `analysis-produced`; attachments that state a lawful basis
 * become what the customer did. Names, numbers, addresses and content stay behind. The same vCon and options give the same
 * events, with the same ids.
 *
 * @example
 * import { instant } from '@samtykke/core'
 * import { readVcon, vconToEvents } from '@samtykke/vcon'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const json = JSON.stringify({
 *   vcon: '0.0.1', uuid: '01928e10-193e-8231-b9a2-279e0d16bc46', created_at: '2025-09-01T08:20:00Z',
 *   parties: [{ tel: '+4520123456', role: 'customer' }, { role: 'agent' }],
 *   dialog: [{ type: 'recording', start: '2025-09-01T10:00:00+02:00', duration: 600, parties: [0, 1], body: 'UklGRg', encoding: 'base64url' }]
 * })
 * const imported = E.map(vconToEvents({ asOf: instant('2026-01-01T00:00:00.000Z'), processor: 'recorder', region: 'DK' }))(readVcon(json))
 * const [stored] = E.isRight(imported) ? imported.right.events : []
 * assert.deepStrictEqual(
 *   stored?.type === 'recording-stored' && [stored.recordingId, stored.direction, stored.endedAt],
 *   ['dialog-0', 'inbound', '2025-09-01T08:10:00.000Z']
 * )
 *
 * @see draft-ietf-vcon-vcon-core-04, section 4; draft-howe-vcon-lawful-basis-02; GDPR art. 5(1)(c), 25
 */
export const vconToEvents =
  (options: ImportOptions) =>
  ({ vcon, notes: said }: ReadVcon): ImportedVcon => {
    const { members } = readObject(vconMembers, vcon, '')
    const call = callIdOf(vcon, members)
    const created = createdAtOf(members, options.timeZone)
    const { parties, notes: ofParties } = readParties(listOf(members.parties))
    const conversation: Conversation = {
      callId: call.callId,
      options,
      parties,
      subjectRef: subjectRefOf(parties, options.subjectKey),
      createdAt: created.createdAt,
      isRedacted: !isEmpty(members.redacted)
    }
    const dialogs = listOf(members.dialog).map((each, index) => readDialog(conversation, each, index))
    const places = dialogs.map(({ dialog }) => dialog)
    const analyses = listOf(members.analysis).map((each, index) =>
      readAnalysis(conversation, places, each, index)
    )
    const attachments = listOf(members.attachments).map((each, index) =>
      readAttachment(conversation, each, join('attachments', index))
    )
    const all = attachments.flatMap(({ statements }) => statements)
    const acts = all.map(each => actsOf({ conversation, dialogs: places, all }, each))
    const stated = statedBases(conversation, all)
    const { events, notes } = joined([...dialogs, ...analyses, ...acts])
    return {
      callId: call.callId,
      events: events.toSorted(ordEvent.compare),
      bases: stated.bases,
      notes: [
        ...said,
        ...call.notes,
        ...created.notes,
        ...others(members),
        ...ofParties,
        ...subjectNotes(conversation, members.samtykke !== undefined),
        ...attachments.flatMap(each => each.notes),
        ...notes,
        ...stated.notes
      ]
    }
  }
