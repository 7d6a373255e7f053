/**
 * Arbitrary requests of persons.
 */
import { decodeSubjectRequest, noticePurposes, renderMemberError, type SubjectRequest } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { anyInstant } from './instants.ts'

const members = {
  requestId: fc.constantFrom('request-1', 'request-2'),
  subjectRef: fc.constantFrom('person-1', 'person-2'),
  receivedAt: anyInstant(),
  channel: fc.constantFrom('email', 'phone', 'letter', 'self-service', 'in-call', 'other')
}
const purposes = fc.option(
  fc.subarray(
    noticePurposes.map(({ purpose }) => purpose),
    { minLength: 1 }
  ),
  { nil: undefined }
)

/**
 * Valid requests of a data subject: withdrawals, objections, requests for erasure and for access.
 *
 * @example
 * import { decodeSubjectRequest } from '@samtykke/core'
 * import { anyRequest } from '@samtykke/testing/fast-check'
 * import * as E from 'fp-ts/lib/Either.js'
 * import * as fc from 'fast-check'
 *
 * fc.assert(fc.property(anyRequest(), request => E.isRight(decodeSubjectRequest(request))))
 *
 * @see GDPR art. 7(3), 15, 17(1), 21(1)
 */
export const anyRequest = (): fc.Arbitrary<SubjectRequest> =>
  fc
    .oneof(
      fc.record({ kind: fc.constant('withdrawal'), ...members, purposes }),
      fc.record({ kind: fc.constant('objection'), ...members, purposes }),
      fc.record({
        kind: fc.constant('erasure'),
        ...members,
        scope: fc.constantFrom('all', 'recording', 'analysis')
      }),
      fc.record({ kind: fc.constant('access'), ...members })
    )
    .map(value => {
      const decoded = decodeSubjectRequest(value)
      if (E.isLeft(decoded)) throw new Error(decoded.left.map(renderMemberError).join('; '))
      return decoded.right
    })
