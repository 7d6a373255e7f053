/**
 * What a processor is asked over HTTP and what it answers: JSON, so that any vendor can be wrapped in a few lines.
 *
 * ```text
 * POST /erasures              {callId, recordingId | analysisId, processor, region?, sha256?, mediaType?}
 *   Idempotency-Key: K        the id of the instruction: with the same it is the same order, carried out if it was not
 *   200 {status: 'gone', confirmation, copies, backupsExpireOn?}
 *   202 {status: 'accepted', reference, askAgainAt}
 * GET /erasures/REFERENCE     200 as above; 404: no such order
 * GET /objects?callId=…&recordingId=…
 *   200 {status: 'present', copies, versions, bytes?} | {status: 'absent'}
 * GET /content?callId=…&recordingId=…
 *   200 the bytes; 404: nothing there
 * GET /inventory?after=…      200 {refs: [{callId, recordingId}], unrecognised?: [name], next?: text}
 * ```
 *
 * Other answers: 401 and 403 `AccessDenied`, 423 `Locked`, 507 `OutOfSpace`, 429 and 5xx `Unavailable`, any other 4xx
 * `Refused`.
 */
import { Identifier, Instant, LocalDate, type Ref, refId, type StoreError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/** A count. */
const Count = new t.Type<number, number>(
  'a whole number that is not negative',
  (u): u is number => typeof u === 'number' && Number.isSafeInteger(u) && u >= 0,
  (u, context) =>
    typeof u === 'number' && Number.isSafeInteger(u) && u >= 0 ? t.success(u) : t.failure(u, context),
  t.identity
)

/** A reference or confirmation of the processor's: printable, and short enough for an event. */
export const Reference = new t.Type<string, string>(
  'a text of 1 to 512 printable signs',
  (u): u is string => typeof u === 'string' && /^[\u0020-\u007e]{1,512}$/.test(u),
  (u, context) =>
    typeof u === 'string' && /^[\u0020-\u007e]{1,512}$/.test(u) ? t.success(u) : t.failure(u, context),
  t.identity
)

export const Gone = t.intersection([
  t.type({ status: t.literal('gone'), confirmation: Reference, copies: Count }),
  t.partial({ backupsExpireOn: LocalDate })
])

export const ErasureAnswer = t.union([
  Gone,
  t.type({ status: t.literal('accepted'), reference: Reference, askAgainAt: Instant })
])

export const FoundAnswer = t.union([
  t.intersection([
    t.type({ status: t.literal('present'), copies: Count, versions: Count }),
    t.partial({ bytes: Count })
  ]),
  t.type({ status: t.literal('absent') })
])

const Ids = t.union([
  t.type({ callId: Identifier, recordingId: Identifier }),
  t.type({ callId: Identifier, analysisId: Identifier })
])

export const InventoryAnswer = t.intersection([
  t.type({ refs: t.array(Ids) }),
  t.partial({ unrecognised: t.array(t.string), next: Reference })
])

/** The ids as a query. */
export const queryOf = (ref: Ref): URLSearchParams =>
  new URLSearchParams({
    callId: ref.callId,
    [ref.recordingId === undefined ? 'analysisId' : 'recordingId']: refId(ref)
  })

/** What the value says, or where it is not as agreed; nothing of the value is repeated. */
export const read = <A>(
  codec: t.Decoder<unknown, A>,
  value: unknown,
  what: string
): E.Either<StoreError, A> => {
  const decoded = codec.decode(value)
  if (E.isRight(decoded)) return decoded
  const members = decoded.left.map(({ context }) =>
    context
      .map(each => each.key)
      .filter(key => key !== '' && !/^\d+$/.test(key))
      .join('.')
  )
  const where = [...new Set(members)].join(', ')
  return E.left({
    _tag: 'Refused',
    retry: 'never',
    reason: `${what}: the answer is not as agreed${where === '' ? '' : ` (${where})`}`
  })
}

/** What a status means for whoever asked. */
export const errorOfStatus = (status: number, what: string): StoreError => {
  const reason = `${what}: status ${status}`
  if (status === 401 || status === 403) return { _tag: 'AccessDenied', retry: 'never', reason }
  if (status === 404) return { _tag: 'NotFound', retry: 'never', reason }
  if (status === 423) return { _tag: 'Locked', retry: 'never', reason }
  if (status === 507) return { _tag: 'OutOfSpace', retry: 'later', reason }
  return status >= 500 || [408, 425, 429].includes(status)
    ? { _tag: 'Unavailable', retry: 'later', reason }
    : { _tag: 'Refused', retry: 'never', reason }
}
