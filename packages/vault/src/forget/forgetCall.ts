/**
 * Forgetting a call whose proof period is over. Three durable facts in this order: the log says that it is redacted, its
 * key is destroyed, its stream is truncated. A crash between any two is repaired by doing it again.
 */
import {
  callHistory,
  callKey,
  callState,
  type CallState,
  type EventLog,
  type EventOf,
  type Identifier,
  type Instant,
  isKnownEvent,
  type LoadedCall,
  type LogError,
  type RecordedEntry,
  renderVaultError,
  type Rules,
  type Vault,
  type VaultError
} from '@samtykke/core'
import { derivedId } from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { keyOfRef } from '../recording/vaultedStore.ts'
import { type ForgottenCall, forgottenCallOf } from './levels.ts'
import { residueOf } from './residue.ts'

/** What forgetting needs of the world. */
export interface ForgetPorts {
  readonly log: Pick<EventLog, 'append'>
  readonly vault: Vault
  readonly rules: Rules
  /** Takes away what stands before a revision of a call, where the log can. */
  readonly truncate?: (callId: Identifier, before: bigint) => TE.TaskEither<LogError, void>
  /** Told when a call was forgotten as far as it is done here. */
  readonly tell?: (forgotten: ForgottenCall) => void
}

/** Forgets calls; what redacts proofs for a worker. */
export interface Forgetting {
  /**
   * Redacts the proof of a call as it was loaded, and forgets it; takes up what was begun. A `RevisionConflict` where
   * something came in between.
   */
  readonly redact: (call: LoadedCall, occurredAt: Instant) => TE.TaskEither<LogError, void>
  /** Whether forgetting this call was begun, and is not done. */
  readonly isBrokenOff: (call: LoadedCall, asOf: Instant) => boolean
}

const logErrorOf = (error: VaultError): LogError => {
  const reason = renderVaultError(error)
  return error.retry === 'later'
    ? { _tag: 'Unavailable', retry: 'later', reason }
    : { _tag: 'Refused', retry: 'never', reason }
}

const isRedaction = ({ payload }: RecordedEntry): boolean => {
  const event = 'event' in payload ? payload.event : undefined
  return event !== undefined && isKnownEvent(event) && event.type === 'proof-redacted' && event.keyDestroyed
}

/**
 * The redaction that closed the call, with `keyDestroyed`: an early one closes nothing, and forgets nothing.
 *
 * @example
 * import { callHistory, callState, compilePolicy, identifier, instant, noticePolicy } from '@samtykke/core'
 * import { createMemoryLog } from '@samtykke/testing'
 * import { closingRedaction } from '@samtykke/vault'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const loaded = await createMemoryLog().load(identifier('call-1'))()
 * assert.ok(E.isRight(loaded))
 * assert.equal(closingRedaction(loaded.right, callState(view)(callHistory(loaded.right))), undefined)
 */
export const closingRedaction = (
  { entries }: LoadedCall,
  { closedAt, redactions }: CallState
): RecordedEntry | undefined =>
  closedAt === undefined
    ? undefined
    : entries.find(entry => isRedaction(entry) && entry.id === redactions[0]?.id)

/** Destroys a key and sees that it is destroyed. */
const destroyKey = async (
  vault: Vault,
  name: Parameters<Vault['destroy']>[0]
): Promise<E.Either<LogError, Instant>> => {
  const destroyed = await vault.destroy(name)()
  if (E.isLeft(destroyed)) return E.left(logErrorOf(destroyed.left))
  const left = await vault.key(name)()
  if (E.isLeft(left) && left.left._tag === 'KeyDestroyed') return E.right(left.left.destroyedAt)
  return E.left(
    E.isLeft(left)
      ? logErrorOf(left.left)
      : { _tag: 'Unavailable', retry: 'later', reason: 'the key was destroyed, and is still there' }
  )
}

