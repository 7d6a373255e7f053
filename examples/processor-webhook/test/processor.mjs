// A processor, as a vendor is: it takes orders over HTTP, carries them out when it pleases, and says so by a webhook.
import { signWebhook } from '@samtykke/retention'
import Fastify from 'fastify'

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()

/** @param has `CALL/RECORDING` of what it keeps */
export const startProcessor = async ({ token, secret, has }) => {
  const kept = new Set(has)
  const orders = new Map()
  const done = new Set()
  const waiting = []
  const app = Fastify()
  app.addHook('onRequest', async ({ headers }, reply) => {
    if (headers.authorization !== `Bearer ${token}`) return reply.code(401).send({})
  })
  const statusOf = reference =>
    done.has(reference)
      ? { status: 'gone', confirmation: `done-${reference}`, copies: 1 }
      : { status: 'accepted', reference, askAgainAt: inAnHour() }
  app.post('/erasures', async ({ headers, body }, reply) => {
    const reference = `order-${headers['idempotency-key']}`
    orders.set(reference, `${body.callId}/${body.recordingId}`)
    for (const tell of waiting.splice(0)) tell(reference)
    return reply.code(202).send(statusOf(reference))
  })
  app.get('/erasures/:reference', async ({ params }, reply) =>
    orders.has(params.reference) ? statusOf(params.reference) : reply.code(404).send({})
  )
  app.get('/objects', async ({ query }) =>
    kept.has(`${query.callId}/${query.recordingId}`)
      ? { status: 'present', copies: 1, versions: 1, bytes: 5 }
      : { status: 'absent' }
  )
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    url,
    kept,
    /** The reference of the next order. */
    nextOrder: () => new Promise(resolve => waiting.push(resolve)),
    carryOut: reference => {
      kept.delete(orders.get(reference))
      done.add(reference)
    },
    /** Sends the webhook, signed; gives status and body of the answer. */
    confirm: async (webhook, reference, signedWith = secret) => {
      const body = JSON.stringify({ reference, status: 'gone', confirmation: `done-${reference}`, copies: 1 })
      const headers = {
        'content-type': 'application/json',
        'samtykke-signature': signWebhook(signedWith, Date.now(), Buffer.from(body))
      }
      const answer = await fetch(webhook, { method: 'POST', headers, body })
      return [answer.status, await answer.json()]
    },
    close: () => app.close()
  }
}
