/**
 * The calls that are open.
 */
import type {
  sendUnaryData,
  ServerDuplexStream,
  ServerReadableStream,
  ServerUnaryCall,
  ServerWritableStream,
  ServiceError,
  ServiceDefinition,
  UntypedServiceImplementation
} from '@grpc/grpc-js'
import { constants, type ServerHttp2Stream } from 'node:http2'
import type { Access } from '../access/access.ts'
import { asServiceError } from '../wire/errors.ts'
import type { Gate } from './gate.ts'
import { registerOutput } from './output.ts'

type SingleAnswerCall = ServerUnaryCall<unknown, unknown> | ServerReadableStream<unknown, unknown>
type StreamingCall = ServerWritableStream<unknown, unknown> | ServerDuplexStream<unknown, unknown>
type AnyCall = SingleAnswerCall | StreamingCall
type Handler = (call: AnyCall, answer?: sendUnaryData<unknown>) => void

/** The calls that are open, and the gate that their answers pass. */
export interface Calls {
  readonly guard: (
    definition: ServiceDefinition,
    implementation: UntypedServiceImplementation
  ) => UntypedServiceImplementation
  readonly count: () => number
  /** Breaks every call off as a server does that goes down: its stream ends, and no status is given. */
  readonly breakOff: () => void
}

export type Answered = (path: string, failed: boolean) => boolean

/** grpc-js keeps the stream of a call to itself; nothing else ends a call without a status. */
const streamOf = (call: AnyCall): ServerHttp2Stream | undefined =>
  (call as unknown as { readonly call?: { readonly stream?: ServerHttp2Stream } }).call?.stream

/**
 * @param mayAnswer asked before the answer of an append goes out; false: it never does
 */
export const createCalls = (gate: Gate, access: Access, mayAnswer: Answered): Calls => {
  const open = new Set<AnyCall>()

  const track = (call: AnyCall): void => {
    open.add(call)
    streamOf(call)?.once('close', () => open.delete(call))
  }

  /** Users are made when they are first asked for, and that may fail. */
  const denial = (call: AnyCall): ServiceError | undefined => {
    try {
      return access.authenticate(call)
    } catch (error) {
      return asServiceError(error)
    }
  }

  const guardAnswer = <Response>(path: string, answer: sendUnaryData<Response>): sendUnaryData<Response> => {
    const pass = gate.lane()
    return (...result) => {
      if (mayAnswer(path, result[0] !== null)) pass(() => answer(...result))
    }
  }

  const guardStream = (path: string, call: StreamingCall): void => {
    const pass = gate.lane()
    const stream = streamOf(call)
    if (stream !== undefined) registerOutput(call, { stream, pass })
    const write = call.write.bind(call) as (message: unknown) => boolean
    const end = call.end.bind(call)
    call.write = (message: unknown) => {
      if (!mayAnswer(path, false)) return true
      let taken = true
      pass(() => {
        taken = write(message)
      })
      return taken
    }
    call.end = ((...rest: []) => {
      pass(() => end(...rest))
      return call
    }) as typeof call.end
  }

  const guardStreaming =
    (path: string, handler: Handler) =>
    (call: StreamingCall): void => {
      track(call)
      guardStream(path, call)
      const denied = denial(call)
      if (denied === undefined) handler(call)
      else call.emit('error', denied)
    }

  const guardUnary =
    (path: string, handler: Handler) =>
    (call: SingleAnswerCall, answer: sendUnaryData<unknown>): void => {
      track(call)
      const guarded = guardAnswer(path, answer)
      const serve = (): void => {
        if (call.cancelled) return
        const denied = denial(call)
        if (denied === undefined) handler(call, guarded)
        else guarded(denied)
      }
      // A call that came while the server hung may have been given up: that is read right behind it.
      if (gate.hasJustOpened()) setImmediate(serve)
      else serve()
    }

  const guard: Calls['guard'] = (definition, implementation) => {
    const guarded: UntypedServiceImplementation = {}
    for (const [name, { path, responseStream }] of Object.entries(definition)) {
      const handler = implementation[name] as Handler | undefined
      if (handler === undefined) continue
      guarded[name] = responseStream ? guardStreaming(path, handler) : guardUnary(path, handler)
    }
    return guarded
  }

  return {
    guard,
    count: () => open.size,
    breakOff: () => {
      for (const call of open) streamOf(call)?.close(constants.NGHTTP2_NO_ERROR)
    }
  }
}
