/**
 * Handlers of calls with one answer, and what becomes of what they throw.
 */
import type { sendUnaryData, ServerUnaryCall, ServiceError } from '@grpc/grpc-js'
import { JournalError } from '../store/journalError.ts'
import { cannotWrite, handlerFailed } from '../wire/errors.ts'

export type UnaryCall<Request> = ServerUnaryCall<Request, unknown>
export type UnaryHandler<Request, Response> = (
  call: ServerUnaryCall<Request, Response>,
  answer: sendUnaryData<Response>
) => void

const isServiceError = (error: unknown): error is ServiceError =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' && 'details' in error

/** Errors that say what they are go to the client as they are, all others as the server's general one. */
export const asServiceError = (error: unknown): ServiceError => {
  if (error instanceof JournalError) return cannotWrite(error)
  return isServiceError(error) ? error : handlerFailed()
}

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
