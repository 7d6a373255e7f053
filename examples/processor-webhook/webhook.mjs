// The webhook of each processor: what is signed with the secret of both, just now, and is about an order to that very
// processor, becomes the outcome in the log.
import { instantFromEpoch, renderLogError, renderRefusal, renderStoreError } from '@samtykke/core'
import { recordConfirmation, webhookReceiver } from '@samtykke/retention'
import * as E from 'fp-ts/lib/Either.js'

const storeErrors = new Set([
  ...['Unavailable', 'OutOfSpace', 'Locked', 'AccessDenied', 'NotFound', 'Conflict', 'InvalidRef', 'Refused']
])

/** What is not recorded, and whether the processor is to come again (503) or not (409). */
const answerTo = error => {
  if (error._tag === 'NotInstructed') return { status: 409, reason: 'this erasure was not instructed' }
  if (error._tag === 'StillThere') return { status: 409, reason: 'it is still there' }
  const status = error.retry === undefined || error.retry === 'never' ? 409 : 503
  if (error.retry === undefined) return { status, reason: renderRefusal(error) }
  return { status, reason: storeErrors.has(error._tag) ? renderStoreError(error) : renderLogError(error) }
}

/**
 * A plugin of fastify: `POST /webhooks/PROCESSOR`.
 *
 * @param processors by name: the `store` that remembers its orders, and the `secret` of both
 */
export const processorWebhooks =
  ({ log, rules, processors }) =>
  async app => {
    // A signature is over the bytes as they came.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))

    const recordings = new Map([...processors].map(([name, { store }]) => [name, store]))
    const stores = { recordings, analyses: new Map() }

    for (const [name, { store, secret }] of processors) {
      const receive = webhookReceiver({ secrets: [secret] })

      app.post(`/webhooks/${name}`, async ({ headers, body }, reply) => {
        const received = await receive({ headers, body })()
        if (E.isLeft(received)) return reply.code(received.left.status).send({ error: received.left.reason })
        const ref = store.refOf(received.right.reference)
        if (ref === undefined) return reply.code(404).send({ error: 'no order to you has this reference' })
        const view = { rules, asOf: instantFromEpoch(Date.now()) }
        const recorded = await recordConfirmation({ log, stores }, view)(ref, received.right)()
        if (E.isRight(recorded)) return { recorded: recorded.right.recorded.length }
        const { status, reason } = answerTo(recorded.left)
        return reply.code(status).send({ error: reason })
      })
    }
  }
