/**
 * The sockets of a connection.
 *
 * gRPC waits for ever for a server that accepts and says nothing: no try after that reaches the server when it is well
 * again, and the process does not end. It gives nobody its sockets; Node does, to whoever asks (`net.client.socket`).
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'

export interface Sockets {
  /** What is done in it makes sockets of this connection. */
  readonly within: <A>(make: () => A) => A
  /** Ends the tries to connect, so that gRPC starts anew. */
  readonly abandon: (reason: string) => void
  /** Ends every socket, also one that is made later. */
  readonly close: () => void
}

interface Owner {
  readonly add: (socket: Socket) => void
}

const owners = new AsyncLocalStorage<Owner | undefined>()

/** How long after the last connection was closed gRPC may still make a socket of it: as long as the look-up of a name takes. */
const lateSocketMs = 5_000

/** An `AsyncLocalStorage` in use makes every promise of the process dearer: it is in use only while there is a connection. */
let open = 0
const opened = (): void => {
  open++
}
const closed = (): void => {
  open--
  setTimeout(() => open === 0 && owners.disable(), lateSocketMs).unref()
}

/** gRPC shares connections without TLS between all that go to one place, whoever made them first. */
const shared = new Set<Socket>()

let subscribed = false
const subscribeOnce = (): void => {
  if (subscribed) return
  subscribed = true
  subscribe('net.client.socket', message => {
    owners.getStore()?.add((message as { readonly socket: Socket }).socket)
  })
}

const keepIn = (sockets: Set<Socket>, socket: Socket): void => {
  sockets.add(socket)
  socket.once('close', () => sockets.delete(socket))
}

const end = (sockets: Iterable<Socket>, reason: string): void => {
  for (const socket of [...sockets]) socket.destroy(new Error(reason))
}

/** Those to which nothing was ever said: without TLS a server speaks first, and that is all there is to connecting. */
const unheard = (sockets: Iterable<Socket>): ReadonlyArray<Socket> =>
  [...sockets].filter(socket => socket.bytesRead === 0)

/** Outside of any connection: what a caller's own code connects to is not ours. */
export const outside = <A>(run: () => A): A => (open === 0 ? run() : owners.run(undefined, run))

export const createSockets = (tls: boolean): Sockets => {
  subscribeOnce()
  opened()
  const own = new Set<Socket>()
  let isClosed = false
  const owner: Owner = {
    add: socket => {
      keepIn(tls ? own : shared, socket)
      if (!tls) keepIn(own, socket)
      if (tls && isClosed) setImmediate(() => socket.destroy())
    }
  }
  return {
    within: make => owners.run(owner, make),
    abandon: reason => end(tls ? own : unheard(shared), reason),
    close: () => {
      if (!isClosed) closed()
      isClosed = true
      end(tls ? own : unheard(own), 'closed')
    }
  }
}
