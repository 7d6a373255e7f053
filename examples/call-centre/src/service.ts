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
  // The pages know no users: only this machine reaches them, or what stands before them and asks who is there.
  await app.listen({ port: settings.port, host: '127.0.0.1' })
  return {
    url: `http://localhost:${(app.server.address() as AddressInfo).port}`,
    close: async () => {
      await app.close()
      await worker.stop()
      await stores.close()
    }
  }
}
