/**
 * The port through which members of events are encrypted on their way into a log, and decrypted on their way out.
 */
import type * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { LogError } from './eventLog.ts'

/** The members of an event, as they are stored. */
export type Members = Readonly<Record<string, unknown>>

/** The place that the encrypted members of an event are bound to. */
export interface SealedFor {
  readonly stream: string
  readonly id: string
  readonly type: string
}

/** The members of an event, and where it stands. */
export interface PlacedMembers {
  readonly members: Members
  readonly boundTo: SealedFor
}

/** The members of an event in the clear; of those whose key was destroyed, the names. */
export interface OpenedMembers {
  readonly members: Members
  readonly forgotten: ReadonlyArray<string>
}

/**
 * Encrypts members of events, of those that may be encrypted (`encryptableMembers`), and the content of what is kept of a subject
 * (`subjectContent`, the one member that such an entry has then). A log that has one stores no such
 * member in the clear: where one cannot be encrypted, nothing is appended.
 */
export interface MemberCipher {
  readonly seal: (events: ReadonlyArray<PlacedMembers>) => TE.TaskEither<LogError, ReadonlyArray<Members>>
  /**
   * Of each event its members in the clear, or what is wrong with one: the reason why the entry is undecodable, without
   * personal data. A `LogError` where nothing can be opened, for want of a key.
   */
  readonly open: (
    events: ReadonlyArray<PlacedMembers>
  ) => TE.TaskEither<LogError, ReadonlyArray<E.Either<string, OpenedMembers>>>
}

/** Where a log keeps the text that tells which vault its members are encrypted by. */
export interface VaultCheckPlace {
  /** What stands there, if anything. */
  readonly read: TE.TaskEither<LogError, string | undefined>
  /** Keeps the text where there is none, and gives what stands there then. */
  readonly keep: (text: string) => TE.TaskEither<LogError, string>
}

/** The one member of an encrypted entry of a subject's stream: its whole content. */
export const subjectContent = 'content'

/** How the text begins that stands in the place of an encrypted member; its number is that of the form. */
export const sealedPrefix = 'samtykke.1.'

/**
 * The first member that stands there encrypted, or `undefined`. A log without a cipher neither writes nor reads such a
 * member: it would pass ciphertext off as what someone said.
 *
 * @example
 * import { sealedMember } from '@samtykke/core'
 *
 * assert.deepStrictEqual(
 *   [
 *     sealedMember({ reason: 'samtykke.1.call/call-1.c2FtdHlra2UxMjM0.AAAAAAAAAAAAAAAAAAAAAAAAAA' }),
 *     sealedMember({ reason: 'a long search' })
 *   ],
 *   ['reason', undefined]
 * )
 *
 * @see `memberCipher` in `@samtykke/vault`
 */
export const sealedMember = (members: Members): string | undefined => {
  for (const member in members) {
    const value = members[member]
    if (typeof value === 'string' && value.startsWith(sealedPrefix)) return member
  }
  return undefined
}
