/**
 * The other way round: a processor says by itself that an order was carried out. Whoever can reach the address can say
 * anything, so that only what is signed, just now, with a secret of both is believed.
 *
 * ```text
 * POST …
 *   samtykke-signature: t=SECONDS,v1=HEX       HEX = HMAC-SHA-256(secret, SECONDS + '.' + body)
 *   {reference, status: 'gone', confirmation, copies, backupsExpireOn?, goneAt?}
 * ```
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Erasure, Instant } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { within } from '../fault.ts'
import { Gone, read, Reference } from './protocol.ts'

/** A request as any server has it: `node:http`'s `IncomingMessage` is one. */
export interface WebhookRequest {
  /** Their names in lower case. */
  readonly headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>
  /** As it came: a signature is over bytes, not over what a framework made of them. */
  readonly body: AsyncIterable<Uint8Array>
}

/** What a processor confirmed. */
export interface Confirmation {
  /** Of the order, as in `accepted`. */
  readonly reference: string
  readonly erasure: Extract<Erasure, { readonly _tag: 'gone' }>
  /** When it was gone, where the processor says; else it was when the confirmation came. */
  readonly goneAt?: Instant
  /** Whether this very delivery was already received: recorded once, it need not be again. */
  readonly isRepeated: boolean
}

/** Why a request is not believed, and with which status to answer it. Nothing of it is repeated. */
export interface WebhookRefusal {
  readonly _tag: 'TooLarge' | 'NotSigned' | 'WrongSignature' | 'TooOld' | 'TooNew' | 'Malformed' | 'TooSlow'
  readonly status: 400 | 401 | 408 | 413
  readonly reason: string
}

/** How requests are checked. */
export interface WebhookOptions {
  /** The newest first; an older one counts while it is being replaced. From `readSecret`. */
  readonly secrets: readonly [string, ...ReadonlyArray<string>]
  /** Milliseconds since 1970. Default: the machine's clock. */
  readonly now?: () => number
}

/** Seconds by which the time of a signature may differ. */
const replayWindow = 300
/** Bytes of a body. */
const largest = 65_536
/** Milliseconds for a body. */
const timeLimit = 10_000

const refusal = (
  _tag: WebhookRefusal['_tag'],
  status: WebhookRefusal['status'],
  reason: string
): WebhookRefusal => ({ _tag, status, reason })

const tooLarge = refusal('TooLarge', 413, `expected at most ${largest} bytes`)

const bodyOf = async (body: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > largest) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

interface Signature {
  readonly seconds: string
  readonly signatures: ReadonlyArray<string>
}

const signatureOf = (header: string | ReadonlyArray<string> | undefined): Signature | undefined => {
  if (typeof header !== 'string' || header.length > 1000) return undefined
  const parts = header.split(',').map(part => part.trim().split('=', 2))
  const valuesOf = (name: string): ReadonlyArray<string> =>
    parts.flatMap(([key, value]) => (key === name && value !== undefined ? [value] : []))
  const [seconds, ...others] = valuesOf('t')
  const signatures = valuesOf('v1').filter(value => /^[0-9a-f]{64}$/.test(value))
  if (seconds === undefined || others.length > 0 || !/^[0-9]{1,12}$/.test(seconds) || signatures.length === 0)
    return undefined
  return { seconds, signatures }
}

const hmacOf = (secret: string, seconds: string, body: Uint8Array): Buffer =>
  createHmac('sha256', secret).update(`${seconds}.`).update(body).digest()

/** Compares with all, in a time that does not depend on which fits. */
const isSigned = (
  secrets: ReadonlyArray<string>,
  { seconds, signatures }: Signature,
  body: Buffer
): boolean =>
  secrets
    .flatMap(secret => {
      const expected = hmacOf(secret, seconds, body)
      return signatures.map(each => timingSafeEqual(expected, Buffer.from(each, 'hex')))
    })
    .includes(true)

/**
 * The header with which a processor signs a body.
 *
 * @example
 * import { signWebhook } from '@samtykke/retention'
 *
 * const header = signWebhook('a secret of at least thirty-two signs', 1_750_000_000_000, Buffer.from('{}'))
 * assert.match(header, /^t=1750000000,v1=[0-9a-f]{64}$/)
 */
