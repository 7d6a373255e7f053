import type {
  sendUnaryData,
  ServerDuplexStream,
  ServerReadableStream,
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
  UntypedServiceImplementation
} from '@grpc/grpc-js'
import { constants, type ServerHttp2Stream } from 'node:http2'
import type { Access } from '../access/access.ts'
import type { Gate } from './gate.ts'

type AnyCall =
  | ServerUnaryCall<unknown, unknown>
  | ServerReadableStream<unknown, unknown>
  | ServerWritableStream<unknown, unknown>
  | ServerDuplexStream<unknown, unknown>

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

  const guardAnswer = <Response>(path: string, answer: sendUnaryData<Response>): sendUnaryData<Response> => {
    const pass = gate.lane()
    return (...result) => {
      if (mayAnswer(path, result[0] !== null)) pass(() => answer(...result))
    }
  }

  const guardStream = (
    path: string,
    call: ServerWritableStream<unknown, unknown> | ServerDuplexStream<unknown, unknown>
  ): void => {
    const pass = gate.lane()
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

  return {
    guard: (definition, implementation) =>
      Object.fromEntries(
        Object.entries(definition)
          .map(([name, { path, responseStream }]) => {
            const handler = implementation[name] as ((...rest: unknown[]) => void) | undefined
            if (handler === undefined) return [name, undefined]
            const guarded = responseStream
              ? (call: ServerWritableStream<unknown, unknown>): void => {
                  track(call)
                  guardStream(path, call)
                  handler(call)
                }
              : (call: ServerUnaryCall<unknown, unknown>, answer: sendUnaryData<unknown>): void => {
                  track(call)
                  const guardedAnswer = guardAnswer(path, answer)
                  const denied = access.authenticate(call)
                  if (denied === undefined) handler(call, guardedAnswer)
                  else guardedAnswer(denied)
                }
            return [name, guarded]
          })
          .filter(([, handler]) => handler !== undefined)
      ) as UntypedServiceImplementation,
    count: () => open.size,
    breakOff: () => {
      for (const call of open) streamOf(call)?.close(constants.NGHTTP2_NO_ERROR)
    }
  }
}
