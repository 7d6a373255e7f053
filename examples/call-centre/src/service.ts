// The service, put together.
import type { AddressInfo } from 'node:net'
import { compilePolicy, noticePolicy } from '@samtykke/core'
import { holidaysOf } from '@samtykke/holidays'
import { RejectedByLog } from '@samtykke/log/promise'
import type { Notice } from '@samtykke/retention'
import Fastify, { type FastifyError } from 'fastify'
import { BadInput } from './input.js'
import { pages } from './pages.js'
import type { Settings } from './settings.js'
import { openStores } from './store.js'
import { webhooks } from './webhooks.js'
import { startErasing } from './worker.js'

export interface Service {
  readonly url: string
  readonly close: () => Promise<void>
}

/** What the caller did wrong is named; what goes wrong here is not told to the caller. */
const answerTo = (error: FastifyError | Error): { readonly status: number; readonly body: object } => {
  if (error instanceof BadInput) return { status: 400, body: { wrong: error.wrong } }
  if (error instanceof RejectedByLog)
    return {
      status: error.retry === undefined || error.retry === 'never' ? 409 : 503,
      body: { error: error.message }
    }
  // Fastify's own, of a body that cannot be read.
  if ('code' in error && error.statusCode === 400)
    return { status: 400, body: { wrong: [{ member: 'body', expected: 'JSON', found: 'something else' }] } }
  const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500
  return { status, body: { error: status < 500 ? error.message : 'it went wrong here' } }
}

export const startService = async (settings: Settings, tell: (notice: Notice) => void): Promise<Service> => {
  const rules = compilePolicy(noticePolicy, holidaysOf('DK'))
  const stores = await openStores(settings)
  const worker = startErasing(stores, rules, tell)
  const app = Fastify()
  app.setErrorHandler<FastifyError | Error>((error, _request, reply) => {
    const { status, body } = answerTo(error)
    if (status >= 500) console.error(error)
    return reply.code(status).send(body)
  })
  app.register(webhooks(stores, settings.webhookSecret), { prefix: '/webhooks' })
  app.register(pages(stores, rules, worker))
  const close = async (): Promise<void> => {
    await app.close()
    await worker.stop()
    await stores.close()
  }
  try {
    // The pages know no users: only this machine reaches them, or what stands before them and asks who is there.
    await app.listen({ port: settings.port, host: '127.0.0.1' })
  } catch (error) {
    await close()
    throw error
  }
  return { url: `http://localhost:${(app.server.address() as AddressInfo).port}`, close }
}
