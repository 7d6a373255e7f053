/** A processor with the documented protocol, over real sockets, in front of a store in memory. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Instant, Ref } from '@samtykke/core'
import { createMemoryStore, type MemoryStore } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'

export interface Vendor {
  readonly url: string
  readonly memory: MemoryStore
  readonly keys: string[]
  /** Answers in its place, where given. */
  answer: ((request: IncomingMessage, response: ServerResponse) => void) | undefined
  readonly stop: () => Promise<void>
}

export const listen = async (server: Server): Promise<string> => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`
}

export const stopServer = async (server: Server): Promise<void> => {
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks).toString()
}

const json = (response: ServerResponse, status: number, value: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

export const startVendor = async (acceptsUntil?: Instant): Promise<Vendor> => {
  const memory = createMemoryStore({ name: 'vendor', ...(acceptsUntil !== undefined && { acceptsUntil }) })
  const answers = new Map<string, unknown>()
  const keys: string[] = []
  let pages: unknown[] = []
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (vendor.answer !== undefined) return vendor.answer(request, response)
    if (request.headers.authorization !== 'Bearer a-token') return json(response, 401, {})
    const url = new URL(request.url ?? '', 'http://x')
    const ref = { ...Object.fromEntries(url.searchParams), processor: 'vendor' } as unknown as Ref
    if (request.method === 'POST' && url.pathname === '/v1/erasures') {
      const key = String(request.headers['idempotency-key'])
      keys.push(key)
      const erased = await memory.erase(JSON.parse(await bodyOf(request)) as Ref)()
      if (E.isLeft(erased)) return json(response, 503, {})
      const { _tag: status, ...rest } = erased.right
      if (!answers.has(key)) answers.set(key, { status, ...rest })
      return json(response, status === 'gone' ? 200 : 202, answers.get(key))
    }
    if (url.pathname.startsWith('/v1/erasures/')) {
      const order = await memory.progress(decodeURIComponent(url.pathname.slice('/v1/erasures/'.length)))()
      if (E.isLeft(order)) return json(response, 404, {})
      const { _tag: status, ...rest } = order.right
      return json(response, 200, { status, ...rest })
    }
    if (url.pathname === '/v1/objects') {
      const found = await memory.find(ref)()
      if (E.isLeft(found)) return json(response, 503, {})
      const { _tag: status, ...rest } = found.right
      return json(response, 200, { status, ...rest })
    }
    if (url.pathname === '/v1/content') {
      const bytes = await memory.open(ref)()
      if (E.isLeft(bytes)) return json(response, 404, {})
      for await (const chunk of bytes.right) response.write(chunk)
      return void response.end()
    }
    if (url.pathname === '/v1/inventory') {
      // One inventory at a time, as it was when it began.
      if (!url.searchParams.has('after')) {
        pages = []
        for await (const page of memory.inventory()) if (E.isRight(page)) pages.push(page.right)
      }
      const n = Number(url.searchParams.get('after') ?? 0)
      const page = pages[n] ?? { refs: [], unrecognised: [] }
      return json(response, 200, { ...page, ...(n + 1 < pages.length && { next: String(n + 1) }) })
    }
    json(response, 404, {})
  }
  const server = createServer((request, response) => {
    void serve(request, response)
  })
  const url = `${await listen(server)}/v1`
  const vendor: Vendor = { url, memory, keys, answer: undefined, stop: () => stopServer(server) }
  return vendor
}
