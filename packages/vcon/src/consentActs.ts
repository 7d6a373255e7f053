/**
 * From statements of a lawful basis to what the customer did: consented, refused, withdrew, objected.
 *
 * The most restrictive grant wins: a purpose that was denied is not granted again by what was said later, and of two ends
 * the earlier counts. What is not granted is no consent.
 *
 * @see draft-howe-vcon-lawful-basis-02, "Granular Permission Evaluation", "Temporal Validity", "Reference Validation"
 */
import { declaredPurposes, type Instant, isIdentifier, type Policy } from '@samtykke/core'
import type { Conversation, Dialog } from './dialog.ts'
import type { Grant, LegalBasis, Statement } from './lawfulBasis.ts'
import {
  type VconEventType,
  isVconEventType,
  joined,
  makeEvent,
  nothingRead,
  type Read
} from './makeEvent.ts'
import type { Note } from './note.ts'

/** A basis other than consent that a vCon states for a purpose. Whether it holds is the policy's to say. */
export interface StatedBasis {
  readonly purpose: string
  readonly basis: LegalBasis
}

/** What a statement is read with. */
export interface Statements {
  readonly conversation: Conversation
  readonly dialogs: ReadonlyArray<Dialog>
  readonly all: ReadonlyArray<Statement>
}

interface Act {
  readonly type: VconEventType
  readonly at: Instant
  readonly purposes: ReadonlyArray<string>
}

/** The policy's names for a purpose; none where it has no name that an event can hold. */
const ownPurposes = ({ options }: Conversation, purpose: string): ReadonlyArray<string> => {
  const mapped = options.purposes
  const names = mapped !== undefined && Object.hasOwn(mapped, purpose) ? (mapped[purpose] ?? []) : [purpose]
  return names.filter(isIdentifier)
}

const note = (code: Note['code'], path: string): Note => ({ code, path })

/** Whether what it points at is there; a dialog that is not meant is written as 0. */
const refersToWhatIsThere = (
  { conversation, dialogs }: Statements,
  { party, dialog, spoken }: Statement
): boolean => {
  const named = dialog === undefined ? [] : typeof dialog === 'number' ? [dialog] : dialog
  const parties = party === undefined ? [] : [party]
  return (
    [...named, ...(spoken?.dialog === undefined ? [] : [spoken.dialog])].every(
      each => each === 0 || (each > 0 && each < dialogs.length)
    ) && parties.every(each => each === 0 || each < conversation.parties.length)
  )
}

const isDeniedBefore = (all: ReadonlyArray<Statement>, { purpose, at }: Grant): boolean =>
  all.some(({ grants }) => grants.some(each => !each.granted && each.purpose === purpose && each.at <= at))

/** Why a grant is not counted; `undefined` where it is. */
const whyNotCounted = (statements: Statements, statement: Statement, grant: Grant): Note | undefined => {
  const { conversation, all } = statements
  const { path } = grant
  if (!refersToWhatIsThere(statements, statement)) return note('unknown-reference', statement.path)
  if (conversation.parties[statement.party ?? -1]?.side === 'agent') return note('not-of-a-customer', path)
  if (grant.isConditional) return note('conditional-grant', path)
  if (statement.expiresAt !== undefined && statement.expiresAt <= grant.at) return note('never-valid', path)
  if (isDeniedBefore(all, grant)) return note('overruled-grant', path)
  return (statement.method ?? conversation.options.method) === undefined ? note('no-method', path) : undefined
}

/** Grants of one instant were one act. */
const byInstant = (
  grants: ReadonlyArray<Grant>,
  purposesOf: (grant: Grant) => ReadonlyArray<string>
): ReadonlyArray<readonly [at: Instant, purposes: ReadonlyArray<string>]> => {
  const found = new Map<Instant, Set<string>>()
  for (const grant of grants) {
    const purposes = found.get(grant.at) ?? new Set()
    for (const each of purposesOf(grant)) purposes.add(each)
    found.set(grant.at, purposes)
  }
  return [...found]
    .map(([at, purposes]) => [at, [...purposes]] as const)
    .filter(([, each]) => each.length > 0)
}

