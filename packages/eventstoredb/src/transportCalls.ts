/**
 * What of a call gRPC keeps to itself and has no setting for: how the bytes of its stream are split into messages, and how
 * far ahead of the reader the server may send. Where it is not found as it is known, all stays as gRPC has it.
 */
import type { ClientHttp2Stream, Http2Session } from 'node:http2'
import { Duplex } from 'node:stream'
import { bundler, type Split } from './bundles.ts'

/** A call as it runs over one stream of a connection. */
export interface TransportCall {
  readonly decoder: { write: Split; readonly maxReadMessageLength: number; readonly readState: unknown }
  readonly http2Stream: ClientHttp2Stream
}

/** Where the parts of a call keep the next: the call inside, or those that are tried one after the other. */
const inner = (part: object): ReadonlyArray<unknown> => {
  const { call, nextCall, child, underlyingCalls } = part as Readonly<Record<string, unknown>>
  return [call, nextCall, child, ...(Array.isArray(underlyingCalls) ? (underlyingCalls as unknown[]) : [])]
}

const isTransportCall = (part: object): part is TransportCall => {
  const { decoder, http2Stream } = part as Partial<TransportCall>
  return (
    typeof decoder?.write === 'function' &&
    typeof decoder.maxReadMessageLength === 'number' &&
    http2Stream instanceof Duplex
  )
}

const deepest = 16

export const transportCallsOf = (part: unknown, depth = 0): ReadonlyArray<TransportCall> => {
  if (typeof part !== 'object' || part === null || depth > deepest) return []
  return isTransportCall(part) ? [part] : inner(part).flatMap(each => transportCallsOf(each, depth + 1))
}

/**
 * As HTTP/2 has it the server waits after 64 kB until it hears that they were read: over a long way that is most of the
 * time. It is set for the connection, which gRPC may share with other clients of the process.
 */
const wideWindow = 1024 * 1024

const widened = new WeakSet<Http2Session>()

const widen = (session: Http2Session | undefined): void => {
  if (session === undefined || session.closed || session.destroyed || widened.has(session)) return
  widened.add(session)
  session.settings({ initialWindowSize: wideWindow })
  session.setLocalWindowSize(wideWindow)
}

/** Has a call's messages handed on in bundles, from where its answer begins, and its server send further ahead. */
export const inBulk = (call: object): void => {
  for (const { decoder, http2Stream } of transportCallsOf(call)) {
    widen(http2Stream.session)
    // A message that has begun is ended by whom it was begun.
    if (decoder.readState === 0) decoder.write = bundler(decoder.maxReadMessageLength)
  }
}
