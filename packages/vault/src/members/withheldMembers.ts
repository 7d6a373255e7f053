/**
 * For who reads a log without a vault.
 */
import type { MemberCipher } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { renderMemberFault } from './memberFault.ts'
import { openOne, sealedIn } from './openMembers.ts'

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
  seal: () =>
    TE.left({
      _tag: 'Refused',
      retry: 'never',
      reason: 'nothing is written without a vault that is open'
    }),
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