const evidenceOf = ({ dialogs }: Statements, { spoken }: Statement) => {
  const recordingId = dialogs[spoken?.dialog ?? -1]?.recordingId
  return recordingId === undefined || spoken?.offsetMs === undefined
    ? {}
    : { recordingId, offsetMs: spoken.offsetMs }
}

const made = (statements: Statements, { path }: Statement, act: Act, members: object): Read => {
  const { callId, subjectRef } = statements.conversation
  const { type, at, purposes } = act
  return makeEvent(
    type,
    { occurredAt: at, purposes, ...(subjectRef !== undefined && { subjectRef }), ...members, callId },
    path,
    `/${at}`
  )
}

const givenActs = (statements: Statements, statement: Statement, counted: ReadonlyArray<Grant>): Read => {
  const { options } = statements.conversation
  const assumed: ReadonlyArray<Note> = [
    ...(statement.terms === undefined && options.noticeVersion === undefined
      ? [note('no-notice', statement.path)]
      : []),
    ...(options.language === undefined ? [note('no-language', statement.path)] : [])
  ]
  const acts = byInstant(counted, each => ownPurposes(statements.conversation, each.purpose)).map(
    ([at, purposes]) => {
      const given = made(
        statements,
        statement,
        { type: 'consent-given', at, purposes },
        {
          method: statement.method ?? options.method,
          noticeVersion: statement.terms ?? options.noticeVersion ?? 'not-stated',
          language: options.language ?? 'und',
          ...evidenceOf(statements, statement)
        }
      )
      return { ...given, notes: [...given.notes, ...assumed] }
    }
  )
  return joined([...acts, lapse(statements, statement, counted)])
}

/** What was granted for a time ends with it. An end that is to come is no event yet: nothing happened. */
const lapse = (statements: Statements, statement: Statement, counted: ReadonlyArray<Grant>): Read => {
  const { conversation } = statements
  const { expiresAt, path } = statement
  if (expiresAt === undefined || counted.length === 0) return nothingRead
  if (expiresAt > conversation.options.asOf) return { events: [], notes: [note('expires-later', path)] }
  const purposes = [...new Set(counted.flatMap(each => ownPurposes(conversation, each.purpose)))]
  const act = { type: 'consent-withdrawn', at: expiresAt, purposes } as const
  const read = made(statements, { ...statement, path: `${path}.expiration` }, act, { channel: 'expiration' })
  return { ...read, notes: [...read.notes, note('expired', path)] }
}

const wasGrantedBefore = (all: ReadonlyArray<Statement>, { purpose, at }: Grant): boolean =>
  all.some(
    ({ basis, grants }) =>
      basis === '6(1)(a)' && grants.some(each => each.granted && each.purpose === purpose && each.at < at)
  )

const withdrawn = { type: 'consent-withdrawn', members: { channel: 'other' } } as const

/** What a denial is: taken back what was given, or not given; or an objection, where the basis asks for nothing. */
const denialOf = (statements: Statements, { basis, method }: Statement, grant: Grant) => {
  if (basis === '6(1)(e)' || basis === '6(1)(f)')
    return { type: 'processing-objected', members: { channel: 'other' } } as const
  const known = method ?? statements.conversation.options.method
  if (wasGrantedBefore(statements.all, grant) || known === undefined) return withdrawn
  return { type: 'consent-refused', members: { method: known } } as const
}

const cannotBeDenied: ReadonlyArray<LegalBasis | undefined> = ['6(1)(b)', '6(1)(c)', '6(1)(d)']

