/**
 * Handlers of calls with one answer.
 */
import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js'
import { asServiceError } from '../wire/errors.ts'

export type UnaryCall<Request> = ServerUnaryCall<Request, unknown>
export type UnaryHandler<Request, Response> = (
  call: ServerUnaryCall<Request, Response>,
  answer: sendUnaryData<Response>
) => void

/** A handler of a call with one answer: what it throws is the answer too. */
export const unary =
  <Request, Response>(
    respond: (call: ServerUnaryCall<Request, Response>) => Response | Promise<Response>
  ): UnaryHandler<Request, Response> =>
  (call, answer) => {
    new Promise<Response>(resolve => resolve(respond(call))).then(
      response => answer(null, response),
      (error: unknown) => answer(asServiceError(error))
    )
  }