/**
 * Forgets calls: appends `proof-redacted` with what stays known, destroys the key of the call's members and whatever key of
 * its recordings and analyses is left, and truncates its stream before the redaction. The redaction holds nothing of a
 * person, so that it is the last event that a store keeps of the stream.
 *
 * What comes into the call afterwards, a late request for example, stays behind the redaction.
 *
 * @example
 * import { callKey, compilePolicy, identifier, instant, noticePolicy, period } from '@samtykke/core'
 * import { recordCall } from '@samtykke/log'
 * import { aCall, createMemoryKeyTable, createMemoryLog } from '@samtykke/testing'
 * import { forgetCalls, masterKey, openVault } from '@samtykke/vault'
 * import * as E from 'fp-ts/lib/Either.js'
 * import { randomBytes } from 'node:crypto'
 *
 * const proofOfConsent = { period: period('P1M'), basis: '6(1)(c)' }
 * const rules = compilePolicy({ ...noticePolicy, proofOfConsent }, () => undefined)
 * const log = createMemoryLog()
 * const wrapper = masterKey(randomBytes(32))
 * assert.ok(E.isRight(wrapper))
 * const opened = await openVault({ table: createMemoryKeyTable(), wrapper: wrapper.right, log })()
 * assert.ok(E.isRight(opened))
 * const vault = opened.right
 *
 * const callId = identifier('call-1')
 * const { events } = aCall({ callId }).with('consent-given')
 * await recordCall(log)(callId, events)()
 * const call = await log.load(callId)()
 * assert.ok(E.isRight(call))
 * const redacted = await forgetCalls({ log, vault, rules }).redact(call.right, instant('2027-06-01T00:00:00.000Z'))()
 * assert.ok(E.isRight(redacted))
 * const key = await vault.key(callKey(callId))()
 * assert.ok(E.isLeft(key) && key.left._tag === 'KeyDestroyed')
 * await vault.close()()
 *
 * @see contract, section 3, `proof`; GDPR art. 5(1)(e), 17(1)(a)
 */
export const forgetCalls = ({ log, vault, rules, truncate, tell }: ForgetPorts): Forgetting => {
  const append = async (
    { callId, revision }: LoadedCall,
    state: CallState,
    occurredAt: Instant
  ): Promise<E.Either<LogError, bigint>> => {
    const event: EventOf<'proof-redacted'> = {
      id: derivedId('forget', callId, String(revision)),
      type: 'proof-redacted',
      callId,
      occurredAt,
      keyDestroyed: true,
      residue: residueOf(state)
    }
    const appended = await log.append(callId, [event], revision)()
    if (E.isLeft(appended)) return appended
    return appended.right === 'no-stream'
      ? E.left({ _tag: 'Refused', retry: 'never', reason: 'the log says that nothing was appended' })
      : E.right(appended.right)
  }

  const destroyKeys = async (state: CallState): Promise<E.Either<LogError, Instant>> => {
    const { callId } = state
    for (const kept of [...state.recordings, ...state.analyses]) {
      const ids = kept.target === 'recording' ? { recordingId: kept.targetId } : { analysisId: kept.targetId }
      const destroyed = await destroyKey(vault, keyOfRef({ callId, processor: '', ...ids }))
      if (E.isLeft(destroyed)) return destroyed
    }
    return destroyKey(vault, callKey(callId))
  }

  return {
    isBrokenOff: (call, asOf) => {
      if (truncate === undefined || !call.entries.some(isRedaction)) return false
      const redaction = closingRedaction(call, callState({ rules, asOf })(callHistory(call)))
      return redaction !== undefined && call.entries.some(({ revision }) => revision < redaction.revision)
    },
    redact: (call, occurredAt) => async () => {
      const { callId } = call
      const state = callState({ rules, asOf: occurredAt })(callHistory(call))
      const standing = closingRedaction(call, state)
      const redacted =
        standing === undefined ? await append(call, state, occurredAt) : E.right(standing.revision)
      if (E.isLeft(redacted)) return redacted
      const revision = redacted.right
      const destroyed = await destroyKeys(state)
      if (E.isLeft(destroyed)) return destroyed
      const hidden = truncate === undefined ? E.right(undefined) : await truncate(callId, revision)()
      if (E.isLeft(hidden)) return hidden
      tell?.(
        forgottenCallOf({
          callId,
          revision,
          destroyedAt: destroyed.right,
          ...(truncate !== undefined && { truncation: { before: revision, at: destroyed.right } })
        })
      )
      return E.right(undefined)
    }
  }
}
