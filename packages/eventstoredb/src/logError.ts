/**
 * From what the client throws to what a log says. Judged by gRPC code first: some rejections are a plain `Error`
 * without a type, and the type of others misleads.
 */
import type { LogError } from '@samtykke/core'
import { status } from '@grpc/grpc-js'

const members = (
  error: unknown
): { code?: unknown; type?: unknown; details?: unknown; message?: unknown; isUnreached?: unknown } =>
  typeof error === 'object' && error !== null ? error : {}

const notThisServer = 'what listens there is no EventStoreDB'

/** What the words of the transport mean to someone who looks for the fault, and what to do about it. */
const meanings: ReadonlyArray<readonly [RegExp, string]> = [
  [/ECONNREFUSED/, 'the connection was refused: nothing listens there'],
  [/ENOTFOUND|EAI_AGAIN|Name resolution failed/, 'no such host is known'],
  [/ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/, 'no way leads there'],
  [/Failed to discover/, 'no node of the cluster was found: check the hosts, their ports, tls and tlsCAFile'],
  [
    /wrong version number|ssl3_get_record|packet length too long/,
    'what listens there speaks no TLS: tls=false is for such a server'
  ],
  [
    /does not match certificate's altnames/,
    'its certificate is for other names: expected a host, or an address, that the certificate lists'
  ],
  [/certificate has expired|CERT_HAS_EXPIRED/, 'its certificate has expired: the server needs another'],
  [
    /certificate required|handshake failure|bad certificate/i,
    'it asks for a certificate: userCertFile, userKeyFile'
  ],
  [
    /self.signed|unable to (get|verify)|certificate/i,
    'its certificate is not trusted: tlsCAFile names the authority that signed it, or the certificate itself'
  ],
  [
    /Failed to connect|ECONNRESET|EPIPE|Socket closed|socket disconnected/,
    'the connection was closed at once: leave out tls=false for a server with TLS, set it for one without'
  ],
  [
    /Protocol error|Parse Error|ERR_HTTP2/,
    `${notThisServer}, or expects TLS: leave out tls=false for such a server`
  ],
  [/unimplemented|Received HTTP status code 404/i, notThisServer]
]

/** The server's words, without what may be personal: the client puts no payload into them. */
const reasonOf = (error: unknown): string => {
  const { code, details, message } = members(error)
  if (code === status.UNIMPLEMENTED) return notThisServer
  const text =
    typeof details === 'string' && details !== '' ? details : typeof message === 'string' ? message : ''
  const [silence] = /no answer within \d+ ms/.exec(text) ?? []
  const meant = meanings.find(([words]) => words.test(text))
  return silence ?? meant?.[1] ?? (text === '' ? 'no reason given' : text.split('\n')[0]!.slice(0, 300))
}

const unreached = /No connection established|Name resolution failed|Failed to discover|not leader/i

export const unavailable = (reason: string): LogError => ({ _tag: 'Unavailable', retry: 'later', reason })

export const outcomeUnknown = (reason: string): LogError => ({
  _tag: 'OutcomeUnknown',
  retry: 'same-ids',
  reason
})

export const closed: LogError = { _tag: 'Closed', retry: 'never' }

export const invalidAppend = (reason: string): LogError => ({
  _tag: 'InvalidAppend',
  retry: 'never',
  reason
})

export const never = (
  tag: 'AccessDenied' | 'StreamDeleted' | 'TooLarge' | 'Refused',
  reason: string
): LogError => ({
  _tag: tag,
  retry: 'never',
  reason
})

/** What went wrong with an append: whether it may have been written decides what to do. */
export const appendError = (error: unknown): LogError => {
  const { code, type, isUnreached } = members(error)
  const reason = reasonOf(error)
  if (isUnreached === true) return unavailable(reason)
  switch (type) {
    case 'stream-deleted':
      return never('StreamDeleted', reason)
    case 'access-denied':
      return never('AccessDenied', reason)
    case 'not-leader':
      return unavailable('the node is not the leader')
    case 'deadline-exceeded':
      return outcomeUnknown(reason)
    default:
      return byCode(code, reason, unreached.test(String(members(error).message)))
  }
}

const byCode = (code: unknown, reason: string, isUnreached: boolean): LogError => {
  switch (code) {
    case status.UNAVAILABLE:
      return isUnreached ? unavailable(reason) : outcomeUnknown(reason)
    case status.CANCELLED:
    case status.DEADLINE_EXCEEDED:
    case status.ABORTED:
    case status.INTERNAL:
      return outcomeUnknown(reason)
    case status.UNAUTHENTICATED:
      return never('AccessDenied', 'the server does not accept this user and password')
    case status.PERMISSION_DENIED:
      return never('AccessDenied', reason)
    case status.RESOURCE_EXHAUSTED:
      return never('TooLarge', reason)
    default:
      return isUnreached ? unavailable(reason) : never('Refused', reason)
  }
}

/** What went wrong with a read: it can always be tried again where an append's outcome would be unknown. */
export const readError = (error: unknown): LogError => {
  const found = appendError(error)
  return found._tag === 'OutcomeUnknown' ? unavailable(found.reason) : found
}
