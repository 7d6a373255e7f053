/**
 * Personal members of events, encrypted under the key of their call. Where that key is destroyed they are forgotten, in
 * every copy of the log.
 */
import {
  forgotten,
  type LogError,
  type MemberCipher,
  type Members,
  type PlacedMembers,
  renderVaultError,
  sealedMember,
  type Vault,
  type VaultCheckPlace,
  type VaultError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { using } from '../overwritten.ts'
import { placeFinder } from './findPlace.ts'
import { renderMemberFault } from './memberFault.ts'
import { encryptableIn, isOfSubject, keyOfStream } from './keyOfStream.ts'
import { memberKey, sealText } from './memberText.ts'
import { openOne, sealedIn, type StreamKeys } from './openMembers.ts'
import { vaultCheck } from './vaultCheck.ts'

/** Members that came after their call was forgotten, so that nothing of them was kept. */
export interface MembersNotKept {
  readonly stream: string
  readonly count: number
}

/** What a cipher tells, and by what it knows its log. */
export interface MemberCipherOptions {
  /** Told of members of which nothing is kept, because the key of their call is destroyed already. */
  readonly notKept?: (what: MembersNotKept) => void
  /**
   * Where the log says which vault its members are encrypted by. With it another vault is `Refused` before anything is
   * read or written; without it a key of another vault would be made for a call that has one.
   */
  readonly check?: VaultCheckPlace
}

const refused = (reason: string): LogError => ({ _tag: 'Refused', retry: 'never', reason })

const logErrorOf = (error: VaultError): LogError => {
  const reason = renderVaultError(error)
  return error.retry === 'later' ? { _tag: 'Unavailable', retry: 'later', reason } : refused(reason)
}

const isForgotten = (value: unknown): boolean =>
  value === forgotten || (Array.isArray(value) && value.length > 0 && value.every(each => each === forgotten))

type Check = ReturnType<typeof vaultCheck>

const overwrite = (keys: StreamKeys): void => {
  for (const key of keys.values()) if (key !== 'destroyed') key.fill(0)
}

/** What is there, and was not forgotten already. */
const toSeal = ({ members, boundTo }: PlacedMembers): ReadonlyArray<string> =>
  encryptableIn(boundTo.stream).filter(member => {
    const value = members[member]
    return value !== undefined && value !== null && !isForgotten(value)
  })

/** Text in the clear that would be read as an encrypted member. */
const posingMember = ({ members, boundTo }: PlacedMembers): string | undefined => {
  const encryptable = encryptableIn(boundTo.stream)
  const first = sealedMember(members)
  if (first === undefined || !encryptable.includes(first)) return first
  return sealedMember(
    Object.fromEntries(Object.entries(members).filter(([name]) => !encryptable.includes(name)))
  )
}

const subjectForgotten =
  'the key of this subject was destroyed: who comes back needs another reference, and nothing is kept in the clear'

const lookUp = async (
  keyOf: Vault['key'],
  streams: Iterable<string>
): Promise<E.Either<LogError, StreamKeys>> => {
  const keys = new Map<string, Buffer | 'destroyed'>()
  for (const stream of streams) {
    const name = keyOfStream(stream)
    if (name === undefined)
      return E.left(refused('members are encrypted in streams of calls and subjects only'))
    const key = await keyOf(name)()
    if (E.isRight(key)) keys.set(stream, using(key.right, memberKey))
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
    const chosen = events.map(toSeal)
    const posing = events.map(posingMember).find(each => each !== undefined)
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
      if (isOfSubject(stream)) return E.left(refused(subjectForgotten))
      const lost = chosen.filter((_, index) => events[index]!.boundTo.stream === stream)
      notKept?.({ stream, count: lost.flat().length })
    }
    const sealed = events.map((event, index) => sealOne(keys.right, event, chosen[index]!))
    overwrite(keys.right)
    return E.right(sealed)
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
    const opened = events.map((event, index) =>
      sealed[index]!.length === 0
        ? E.right({ members: event.members, forgotten: [] })
        : E.mapLeft(renderMemberFault)(openOne(keys.right, event, sealed[index]!, placeOf))
    )
    overwrite(keys.right)
    return E.right(opened)
  }

/**
 * Encrypts the members of events that may be encrypted, each call's under a key of its own, `call/<callId>`, and what is kept of
 * a subject under `subject/<subjectRef>`; a log that
 * is given it stores no such member in the clear, and forgets them when that key is destroyed. AES-256-GCM with a fresh
 * nonce for each, under a key derived by HKDF-SHA-256 from that of the call. A text is bound to its stream, event, type and
 * member: what was moved, changed or cut off makes its event undecodable, and never becomes other text.
 *
 * Errors: `Refused` where the vault has no key for what is there (another vault, or one not yet restored) or cannot open
 * it; `Unavailable` where it cannot be asked now; `InvalidAppend` for a member in the clear that has the form of an
 * encrypted one. What is recorded of a call after its key was destroyed is forgotten at once, and told to `notKept`; what is to be
 * kept of a subject whose key was destroyed is `Refused`, since a link that nobody can follow is none.
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
