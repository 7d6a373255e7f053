/**
 * What carrying out needs of a vault: stores that only it opens, and the forgetting of calls.
 */
import type { Rules } from '@samtykke/core'
import type { EventStoreDBLog } from '@samtykke/eventstoredb'
import type { ProofRedaction, Stores } from '@samtykke/retention'
import type { ForgottenCall, OpenedVault } from '@samtykke/vault'
import * as TE from 'fp-ts/lib/TaskEither.js'

export const storesThrough = async (
  vault: OpenedVault,
  { recordings, analyses }: Stores
): Promise<Stores> => {
  const { vaultedAnalysisStore, vaultedStore } = await import('@samtykke/vault')
  return {
    recordings: new Map([...recordings].map(([name, store]) => [name, vaultedStore(vault, store)])),
    analyses: new Map([...analyses].map(([name, store]) => [name, vaultedAnalysisStore(vault, store)]))
  }
}

export const redactionWith = async (
  log: EventStoreDBLog,
  vault: OpenedVault,
  rules: Rules,
  tell: (forgotten: ForgottenCall) => void
): Promise<ProofRedaction> => {
  const [{ forgetCalls }, { truncateCall }] = await Promise.all([
    import('@samtykke/vault'),
    import('@samtykke/eventstoredb')
  ])
  return forgetCalls({ log, vault, rules, truncate: truncateCall(log), tell })
}

/** Says that proofs can be redacted, and redacts none: for who only looks. */
export const onlyLooking: ProofRedaction = {
  redact: () => TE.left({ _tag: 'Refused', retry: 'never', reason: 'nothing is done where one only looks' }),
  isBrokenOff: () => false
}

/** The members of the line or sentence that tells of a forgotten call: ids, instants and levels. */
export const forgottenMembers = ({ callId, reached, notReached }: ForgottenCall): object => ({
  callId,
  reached: reached.map(level =>
    Object.fromEntries(
      Object.entries(level).map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value])
    )
  ),
  notReached
})
