// The worker orders erasures from processors; their confirmations come back by the webhook.
import { compilePolicy, identifier, noticePolicy, renderStoreError } from '@samtykke/core'
import { agendaInStore, feedInStore, journalInStore, logTimeOf } from '@samtykke/eventstoredb'
import { holidaysOf } from '@samtykke/holidays'
import { httpStore, openJournals, startWorker, systemClock } from '@samtykke/retention'
import Fastify from 'fastify'
import * as E from 'fp-ts/lib/Either.js'
import { remembering } from './orders.mjs'
import { processorWebhooks } from './webhook.mjs'

const open = ({ name, url, token, secret }) => {
  const store = httpStore({ name, url, token })
  if (E.isLeft(store)) throw new Error(`${name}: ${renderStoreError(store.left)}`)
  return [name, { store: remembering(store.right), secret }]
}

/**
 * @param log an open log on EventStoreDB
 * @param processors of each `name` (as in the events), `url`, the `token` that it is sent and the `secret` of its signatures
 * @param tell is told what the worker does
 */
export const startService = async ({ log, processors: configured, tell }) => {
  const processors = new Map(configured.map(open))
  const rules = compilePolicy(noticePolicy, holidaysOf('DK'))
  const recordings = new Map([...processors].map(([name, { store }]) => [name, store]))
  const worker = startWorker(
    {
      log,
      logTime: logTimeOf(log),
      rules,
      stores: { recordings, analyses: new Map() },
      agenda: agendaInStore(log),
      journals: openJournals(name => journalInStore(log, name)),
      feed: feedInStore(log, identifier('retention')),
      clock: systemClock,
      random: Math.random
    },
    { tell }
  )
  const app = Fastify()
  app.register(processorWebhooks({ log, rules, processors }))
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    url,
    close: async () => {
      await app.close()
      await worker.stop()
    }
  }
}
