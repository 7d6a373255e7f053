/**
 * A bucket, asked with a time limit, and its answers as errors of a store.
 *
 * Each request has a time limit. Within it the AWS SDK tries again what may be tried again (its standard mode: 3 attempts
 * with back-off and jitter); what then still fails is `later` for whoever asked.
 */
import type { S3Client } from '@aws-sdk/client-s3'
import type { KeyTemplate, Ref, StoreError } from '@samtykke/core'
import { refId } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

/** What is needed to ask a bucket. */
export interface Asked {
  readonly client: S3Client
  readonly bucket: string
  /** Milliseconds for one answer. */
  readonly timeLimit: number
}

/** What is needed to work on the recordings in a bucket. */
export interface Bucket extends Asked {
  readonly template: KeyTemplate
  /** As `processor` in the events. */
  readonly name: string
}

/** Carries a `StoreError` to the edge. */
export class Fault extends Error {
  readonly error: StoreError
  constructor(error: StoreError) {
    super(error._tag)
    this.error = error
  }
}

export const unavailable = (reason: string): Fault =>
  new Fault({ _tag: 'Unavailable', retry: 'later', reason })
export const conflict = (reason: string): Fault => new Fault({ _tag: 'Conflict', retry: 'never', reason })
export const notFound: StoreError = {
  _tag: 'NotFound',
  retry: 'never',
  reason: 'nothing is stored under this ref'
}

export const orThrow = <A>(either: E.Either<StoreError, A>): A => {
  if (E.isLeft(either)) throw new Fault(either.left)
  return either.right
}

/** As a `TaskEither` that does not throw. */
export const guarded = <A>(task: () => Promise<A>): TE.TaskEither<StoreError, A> =>
  TE.tryCatch(task, error => storeErrorOf(error, 'S3'))

/** What is kept of an error of the SDK: its message may hold a key. */
export interface Answer {
  readonly name: string
  readonly status: number | undefined
}

export const answerOf = (error: unknown): Answer => {
  if (typeof error !== 'object' || error === null) return { name: typeof error, status: undefined }
  const { name, code, $metadata } = error as {
    name?: unknown
    code?: unknown
    $metadata?: { httpStatusCode?: number }
  }
  return {
    name: typeof name === 'string' && name !== 'Error' ? name : typeof code === 'string' ? code : 'Error',
    status: $metadata?.httpStatusCode
  }
}

const noCredentials = new Set(['CredentialsProviderError', 'InvalidAccessKeyId', 'SignatureDoesNotMatch'])
const noSpace = new Set(['QuotaExceeded', 'XMinioStorageFull', 'InsufficientStorage', 'EntityTooLarge'])
/** Refused now, but not for good: a token is renewed, a clock is set. */
const passing = new Set([
  'ExpiredToken',
  'RequestTimeTooSkewed',
  'RequestTimeout',
  'SlowDown',
  'OperationAborted'
])

/** An error of one request, or of one key in a batch. */
export const storeErrorFor = ({ name, status }: Answer, request: string): StoreError => {
  const reason = `${request}: ${name}${status === undefined ? '' : ` (${status})`}`
  if (passing.has(name)) return { _tag: 'Unavailable', retry: 'later', reason }
  if (noSpace.has(name) || status === 507) return { _tag: 'OutOfSpace', retry: 'later', reason }
  if (noCredentials.has(name) || name === 'AccessDenied' || status === 401 || status === 403)
    return { _tag: 'AccessDenied', retry: 'never', reason }
  if (name === 'NoSuchKey' || name === 'NotFound') return { _tag: 'NotFound', retry: 'never', reason }
  if (status !== undefined && status >= 300 && status < 500 && status !== 408 && status !== 429)
    return { _tag: 'Refused', retry: 'never', reason }
  return { _tag: 'Unavailable', retry: 'later', reason }
}

export const storeErrorOf = (error: unknown, request: string): StoreError =>
  error instanceof Fault ? error.error : storeErrorFor(answerOf(error), request)

/** Sends one request, no longer than the time limit with all its attempts. */
export const ask = async <A>(
  { timeLimit }: Asked,
  request: string,
  send: (options: { readonly abortSignal: AbortSignal }) => Promise<A>
): Promise<A> => {
  const late = AbortSignal.timeout(timeLimit)
  try {
    return await send({ abortSignal: late })
  } catch (error) {
    if (late.aborted) throw unavailable(`${request}: no answer within ${timeLimit} ms`)
    throw new Fault(storeErrorOf(error, request))
  }
}

/** Whether a key is the ref's. */
export const isOf = ({ template, name }: Bucket, key: string | undefined, ref: Ref): boolean => {
  const read = key === undefined ? undefined : template.refOf(key, name)
  return read !== undefined && read.callId === ref.callId && refId(read) === refId(ref)
}
