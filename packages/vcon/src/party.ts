/**
 * Who of the parties is the customer and who the company, and a reference to the customer that names nobody.
 *
 * @see draft-ietf-vcon-cc-extension, "role"; GDPR art. 4(5)
 */
import { type Identifier, isIdentifier } from '@samtykke/core'
import { type Members, partyMembers, readObject, wrongMember } from './codec.ts'
import { keyedReference } from './digest.ts'
import { isObject } from './json.ts'
import type { Note } from './note.ts'

/** On which side of the line a party stands. */
export type Side = 'customer' | 'agent'

export interface Party {
  readonly members: Members<typeof partyMembers>
  /** Absent where the vCon does not say it. */
  readonly side: Side | undefined
}

const sides: ReadonlyMap<string, Side> = new Map(
  (
    [
      ['customer', 'customer contact client consumer subscriber patient'],
      ['agent', 'agent supervisor sme expert specialist employee representative operator advisor salesperson']
    ] as const
  ).flatMap(([side, roles]) => roles.split(' ').map(role => [role, side] as const))
)

const sideOf = ({ role, meta }: Party['members']): Side | undefined => {
  const named = role ?? meta?.['role']
  return typeof named === 'string' ? sides.get(named.trim().toLowerCase()) : undefined
}

/** Of two parties of whom one is known, the other is on the other side. */
const withOther = (parties: ReadonlyArray<Party>): ReadonlyArray<Party> => {
  const known = parties.filter(({ side }) => side !== undefined)
  const [one] = known
  if (parties.length !== 2 || known.length !== 1 || one === undefined) return parties
  const other = one.side === 'customer' ? 'agent' : 'customer'
  return parties.map(party => (party === one ? party : { ...party, side: other }))
}

const personal = [
  ...[
    'tel',
    'sip',
    'stir',
    'mailto',
    'name',
    'did',
    'gmlpos',
    'civicaddress',
    'id',
    'uuid',
    'validation',
    'email'
  ],
  ...['timezone', 'org', 'dept']
]

export const readParties = (
  values: ReadonlyArray<unknown>
): { readonly parties: ReadonlyArray<Party>; readonly notes: ReadonlyArray<Note> } => {
  const notes: Array<Note> = []
  const parties = values.map((value, index): Party => {
    const path = `parties.${index}`
    if (value === null) return { members: {}, side: undefined }
    if (!isObject(value)) {
      notes.push(wrongMember(path, 'a party (an object)', value))
      return { members: {}, side: undefined }
    }
    const { members, notes: found } = readObject(partyMembers, value, path, personal)
    notes.push(...found)
    if (Object.keys(members.meta ?? {}).some(name => name !== 'role'))
      notes.push({ code: 'not-carried', path: `${path}.meta` })
    return { members, side: sideOf(members) }
  })
  return { parties: withOther(parties), notes }
}

/** The address of a party in one form, so that one person has one reference: by the first that it has. */
const addressOf = ({ tel, mailto, sip, did, uuid }: Party['members']): string | undefined => {
  const number =
    tel
      ?.replace(/^tel:/i, '')
      .split(';', 1)[0]
      ?.replace(/[\s().-]/g, '') ?? ''
  if (number !== '') return `tel:${number.replace(/^00/, '+')}`
  const address =
    mailto
      ?.replace(/^mailto:/i, '')
      .split('?', 1)[0]
      ?.trim()
      .toLowerCase() ?? ''
  if (address !== '') return `mailto:${address}`
  const [name, other] = [['sip', sip] as const, ['did', did] as const, ['uuid', uuid] as const].find(
    ([, each]) => each !== undefined && each.trim() !== ''
  ) ?? [undefined, undefined]
  return other === undefined ? undefined : `${name}:${other.trim().replace(/^sip:/i, '').toLowerCase()}`
}

/**
 * A reference to the one customer of the conversation: a keyed hash of the number or address, which whoever has not the
 * key can neither make nor check.
 */
export const subjectRefOf = (
  parties: ReadonlyArray<Party>,
  key: Uint8Array | undefined
): Identifier | undefined => {
  const [customer, ...others] = parties.filter(({ side }) => side === 'customer')
  if (key === undefined || customer === undefined || others.length > 0) return undefined
  const address = addressOf(customer.members)
  if (address === undefined) return undefined
  const reference = `subject-${keyedReference(key, address)}`
  return isIdentifier(reference) ? reference : undefined
}
