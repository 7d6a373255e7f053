/**
 * A store that is somebody else's, asked over HTTP: a processor, or what a company puts in front of one.
 */
import { randomUUID } from 'node:crypto'
import {
  type Erasure,
  type Found,
  type InventoryPage,
  type RecordingStore,
  type Ref,
  renderStoreError,
  type StoreError,
  validRef
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type * as t from 'io-ts'
import { Fault, guarded, never, storeErrorOf, unavailable, within } from '../fault.ts'
import {
  ErasureAnswer,
  errorOfStatus,
  FoundAnswer,
  InventoryAnswer,
  queryOf,
  read,
  Reference
} from './protocol.ts'

/** What is to be known of a processor. */
export interface HttpOptions {
  /** As `processor` in the events. */
  readonly name: string
  /** Where its paths begin. `https:`, or `http:` on loopback; a token does not travel in the clear. */
  readonly url: string
  /** Sent as a bearer token. From the environment or a file, never from a command line. */
  readonly token?: string
  /** Milliseconds for one answer, and for each piece of its bytes (30,000). */
  readonly timeLimit?: number
}

/** No answer but bytes is larger. */
const largest = 4 * 1024 * 1024

interface Processor {
  readonly name: string
  readonly base: URL
  readonly token: string | undefined
  readonly timeLimit: number
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

const baseOf = (url: string): E.Either<StoreError, URL> => {
  const refused = (reason: string): E.Either<StoreError, URL> =>
    E.left({ _tag: 'Refused', retry: 'never', reason: `url: ${reason}` })
  if (!URL.canParse(url)) return refused('expected the address of a processor')
  const base = new URL(url)
  if (base.username !== '' || base.password !== '') return refused('expected no password in it')
  if (base.protocol !== 'https:' && !(base.protocol === 'http:' && loopback.has(base.hostname)))
    return refused('expected https')
  if (!base.pathname.endsWith('/')) base.pathname += '/'
  return E.right(base)
}

interface Request {
  readonly path: string
  /** What it is called where it goes wrong: without an id. */
  readonly what: string
  readonly method?: 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** One request. It is not sent again: whoever asked does, when `retry` says so. */
const send = async (
  { base, token, timeLimit }: Processor,
  { path, what, ...request }: Request
): Promise<Response> => {
  const stop = new AbortController()
  const response = await within(
    timeLimit,
    fetch(new URL(path, base), {
      ...request,
      // An answer from elsewhere is no answer of the processor's.
      redirect: 'manual',
      signal: stop.signal,
      headers: { ...request.headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) }
    }).catch(() => {
      throw unavailable(`${what}: no connection`)
    })
  ).catch((error: unknown) => {
    stop.abort()
    throw error
  })
  if (response.ok) return response
  await response.body?.cancel()
  throw new Fault(errorOfStatus(response.status, what))
}

/** The pieces of an answer, each in time. */
async function* pieces(response: Response, timeLimit: number): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = response.body?.getReader()
  if (reader === undefined) return
  try {
    for (;;) {
      const next = await within(timeLimit, reader.read())
      if (next.done) return
      yield next.value
    }
  } finally {
    // It is not waited for: a connection that hangs does not end.
    reader.cancel().catch(() => undefined)
  }
}

const asked = async <A>(processor: Processor, codec: t.Decoder<unknown, A>, request: Request): Promise<A> => {
  const { what } = request
  const response = await send(processor, request)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const piece of pieces(response, processor.timeLimit)) {
    size += piece.length
    if (size > largest) throw never('Refused', `${what}: the answer is larger than ${largest} bytes`)
    chunks.push(piece)
  }
  const value = E.tryCatch((): unknown => JSON.parse(Buffer.concat(chunks).toString('utf8')), String)
  const answer = read(codec, E.isRight(value) ? value.right : undefined, what)
  if (E.isLeft(answer)) throw new Fault(answer.left)
  return answer.right
}

const erasureOf = (answer: t.TypeOf<typeof ErasureAnswer>): Erasure => {
  if (answer.status === 'accepted')
    return { _tag: 'accepted', reference: answer.reference, askAgainAt: answer.askAgainAt }
  const { confirmation, copies, backupsExpireOn } = answer
  return { _tag: 'gone', confirmation, copies, ...(backupsExpireOn !== undefined && { backupsExpireOn }) }
}

const foundOf = (answer: t.TypeOf<typeof FoundAnswer>): Found => {
  if (answer.status === 'absent') return { _tag: 'absent' }
  const { copies, versions, bytes } = answer
  return { _tag: 'present', copies, versions, ...(bytes !== undefined && { bytes }) }
}

