/**
 * What is wrong with an encrypted member. A fault makes its event undecodable, so that its call is for a person; it never
 * becomes other text.
 */
import type { MemberPlace } from './memberText.ts'

/**
 * - `Malformed`: what is left of an encrypted member: a text cut off, or of another form
 * - `WrongPlace`: encrypted for another place than that in which it stands, which is named as far as it can be told
 * - `Damaged`: of the right form and under the right key, and not what was written: bytes changed, or brought here from
 *   somewhere that is not among the events that were read with it
 */
export type MemberFault =
  | { readonly _tag: 'Malformed'; readonly member: string }
  | { readonly _tag: 'WrongPlace'; readonly member: string; readonly sealedFor: Partial<MemberPlace> }
  | { readonly _tag: 'Damaged'; readonly member: string }

/**
 * The fault in one sentence, without personal data: ids and names of members only.
 *
 * @example
 * import { renderMemberFault } from '@samtykke/vault'
 *
 * assert.deepStrictEqual(
 *   renderMemberFault({ _tag: 'WrongPlace', member: 'reason', sealedFor: { stream: 'call-2' } }),
 *   'reason: expected what was encrypted for it, found what was encrypted for stream call-2'
 * )
 */
export const renderMemberFault = (fault: MemberFault): string => {
  const expected = `${fault.member}: expected what was encrypted for it, found`
  switch (fault._tag) {
    case 'Malformed':
      return `${expected} what is left of an encrypted member`
    case 'WrongPlace': {
      const { stream, id, type, member } = fault.sealedFor
      const where = [
        member === undefined ? [] : [`member ${member}`],
        type === undefined ? [] : [`type ${type}`],
        id === undefined ? [] : [`event ${id}`],
        stream === undefined ? [] : [`stream ${stream}`]
      ].flat()
      return `${expected} what was encrypted for ${where.join(' of ')}`
    }
    case 'Damaged':
      return `${expected} what no key of it opens: it was changed, or stood elsewhere`
  }
}
