/**
 * Health and figures of a worker over HTTP, for this machine only.
 */
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WorkerHealth } from '@samtykke/retention'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import * as E from 'fp-ts/lib/Either.js'
import { type Failure, reasonOf, unreadable } from '../text/failure.ts'
import type { WorkerMetrics } from './metrics.ts'
import { both } from '../text/language.ts'

export interface Monitor {
  readonly port: number
  readonly close: () => Promise<void>
}

const json = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`)
}

const listener =
  (health: () => WorkerHealth, { answer }: WorkerMetrics): RequestListener =>
  (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      json(response, 405, { expected: 'GET' })
      return
    }
    const path = request.url?.split('?')[0]
    const { state, causes } = health()
    if (path === '/metrics') answer(request, response)
    else if (path === '/health/live') json(response, state === 'ended' ? 503 : 200, { state })
    else if (path === '/health/ready') json(response, state === 'running' ? 200 : 503, { state, causes })
    else json(response, 404, { expected: '/health/live, /health/ready or /metrics' })
  }

/** @param port 0 for any that is free */
export const startMonitor =
  (port: number, health: () => WorkerHealth, metrics: WorkerMetrics): TE.TaskEither<Failure, Monitor> =>
  () =>
    new Promise(resolve => {
      const server = createServer({ requestTimeout: 10_000 }, listener(health, metrics))
      const close = (): Promise<void> =>
        new Promise(done => {
          server.close(() => done())
          server.closeAllConnections()
        })
      server.once('error', error => {
        const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
        resolve(
          E.left(
            unreadable(
              '--http',
              taken
                ? both(`et andet program lytter på port ${port}`, `another program listens on port ${port}`)
                : reasonOf(error)
            )
          )
        )
      })
      server.listen(port, '127.0.0.1', () => {
        server.unref()
        resolve(E.right({ port: (server.address() as AddressInfo).port, close }))
      })
    })