/** A path that is not there is no answer about a recording: only orders and bytes may be `NotFound`. */
const withoutPath = (error: unknown): never => {
  const known = storeErrorOf(error)
  throw known._tag === 'NotFound' ? never('Refused', known.reason) : new Fault(known)
}

const erase = async (processor: Processor, ref: Ref, instructionId: string | undefined): Promise<Erasure> => {
  const { callId, region, sha256, mediaType } = ref
  const ids =
    ref.recordingId === undefined ? { analysisId: ref.analysisId } : { recordingId: ref.recordingId }
  const answer = await asked(processor, ErasureAnswer, {
    path: 'erasures',
    what: 'POST /erasures',
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      // Without an instruction each order is a new one: an older answer must not stand for it.
      'idempotency-key': instructionId ?? randomUUID()
    },
    body: JSON.stringify({ callId, ...ids, processor: ref.processor, region, sha256, mediaType })
  }).catch(withoutPath)
  return erasureOf(answer)
}

const progress = async (processor: Processor, reference: string): Promise<Erasure> => {
  if (!Reference.is(reference) || reference === '.' || reference === '..')
    throw never('NotFound', 'no order has this reference')
  const path = `erasures/${encodeURIComponent(reference)}`
  return erasureOf(await asked(processor, ErasureAnswer, { path, what: 'GET /erasures/…' }))
}

async function* inventory(
  processor: Processor
): AsyncGenerator<E.Either<StoreError, InventoryPage>, void, undefined> {
  let after: string | undefined
  try {
    for (;;) {
      const path =
        after === undefined ? 'inventory' : `inventory?${new URLSearchParams({ after }).toString()}`
      const {
        refs,
        unrecognised = [],
        next
      } = await asked(processor, InventoryAnswer, { path, what: 'GET /inventory' }).catch(withoutPath)
      yield E.right({ refs: refs.map(ids => ({ ...idsOf(ids), processor: processor.name })), unrecognised })
      if (next === undefined) return
      if (next === after) throw never('Refused', 'GET /inventory: the same page follows itself')
      after = next
    }
  } catch (error) {
    yield E.left(storeErrorOf(error))
  }
}

type Ids = t.TypeOf<typeof InventoryAnswer>['refs'][number]

const idsOf = (ids: Ids) =>
  'recordingId' in ids
    ? { callId: ids.callId, recordingId: ids.recordingId }
    : { callId: ids.callId, analysisId: ids.analysisId }

/** The bytes; an error on the way has a message without personal data. */
async function* chunksOf(response: Response, timeLimit: number): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* pieces(response, timeLimit)
  } catch (error) {
    throw new Error(renderStoreError(storeErrorOf(error)), { cause: error })
  }
}

/**
 * A processor that is asked over HTTP. Nothing is connected before the first call. An answer that is not as agreed is
 * an error and never taken for `gone` or `absent`.
 *
 * @see the protocol, in the README of this package
 *
 * @example
 * import { httpStore } from '@samtykke/retention'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * assert.ok(E.isRight(httpStore({ name: 'vendor', url: 'https://vendor.example/samtykke/' })))
 * assert.deepStrictEqual(httpStore({ name: 'vendor', url: 'http://vendor.example' }), E.left({
 *   _tag: 'Refused',
 *   retry: 'never',
 *   reason: 'url: expected https'
 * }))
 */
export const httpStore = ({
  name,
  url,
  token,
  timeLimit = 30_000
}: HttpOptions): E.Either<StoreError, RecordingStore> => {
  const base = baseOf(url)
  if (E.isLeft(base)) return base
  const processor: Processor = { name, base: base.right, token, timeLimit }
  const forValid = <A>(ref: Ref, task: (query: string) => Promise<A>): TE.TaskEither<StoreError, A> =>
    guarded(() => {
      const valid = validRef(ref)
      if (E.isLeft(valid)) throw new Fault(valid.left)
      return task(queryOf(ref).toString())
    })
  return E.right({
    name,
    find: ref =>
      forValid(ref, async query =>
        foundOf(
          await asked(processor, FoundAnswer, { path: `objects?${query}`, what: 'GET /objects' }).catch(
            withoutPath
          )
        )
      ),
    erase: (ref, instructionId) => forValid(ref, () => erase(processor, ref, instructionId)),
    progress: reference => guarded(() => progress(processor, reference)),
    open: ref =>
      forValid(ref, async query =>
        chunksOf(await send(processor, { path: `content?${query}`, what: 'GET /content' }), timeLimit)
      ),
    inventory: () => inventory(processor)
  })
}
