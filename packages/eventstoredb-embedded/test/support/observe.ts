import { connect } from 'node:net'
import type { Readable } from 'node:stream'

/** How a call of the client ended: what it rejected with, and after how many milliseconds. */
export interface Settled {
  readonly name: string
  readonly type: string | undefined
  readonly code: number | undefined
  readonly message: string
  readonly after: number
}

/** The rejection of a call; `undefined` if it went well. */
export const rejectionOf = async (call: Promise<unknown>): Promise<Settled | undefined> => {
  const started = performance.now()
  try {
    await call
    return undefined
  } catch (thrown) {
    const { type, code, message } = thrown as { type?: string; code?: number; message: string }
    const name = (thrown as object).constructor.name
    return { name, type, code, message, after: performance.now() - started }
  }
}

/** What a subscription emitted: its errors, whether it ended, and how many events came. */
export interface Watched {
  readonly errors: Settled[]
  readonly endings: string[]
  events: number
}

export const watch = (subscription: Readable): Watched => {
  const started = performance.now()
  const watched: Watched = { errors: [], endings: [], events: 0 }
  subscription.on('data', () => (watched.events += 1))
  subscription.on('error', error => {
    const { type, code } = error as { type?: string; code?: number }
    const { name } = error.constructor
    watched.errors.push({ name, type, code, message: error.message, after: performance.now() - started })
  })
  for (const ending of ['end', 'close']) subscription.on(ending, () => watched.endings.push(ending))
  return watched
}

/** Asks every few milliseconds until it is so; jest's own time limit ends a wait in vain. */
export const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise(resolve => setTimeout(resolve, 5))
}

export const confirmed = (subscription: Readable): Promise<void> =>
  new Promise((resolve, reject) => {
    subscription.once('confirmation', () => resolve())
    subscription.once('error', reject)
  })

export const readOut = async <A>(events: AsyncIterable<A>): Promise<A[]> => {
  const all: A[] = []
  for await (const event of events) all.push(event)
  return all
}

/** Whether a port takes connections; a client would share the one that another client of the process has. */
export const takesConnections = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
