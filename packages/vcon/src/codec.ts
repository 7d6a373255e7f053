/**
 * The members of a vCon that are read, and their types; of all versions, under the names of the newest.
 *
 * An object is read member by member: what is wrong at one of them is said, and does not take the others along.
 *
 * @see draft-ietf-vcon-vcon-core-04, section 4; "Non-Upward Compatible Changes", for the names of earlier versions
 */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { formOf, isEmpty, isObject, type JsonObject } from './json.ts'
import type { Note } from './note.ts'

const named = <A>(name: string, is: (u: unknown) => u is A): t.Type<A, A> =>
  new t.Type(
    name,
    is,
    (u, context) => (is(u) ? t.success(u) : t.failure(u, context)),
    a => a
  )

const isText = (u: unknown): u is string => typeof u === 'string'
const isIndex = (u: unknown): u is number => Number.isSafeInteger(u) && (u as number) >= 0

const Text = named('a text', isText)
const Index = named('an index (a whole number, 0 or more)', isIndex)
const Indices = named(
  'an index or a list of them',
  (u): u is number | ReadonlyArray<number> => isIndex(u) || (Array.isArray(u) && u.every(isIndex))
)
const Seconds = named(
  'seconds (a number, 0 or more)',
  (u): u is number => typeof u === 'number' && Number.isFinite(u) && u >= 0
)
const Channels = named(
  'an index, or a list of indices and lists of them',
  (u): u is number | ReadonlyArray<number | ReadonlyArray<number> | null> =>
    isIndex(u) ||
    (Array.isArray(u) &&
      u.every(each => isIndex(each) || each === null || (Array.isArray(each) && each.every(isIndex))))
)
const Hashes = named(
  'a hash or a list of them',
  (u): u is string | ReadonlyArray<string> => isText(u) || (Array.isArray(u) && u.every(isText))
)
const Names = named('a list of names', (u): u is ReadonlyArray<string> => Array.isArray(u) && u.every(isText))
const AnObject = named('an object', isObject)
const List = named('a list', (u): u is ReadonlyArray<unknown> => Array.isArray(u))
const Any = named('any value', (u): u is unknown => u !== undefined)

const content = { mediatype: Text, body: Any, encoding: Text, url: Text, content_hash: Hashes }

export const vconMembers = {
  vcon: Text,
  uuid: Text,
  extensions: Names,
  critical: Names,
  created_at: Text,
  updated_at: Text,
  redacted: AnObject,
  amended: AnObject,
  group: List,
  parties: List,
  dialog: List,
  analysis: List,
  attachments: List,
  samtykke: AnObject
}

export const partyMembers = {
  tel: Text,
  sip: Text,
  mailto: Text,
  did: Text,
  uuid: Text,
  type: Text,
  role: Text,
  meta: AnObject
}

export const dialogMembers = {
  type: Text,
  start: Text,
  duration: Seconds,
  parties: Channels,
  originator: Index,
  ...content,
  alg: Text,
  signature: Text,
  meta: AnObject,
  samtykke: AnObject
}

export const analysisMembers = {
  type: Text,
  dialog: Indices,
  ...content,
  vendor: Text,
  product: Text,
  samtykke: AnObject
}

export const attachmentMembers = {
  purpose: Text,
  type: Text,
  start: Text,
  party: Index,
  dialog: Indices,
  ...content,
  samtykke: AnObject
}

/** The names of earlier versions. */
const renamed: Readonly<Record<string, string>> = {
  mimetype: 'mediatype',
  appended: 'amended',
  must_support: 'critical'
}

/** Members that drafts name and no event has a place for. */
const namedByDrafts: ReadonlySet<string> = new Set(
  [
    'subject name stir validation gmlpos civicaddress timezone org dept id contact_list',
    'filename disposition party_history session_id transferee transferor transfer_target original consultation',
    'target_dialog transfer-target target-dialog application message_id recordings recording_set',
    'campaign interaction interaction_type interaction_id skill attachment schema meta'
  ].flatMap(names => names.split(' '))
)

/** The members of an object that were of their type. */
export type Members<P extends t.Props> = { readonly [K in keyof P]?: t.TypeOf<P[K]> }

export interface ReadObject<P extends t.Props> {
  readonly members: Members<P>
  /** What was wrong, and the members that no event has a place for. */
  readonly notes: ReadonlyArray<Note>
}

export const join = (path: string, member: string | number): string =>
  path === '' ? String(member) : `${path}.${member}`

export const wrongMember = (path: string, expected: string, value: unknown): Note => ({
  code: 'wrong-member',
  path,
  expected,
  found: formOf(value)
})

/**
 * Reads an object member by member.
 *
 * @param personal members that are of a person, and are said as such where they are left out
 */
export const readObject = <P extends t.Props>(
  props: P,
  object: JsonObject,
  path: string,
  personal: ReadonlyArray<string> = []
): ReadObject<P> => {
  const members: Record<string, unknown> = {}
  const notes: Array<Note> = []
  for (const [given, value] of Object.entries(object)) {
    if (value === null || value === undefined) continue
    const name = Object.hasOwn(renamed, given) ? (renamed[given] ?? given) : given
    const codec = Object.hasOwn(props, name) ? props[name] : undefined
    if (personal.includes(name) && !isEmpty(value))
      notes.push({ code: 'personal-data', path: join(path, name) })
    if (codec === undefined) {
      if (isEmpty(value) || personal.includes(name)) continue
      notes.push(
        namedByDrafts.has(name)
          ? { code: 'not-carried', path: join(path, name) }
          : { code: 'unknown-member', path }
      )
      continue
    }
    const validated = codec.decode(value)
    if (E.isRight(validated)) members[name] = validated.right
    else notes.push(wrongMember(join(path, name), codec.name, value))
  }
  return { members: members, notes }
}
