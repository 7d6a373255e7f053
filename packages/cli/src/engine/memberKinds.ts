/**
 * What the values of each member of an event are, as the reader of lines knows it: told from the codecs' own words.
 */
import { envelopeMembers, eventCatalogue } from '@samtykke/core/catalogue'

const [instantKind, wholeNumberKind] = [3, 6]

/** By the form that a codec names, the number that it has in `assembly/names.ts`. */
const kindByForm: ReadonlyMap<string, number> = new Map([
  ['an identifier (1 to 128 of A-Z a-z 0-9 . _ ~ -, and no number of a person)', 1],
  ['a UUID', 2],
  ['an instant (RFC 3339)', instantKind],
  ['a date (YYYY-MM-DD)', 4],
  ['a text that is not empty', 5],
  ['a whole number, 0 or more', wholeNumberKind],
  ['a SHA-256 in hexadecimal (64 digits)', 7]
])

/** Any value; whether it is a right one, the first line that has it tells. */
const otherKind = 0

export interface MemberKind {
  readonly name: string
  readonly kind: number
}

/** Those that the reader looks at by their number come first. */
const lookedAt = ['callId', 'occurredAt', 'recordedAt', 'id']

const members = [...envelopeMembers, ...eventCatalogue.flatMap(each => each.members)]

const kindOf = (name: string): number => {
  const forms = new Set(members.filter(each => each.name === name).map(({ form }) => form))
  const [form, another] = forms
  return form === undefined || another !== undefined ? otherKind : (kindByForm.get(form) ?? otherKind)
}

/** The members of all events. Those of a name that has several forms are of no kind. */
export const memberKinds: ReadonlyArray<MemberKind> = [
  ...new Set([...lookedAt, ...members.map(({ name }) => name)])
].map(name => ({ name, kind: kindOf(name) }))

const membersOfKind = (kind: number): ReadonlySet<string> =>
  new Set(memberKinds.filter(each => each.kind === kind).map(({ name }) => name))

const [instantMembers, numberMembers] = [membersOfKind(instantKind), membersOfKind(wholeNumberKind)]

/** Whether the values of a member are instants, which the reader brings into their one form. */
export const isInstantMember = (name: string): boolean => instantMembers.has(name)

/** Whether what the reader cuts out of a member's values is a number, and no text. */
export const isNumberMember = (name: string): boolean => numberMembers.has(name)
