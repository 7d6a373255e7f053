/**
 * Whether the key of a recording or an analysis was destroyed, as a vault says, for its certificate.
 */
import type { DestroyedKey } from '@samtykke/audit'
import { analysisKey, type Identifier, recordingKey } from '@samtykke/core'
import type { OpenedVault } from '@samtykke/vault'
import * as E from 'fp-ts/lib/Either.js'
import { vaultFailure } from '../source/vault.ts'
import type { Failure } from '../text/failure.ts'

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
