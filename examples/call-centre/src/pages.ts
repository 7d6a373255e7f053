// The pages of those who answer the telephone and the mail.
import { decodeSubjectRequest, type Rules } from '@samtykke/core'
import { promises } from '@samtykke/log/promise'
import type { Worker } from '@samtykke/retention'
import type { FastifyInstance } from 'fastify'
import * as E from 'fp-ts/lib/Either.js'
import { html, page } from './html.js'
import { BadInput, callIdOf, fromHere, membersOf } from './input.js'
import type { Stores } from './store.js'
import { type CallView, now, viewOf } from './view.js'

const callPage = ({ callId, consent, recordings, due }: CallView): string =>
  page(
    `Call ${callId}`,
    html`<p>${consent.length === 0 ? 'No consent: do not record.' : `Consent to ${consent.join(', ')}.`}</p>
      <ul>
        ${recordings.map(
          ({ recordingId, kept }) => html`<li>${recordingId}: ${kept ? 'kept' : 'erased'}</li>`
        )}
      </ul>
      <table>
        ${due.map(
          each =>
            html`<tr>
              <td>${each.status}</td>
              <td>${each.action}</td>
              <td>${each.dueAt}</td>
              <td>${each.because}</td>
            </tr>`
        )}
      </table>`
  )

const startPage = (worker: Worker): string => {
  const { state, due } = worker.health()
  const forPeople = worker.forPeople().filter(({ since }) => since <= now())
  return page(
    'Calls',
    html`<form action="/calls">
        <label>Call <input name="callId" required /></label> <button>Show</button>
      </form>
      <p>The worker is ${state}. Due and not gone yet: ${due}.</p>
      <ul>
        ${forPeople.map(
          ({ callId, target, targetId, reason }) =>
            html`<li>${callId}: ${target} ${targetId} is left to you, ${reason}</li>`
        )}
      </ul>
      <h2>A customer withdraws consent by e-mail</h2>
      <form method="post" action="/withdrawals">
        <label>Customer <input name="subjectRef" required /></label>
        <label>Number of the case <input name="requestId" required /></label>
        <label>Received at <input name="receivedAt" value="${now()}" required /></label>
        <button>Withdraw</button>
      </form>`
  )
}

export const pages = ({ log }: Stores, rules: Rules, worker: Worker) => {
  const calls = promises(log)
  const look = async (callId: string): Promise<CallView> =>
    viewOf({ rules, asOf: now() })(await calls.load(callIdOf(callId)))

  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', fromHere)
    app.addHook('onSend', async (_request, reply) => {
      reply.header(
        'content-security-policy',
        "default-src 'none'; form-action 'self'; frame-ancestors 'none'"
      )
      reply.header('cache-control', 'no-store')
    })
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body.toString())))
    )

    app.get('/', async (_request, reply) => reply.type('text/html').send(startPage(worker)))

    app.get<{ Querystring: { callId?: string } }>('/calls', async ({ query }, reply) =>
      reply.redirect(`/calls/${callIdOf(query.callId ?? '')}`, 303)
    )

    app.get<{ Params: { callId: string } }>('/calls/:callId', async ({ params, headers }, reply) => {
      const call = await look(params.callId)
      if (headers.accept === 'application/json') return call
      return reply.type('text/html').send(callPage(call))
    })

    app.post('/withdrawals', async ({ body }, reply) => {
      const { subjectRef, requestId, receivedAt } = membersOf(body)
      const members = { kind: 'withdrawal', channel: 'email', subjectRef, requestId, receivedAt }
      const request = decodeSubjectRequest(members)
      if (E.isLeft(request)) throw new BadInput(request.left)
      const { calls: all, changed } = await calls.receiveRequest(request.right)
      reply.type('text/html')
      return all === 0
        ? reply.code(404).send(page('Nothing is withdrawn', html`<p>No call of that customer is known.</p>`))
        : reply.send(page('Withdrawn', html`<p>Consent is withdrawn on ${changed} of ${all} calls.</p>`))
    })
  }
}
