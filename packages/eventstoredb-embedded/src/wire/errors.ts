/**
 * Errors as the client reads them: a code, and trailers that name what it was.
 */
import { Metadata, status, type ServiceError } from '@grpc/grpc-js'
import { JournalError, reasonOf } from '../store/journalError.ts'

/** Header values are ASCII: other characters are percent-encoded. */
const headerValue = (text: string): string => (/^[\x20-\x7e]*$/.test(text) ? text : encodeURI(text))

/** An error of a call: gRPC code, text, and in the trailers what kind it is and of what; what is empty is left out. */
export const fail = (
  code: status,
  message: string,
  exception?: string,
  keys: Readonly<Record<string, string>> = {}
): ServiceError => {
  const metadata = new Metadata()
  if (exception !== undefined) metadata.set('exception', exception)
  for (const [key, value] of Object.entries(keys)) if (value !== '') metadata.set(key, headerValue(value))
  return Object.assign(new Error(message), { code, details: message, metadata })
}

/** What any error inside a handler becomes on the real server. */
export const handlerFailed = (): ServiceError => fail(status.UNKNOWN, 'Exception was thrown by handler.')

/** The disk takes nothing: whether the write will be there is open, and the same one may be sent again. */
export const cannotWrite = (error: JournalError): ServiceError =>
  fail(status.UNAVAILABLE, `The server cannot write: ${reasonOf(error.cause)}`)

export const accessDenied = (): ServiceError =>
  fail(status.PERMISSION_DENIED, 'Access Denied', 'access-denied')

export const invalidArgument = (message: string): ServiceError => fail(status.INVALID_ARGUMENT, message)

export const streamDeleted = (stream: string): ServiceError =>
  fail(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, 'stream-deleted', {
    'stream-name': stream
  })

export const wrongExpectedRevision = (
  operation: string,
  stream: string,
  expected: string,
  current: number
): ServiceError =>
  fail(
    status.FAILED_PRECONDITION,
    `${operation} failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${current}`,
    'wrong-expected-version',
    { 'stream-name': stream, 'expected-version': expected, 'actual-version': String(current) }
  )

export const maximumAppendSizeExceeded = (maximum: number): ServiceError =>
  fail(
    status.INVALID_ARGUMENT,
    `Maximum Append Size of ${maximum} Exceeded.`,
    'maximum-append-size-exceeded',
    { 'maximum-append-size': String(maximum) }
  )

export const requiredMetadataMissing = (property: string): ServiceError =>
  fail(
    status.INVALID_ARGUMENT,
    `Required Metadata Property '${property}' is missing`,
    'missing-required-metadata-property',
    { 'required-metadata-properties': 'type,content-type' }
  )

export const timedOut = (message: string): ServiceError =>
  fail(status.ABORTED, `Operation timed out: ${message}`)

export const readFailed = (
  kind: 'ReadStreamResult' | 'ReadAllResult' | 'FilteredReadAllResult'
): ServiceError => fail(status.UNKNOWN, `Unexpected ${kind}: Error`)

const isServiceError = (error: unknown): error is ServiceError =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' && 'details' in error

/** Errors that say what they are go to the client as they are, all others as the server's general one. */
export const asServiceError = (error: unknown): ServiceError => {
  if (error instanceof JournalError) return cannotWrite(error)
  return isServiceError(error) ? error : handlerFailed()
}

/** Throws what refuses a call, where something does. */
export const refuseIf = (error: ServiceError | undefined): void => {
  if (error !== undefined) throw error
}
