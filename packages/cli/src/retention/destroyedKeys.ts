/**
 * Which keys of recordings and analyses a vault says were destroyed, for the certificates of their calls.
 */
import type { DestroyedKey, LogContext } from '@samtykke/audit'
import {
  analysisKey,
  type CallHistory,
  callState,
  type Identifier,
  recordingKey,
  type View
} from '@samtykke/core'
import type { OpenedVault } from '@samtykke/vault'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { vaultFailure } from '../source/vault.ts'
import type { Failure } from '../text/failure.ts'

/** Of each call what a certificate is to know of its keys; nothing where there is no vault. */
export type KeysOf = (callId: string) => Pick<LogContext, 'destroyedKeyOf'>

/** What a certificate is of. */
interface Target {
  readonly callId: Identifier
  readonly target: 'recording' | 'analysis'
  readonly targetId: Identifier
}

/** The key of a recording or analysis, where it was destroyed. */
export const destroyedKey = async (
  vault: OpenedVault,
  { callId, target, targetId }: Target
): Promise<E.Either<Failure, DestroyedKey | undefined>> => {
  const name = (target === 'recording' ? recordingKey : analysisKey)(callId, targetId)
  const key = await vault.key(name)()
  if (E.isRight(key) || key.left._tag === 'KeyMissing') return E.right(undefined)
  if (key.left._tag !== 'KeyDestroyed') return E.left(vaultFailure(key.left))
  const { destroyedAt } = key.left
  return E.right({ name, destroyedAt, heldForSeconds: vault.cacheFor / 1000 })
}

/** Asks for every recording and analysis that is gone. */
export const destroyedKeys =
  (
    vault: OpenedVault | undefined,
    view: View,
    histories: ReadonlyArray<CallHistory>
  ): TE.TaskEither<Failure, KeysOf> =>
  async () => {
    const found = new Map<string, DestroyedKey>()
    if (vault === undefined) return E.right(() => ({}))
    for (const history of histories) {
      const { callId, recordings, analyses } = callState(view)(history)
      for (const { target, targetId, outcomes } of [...recordings, ...analyses]) {
        if (outcomes.length === 0) continue
        const key = await destroyedKey(vault, { callId, target, targetId })
        if (E.isLeft(key)) return key
        if (key.right !== undefined) found.set(key.right.name, key.right)
      }
    }
    return E.right(callId => ({
      destroyedKeyOf: (target, targetId) => found.get(`${target}/${callId}/${targetId}`)
    }))
  }