const deniedActs = (statements: Statements, statement: Statement): Read => {
  const denied = statement.grants.filter(({ granted }) => !granted)
  if (cannotBeDenied.includes(statement.basis))
    return { events: [], notes: denied.map(({ path }) => note('denied-without-effect', path)) }
  const kinds = denied.map(grant => ({ grant, ...denialOf(statements, statement, grant) }))
  return joined(
    [...new Set(kinds.map(({ type }) => type))].map(type => {
      const same = kinds.filter(each => each.type === type)
      const acts = byInstant(
        same.map(({ grant }) => grant),
        each => ownPurposes(statements.conversation, each.purpose)
      )
      const read = joined(
        acts.map(([at, purposes]) =>
          made(statements, statement, { type, at, purposes }, same[0]?.members ?? {})
        )
      )
      const assumed = type === 'consent-refused' ? [] : [note('no-channel', statement.path)]
      return { ...read, notes: [...read.notes, ...assumed] }
    })
  )
}

const withoutName = ({ conversation }: Statements, { grants }: Statement): ReadonlyArray<Note> =>
  grants
    .filter(({ purpose }) => ownPurposes(conversation, purpose).length === 0)
    .map(({ path }) => note('no-purpose', path))

const ownTypes: ReadonlyArray<VconEventType> = [
  'consent-given',
  'consent-refused',
  'consent-withdrawn',
  'analysis-objected',
  'processing-objected',
  'erasure-requested'
]

/** An act that came out of a log, where the grants still say what it says. */
const ownAct = (statements: Statements, statement: Statement): Read | undefined => {
  const { own = {}, grants, isSound, path, start } = statement
  const { all, type, ...rest } = own
  if (!isSound || !isVconEventType(type) || !ownTypes.includes(type)) return undefined
  const isGrant = type === 'consent-given'
  const namesAll = all === true && !isGrant
  const at = grants[0]?.at ?? (namesAll ? start : undefined)
  if (at === undefined || grants.some(each => each.granted !== isGrant || each.at !== at)) return undefined
  return makeEvent(
    type,
    {
      occurredAt: at,
      ...(!namesAll && { purposes: grants.map(({ purpose }) => purpose) }),
      ...evidenceOf(statements, statement),
      ...rest,
      callId: statements.conversation.callId
    },
    path
  )
}

/** What one statement says was done. */
export const actsOf = (statements: Statements, statement: Statement): Read => {
  const own = ownAct(statements, statement)
  if (own !== undefined) return own
  const granted = statement.grants.filter(each => each.granted)
  const notes = [...withoutName(statements, statement)]
  if (statement.basis !== '6(1)(a)' || !statement.isSound) {
    const denied = deniedActs(statements, statement)
    return { ...denied, notes: [...notes, ...denied.notes] }
  }
  const counted: Array<Grant> = []
  for (const grant of granted) {
    const why = whyNotCounted(statements, statement, grant)
    if (why === undefined) counted.push(grant)
    else notes.push(why)
  }
  return joined([
    { events: [], notes },
    givenActs(statements, statement, counted),
    deniedActs(statements, statement)
  ])
}

const isInPolicy = ({ versions }: Policy, { purpose, basis }: StatedBasis): boolean =>
  versions.some(version =>
    declaredPurposes(version).some(
      each => each.purpose === purpose && (each.basis === basis || each.declared.includes(basis))
    )
  )

/** The bases other than consent that are stated, and whether the policy states them too. */
export const statedBases = (
  conversation: Conversation,
  statements: ReadonlyArray<Statement>
): { readonly bases: ReadonlyArray<StatedBasis>; readonly notes: ReadonlyArray<Note> } => {
  const { policy } = conversation.options
  const found = statements.flatMap(({ basis, grants, isSound }) =>
    basis === undefined || basis === '6(1)(a)' || !isSound
      ? []
      : grants
          .filter(({ granted }) => granted)
          .flatMap(({ purpose, path }) =>
            ownPurposes(conversation, purpose).map(name => ({ stated: { purpose: name, basis }, path }))
          )
  )
  return {
    bases: found.map(({ stated }) => stated),
    notes: found.map(({ stated, path }) =>
      note(policy === undefined || isInPolicy(policy, stated) ? 'basis-of-the-policy' : 'basis-differs', path)
    )
  }
}