export const signWebhook = (secret: string, epochMilliseconds: number, body: Uint8Array): string => {
  const seconds = Math.floor(epochMilliseconds / 1000).toString()
  return `t=${seconds},v1=${hmacOf(secret, seconds, body).toString('hex')}`
}

const Message = t.intersection([Gone, t.type({ reference: Reference }), t.partial({ goneAt: Instant })])

const confirmationOf = (body: Buffer): E.Either<WebhookRefusal, Omit<Confirmation, 'isRepeated'>> => {
  const value = E.tryCatch((): unknown => JSON.parse(body.toString('utf8')), String)
  const message = read(Message, E.isRight(value) ? value.right : undefined, 'the message')
  if (E.isLeft(message)) return E.left(refusal('Malformed', 400, 'the message is not as agreed'))
  const { reference, confirmation, copies, backupsExpireOn, goneAt } = message.right
  return E.right({
    reference,
    erasure: {
      _tag: 'gone',
      confirmation,
      copies,
      ...(backupsExpireOn !== undefined && { backupsExpireOn })
    },
    ...(goneAt !== undefined && { goneAt })
  })
}

/** Deliveries of the last while, to tell a repeated one. */
const createMemory = () => {
  const seen = new Map<string, number>()
  return (delivery: string, seconds: number, now: number): boolean => {
    for (const [each, expires] of seen) if (expires < now) seen.delete(each)
    const isRepeated = seen.has(delivery)
    seen.set(delivery, seconds + replayWindow)
    return isRepeated
  }
}

/**
 * A receiver of confirmations, for any server: it reads and checks a request, and gives what was confirmed or why it is
 * not believed. The order is to be looked up by its reference, and the store asked, before an outcome is recorded.
 *
 * A delivery counts for 300 seconds before and after the time of its signature. The same delivery again is given again,
 * marked as repeated: a processor repeats what it saw no answer to.
 *
 * @example
 * import { signWebhook, webhookReceiver } from '@samtykke/retention'
 * import * as E from 'fp-ts/lib/Either.js'
 * import { Readable } from 'node:stream'
 *
 * const secret = 'a secret of at least thirty-two signs'
 * const receive = webhookReceiver({ secrets: [secret] })
 * const body = Buffer.from(JSON.stringify({ reference: 'r1', status: 'gone', confirmation: 'c1', copies: 2 }))
 * const headers = { 'samtykke-signature': signWebhook(secret, Date.now(), body) }
 * const received = await receive({ headers, body: Readable.from([body]) })()
 * assert.ok(E.isRight(received) && received.right.erasure.copies === 2)
 * const changed = await receive({ headers, body: Readable.from([Buffer.from('{}')]) })()
 * assert.ok(E.isLeft(changed) && changed.left._tag === 'WrongSignature')
 */
export const webhookReceiver = ({
  secrets,
  now = Date.now
}: WebhookOptions): ((request: WebhookRequest) => TE.TaskEither<WebhookRefusal, Confirmation>) => {
  const remember = createMemory()
  return ({ headers, body }) =>
    async () => {
      if (Number(headers['content-length'] ?? 0) > largest) return E.left(tooLarge)
      const signature = signatureOf(headers['samtykke-signature'])
      if (signature === undefined) return E.left(refusal('NotSigned', 401, 'expected a samtykke-signature'))
      const whole = await TE.tryCatch(
        () => within(timeLimit, bodyOf(body)),
        () => refusal('TooSlow', 408, `the body did not come within ${timeLimit} ms`)
      )()
      if (E.isLeft(whole)) return whole
      if (whole.right === undefined) return E.left(tooLarge)
      if (!isSigned(secrets, signature, whole.right))
        return E.left(refusal('WrongSignature', 401, 'the signature is not that of this time and body'))
      const [seconds, current] = [Number(signature.seconds), Math.floor(now() / 1000)]
      if (seconds < current - replayWindow)
        return E.left(refusal('TooOld', 401, `signed more than ${replayWindow} seconds ago`))
      if (seconds > current + replayWindow)
        return E.left(refusal('TooNew', 401, `signed more than ${replayWindow} seconds from now`))
      const delivery = hmacOf(secrets[0], signature.seconds, whole.right).toString('hex')
      const confirmed = confirmationOf(whole.right)
      if (E.isLeft(confirmed)) return confirmed
      return E.right({ ...confirmed.right, isRepeated: remember(delivery, seconds, current) })
    }
}
