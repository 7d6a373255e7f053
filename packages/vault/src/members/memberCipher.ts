/**
 * Personal members of events, encrypted under the key of their call. Where that key is destroyed they are forgotten, in
 * every copy of the log.
 */
import {
  callKey,
  encryptableMembers,
  forgotten,
  isIdentifier,
  type KeyName,
  type LogError,
  type MemberCipher,
  type Members,
  type OpenedMembers,
  type PlacedMembers,
  renderVaultError,
  sealedMember,
  type Vault,
  type VaultCheckPlace,
  type VaultError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { placeFinder, type PlaceFinder } from './findPlace.ts'
import { type MemberFault, renderMemberFault } from './memberFault.ts'
import { memberKey, openText, parseSealed, sealText } from './memberText.ts'
import { vaultCheck } from './vaultCheck.ts'

/** Members that came after their call was forgotten, so that nothing of them was kept. */
export interface MembersNotKept {
  readonly stream: string
  readonly count: number
}

export interface MemberCipherOptions {
  /** Told of members of which nothing is kept, because the key of their call is destroyed already. */
  readonly notKept?: (what: MembersNotKept) => void
  /**
   * Where the log says which vault its members are encrypted by. With it another vault is `Refused` before anything is
   * read or written; without it a key of another vault would be made for a call that has one.
   */
  readonly check?: VaultCheckPlace
}

const callPrefix = 'call-'

/** The key of a stream's members; only streams of calls have one. */
export const keyOfStream = (stream: string): KeyName | undefined => {
  const callId = stream.slice(callPrefix.length)
  return stream.startsWith(callPrefix) && isIdentifier(callId) ? callKey(callId) : undefined
}

const refused = (reason: string): LogError => ({ _tag: 'Refused', retry: 'never', reason })

const logErrorOf = (error: VaultError): LogError => {
  const reason = renderVaultError(error)
  return error.retry === 'later' ? { _tag: 'Unavailable', retry: 'later', reason } : refused(reason)
}

const encryptable: ReadonlySet<string> = new Set(encryptableMembers)

const isForgotten = (value: unknown): boolean =>
  value === forgotten || (Array.isArray(value) && value.length > 0 && value.every(each => each === forgotten))

type Check = ReturnType<typeof vaultCheck>

/** What is there, and was not forgotten already. */
const toSeal = (members: Members): ReadonlyArray<string> =>
  encryptableMembers.filter(member => {
    const value = members[member]
    return value !== undefined && value !== null && !isForgotten(value)
  })

/** Text in the clear that would be read as an encrypted member. */
const posingMember = (members: Members): string | undefined => {
  const first = sealedMember(members)
  if (first === undefined || !encryptable.has(first)) return first
  return sealedMember(Object.fromEntries(Object.entries(members).filter(([name]) => !encryptable.has(name))))
}

/** The key for the members of each stream; `destroyed` where there is none any more. One look-up for each. */
type StreamKeys = ReadonlyMap<string, Buffer | 'destroyed'>

const lookUp = async (
  keyOf: Vault['key'],
  streams: Iterable<string>
): Promise<E.Either<LogError, StreamKeys>> => {
  const keys = new Map<string, Buffer | 'destroyed'>()
  for (const stream of streams) {
    const name = keyOfStream(stream)
    if (name === undefined) return E.left(refused('members are encrypted in streams of calls only'))
    const key = await keyOf(name)()
    if (E.isRight(key)) keys.set(stream, memberKey(key.right))
    else if (key.left._tag === 'KeyDestroyed') keys.set(stream, 'destroyed')
    else return E.left(logErrorOf(key.left))
  }
  return E.right(keys)
}

const sealOne = (
  keys: StreamKeys,
  { members, boundTo }: PlacedMembers,
  chosen: ReadonlyArray<string>
): Members => {
  const key = keys.get(boundTo.stream)
  const name = keyOfStream(boundTo.stream)
  if (key === undefined || name === undefined || chosen.length === 0) return members
  const sealed: Record<string, unknown> = { ...members }
  for (const member of chosen) {
    const value = members[member]
    if (key !== 'destroyed') sealed[member] = sealText(key, name, { ...boundTo, member }, value)
    else sealed[member] = Array.isArray(value) ? [forgotten] : forgotten
  }
  return sealed
}

const seal =
  (vault: Vault, check: Check, notKept: MemberCipherOptions['notKept']): MemberCipher['seal'] =>
  events =>
  async () => {
    const chosen = events.map(({ members }) => toSeal(members))
    const posing = events.map(({ members }) => posingMember(members)).find(each => each !== undefined)
    if (posing !== undefined)
      return E.left({
        _tag: 'InvalidAppend',
        retry: 'never',
        reason: `${posing}: expected a text, found one in the form of an encrypted member`
      })
    const streams = new Set(
      events.flatMap(({ boundTo }, index) => (chosen[index]!.length > 0 ? [boundTo.stream] : []))
    )
    const checked = streams.size === 0 ? E.right(undefined) : await check(true)
    if (E.isLeft(checked)) return checked
    const keys = await lookUp(vault.keyOrNew, streams)
    if (E.isLeft(keys)) return keys
    for (const stream of streams) {
      if (keys.right.get(stream) !== 'destroyed') continue
      const lost = chosen.filter((_, index) => events[index]!.boundTo.stream === stream)
      notKept?.({ stream, count: lost.flat().length })
    }
    return E.right(events.map((event, index) => sealOne(keys.right, event, chosen[index]!)))
  }

type Found = ReturnType<typeof parseSealed>

const sealedIn = (members: Members): ReadonlyArray<readonly [string, Exclude<Found, 'plain'>]> => {
  const sealed: Array<readonly [string, Exclude<Found, 'plain'>]> = []
  for (const member of Object.keys(members)) {
    const value = members[member]
    const found = typeof value === 'string' ? parseSealed(value) : 'plain'
    if (found !== 'plain') sealed.push([member, found])
  }
  return sealed
}

/** The members in the clear, or the first fault of one. */
const openOne = (
  keys: StreamKeys,
  event: PlacedMembers,
  sealed: ReturnType<typeof sealedIn>,
  placeOf: PlaceFinder
): E.Either<MemberFault, OpenedMembers> => {
  const { members, boundTo } = event
  const name = keyOfStream(boundTo.stream)
  const key = keys.get(boundTo.stream)
  const opened: Record<string, unknown> = {}
  const lost: string[] = []
  for (const [member, found] of sealed) {
    if (found === 'malformed') return E.left({ _tag: 'Malformed', member })
    if (found.keyName !== name)
      return E.left({
        _tag: 'WrongPlace',
        member,
        sealedFor: { stream: found.keyName.replace('call/', callPrefix) }
      })
    if (key === undefined || key === 'destroyed') {
      if (!encryptable.has(member)) return E.left({ _tag: 'Malformed', member })
      lost.push(member)
      opened[member] = forgotten
      continue
    }
    const text = openText(key, found, { ...boundTo, member })
    if (text === undefined || !encryptable.has(member)) {
      const sealedFor = placeOf(key, found, { ...boundTo, member })
      return E.left(
        sealedFor === undefined ? { _tag: 'Damaged', member } : { _tag: 'WrongPlace', member, sealedFor }
      )
    }
    opened[member] = text.value
  }
  return E.right({ members: { ...members, ...opened }, forgotten: lost })
}

const open =
  (vault: Vault, check: Check): MemberCipher['open'] =>
  events =>
  async () => {
    const sealed = events.map(({ members }) => sealedIn(members))
    const streams = new Set(
      events.flatMap(({ boundTo }, index) =>
        sealed[index]!.some(
          ([, found]) => found !== 'malformed' && found.keyName === keyOfStream(boundTo.stream)
        )
          ? [boundTo.stream]
          : []
      )
    )
    const checked = streams.size === 0 ? E.right(undefined) : await check(false)
    if (E.isLeft(checked)) return checked
    const keys = await lookUp(vault.key, streams)
    if (E.isLeft(keys)) return keys
    const placeOf = placeFinder(events)
    return E.right(
      events.map((event, index) =>
        sealed[index]!.length === 0
          ? E.right({ members: event.members, forgotten: [] })
          : E.mapLeft(renderMemberFault)(openOne(keys.right, event, sealed[index]!, placeOf))
      )
    )
  }

/**
 * Encrypts the members of events that may be encrypted, each call's under a key of its own, `call/<callId>`; a log that
 * is given it stores no such member in the clear, and forgets them when that key is destroyed. AES-256-GCM with a fresh
 * nonce for each, under a key derived by HKDF-SHA-256 from that of the call. A text is bound to its stream, event, type and
 * member: what was moved, changed or cut off makes its event undecodable, and never becomes other text.
 *
 * Errors: `Refused` where the vault has no key for what is there (another vault, or one not yet restored) or cannot open
 * it; `Unavailable` where it cannot be asked now; `InvalidAppend` for a member in the clear that has the form of an
 * encrypted one. What is recorded of a call after its key was destroyed is forgotten at once, and told to `notKept`.
 *
 * It hides what a member says, and not how long it is.
 *
 * @example
 * import { callKey, identifier } from '@samtykke/core'
 * import { createMemoryKeyTable } from '@samtykke/testing'
 * import { masterKey, memberCipher, openVault } from '@samtykke/vault'
 * import * as E from 'fp-ts/lib/Either.js'
 * import { randomBytes } from 'node:crypto'
 *
 * const wrapper = masterKey(randomBytes(32))
 * assert.ok(E.isRight(wrapper))
 * const opened = await openVault({ table: createMemoryKeyTable(), wrapper: wrapper.right })()
 * assert.ok(E.isRight(opened))
 * const vault = opened.right
 * const cipher = memberCipher(vault)
 *
 * const boundTo = { stream: 'call-call-1', id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'access-extended' }
 * const plain = { requestId: 'request-1', reason: 'a long search' }
 * const sealed = await cipher.seal([{ members: plain, boundTo }])()
 * assert.ok(E.isRight(sealed))
 * const [members = {}] = sealed.right
 * assert.match(String(members['reason']), /^samtykke\.1\.call\/call-1\./)
 * assert.deepStrictEqual(
 *   await cipher.open([{ members, boundTo }])(),
 *   E.right([E.right({ members: plain, forgotten: [] })])
 * )
 * await vault.destroy(callKey(identifier('call-1')))()
 * assert.deepStrictEqual(
 *   await cipher.open([{ members, boundTo }])(),
 *   E.right([E.right({ members: { ...plain, reason: '[forgotten]' }, forgotten: ['reason'] })])
 * )
 * await vault.close()()
 *
 * @see contract, section 1 ("may be encrypted"); GDPR art. 32(1)(a)
 */
export const memberCipher = (
  vault: Vault,
  { notKept, check: at }: MemberCipherOptions = {}
): MemberCipher => {
  const check = vaultCheck(vault, at)
  return { seal: seal(vault, check, notKept), open: open(vault, check) }
}

/**
 * Opens nothing: every encrypted member counts as forgotten. For who reads a log only for what no member hides, as a vault
 * does that catches up with what was destroyed, before it has a key for anything. It seals nothing.
 *
 * @example
 * import { forgotten } from '@samtykke/core'
 * import { withheldMembers } from '@samtykke/vault'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const boundTo = { stream: 'call-call-1', id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'access-extended' }
 * const reason = `samtykke.1.call/call-1.${'A'.repeat(16)}.${'A'.repeat(30)}`
 * assert.deepStrictEqual(
 *   await withheldMembers.open([{ members: { reason }, boundTo }])(),
 *   E.right([E.right({ members: { reason: forgotten }, forgotten: ['reason'] })])
 * )
 */
export const withheldMembers: MemberCipher = {
  seal: () => TE.left(refused('nothing is written without a vault that is open')),
  open: events =>
    TE.right(
      events.map(event =>
        E.mapLeft(renderMemberFault)(
          openOne(
            new Map([[event.boundTo.stream, 'destroyed' as const]]),
            event,
            sealedIn(event.members),
            () => undefined
          )
        )
      )
    )
}
