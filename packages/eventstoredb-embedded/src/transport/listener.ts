/**
 * The socket that is listened on, and its connections.
 */
import { createServer, type AddressInfo, type Server as NetServer, type Socket } from 'node:net'

/** The port and its connections, which can be shut, dropped and frozen. */
export interface Listener {
  readonly port: () => number
  /** Takes connections, on the port of before if there was one. */
  readonly open: (port?: number) => Promise<void>
  /** New connections are refused. Those there are go on. */
  readonly refuse: () => Promise<void>
  /** Every connection is reset, as when the process dies. */
  readonly reset: () => void
  /** Every connection is closed. Unlike a reset, this is safe for what HTTP/2 is closing already. */
  readonly close: () => void
  /** Nothing is read any more; the system still takes connections, as for a process that is stopped. */
  readonly freeze: () => void
  readonly thaw: () => void
}

/** A socket's handle stays its reader when HTTP/2 has taken the socket over; `pause()` does nothing then. */
const handleOf = (socket: Socket): { readStop?: () => void; readStart?: () => void } | undefined =>
  (socket as unknown as { readonly _handle?: { readStop?: () => void; readStart?: () => void } | null })
    ._handle ?? undefined

export const createListener = (host: string, serve: (socket: Socket) => void): Listener => {
  const sockets = new Set<Socket>()
  let waiting: Socket[] = []
  let frozen = false
  let server: NetServer | undefined
  let port = 0

  const accept = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    socket.setNoDelay(true)
    if (!frozen) return serve(socket)
    handleOf(socket)?.readStop?.()
    waiting.push(socket)
  }

  return {
    port: () => port,
    open: wanted =>
      new Promise((resolve, reject) => {
        if (server !== undefined) return resolve()
        const opening = createServer(accept)
        opening.once('error', reject)
        opening.listen(wanted ?? port, host, () => {
          opening.off('error', reject)
          server = opening
          port = (opening.address() as AddressInfo).port
          resolve()
        })
      }),
    refuse: () => {
      const closing = server
      server = undefined
      // `close` calls back when the last connection is gone; the port is free at once.
      closing?.close()
      return new Promise(resolve => setImmediate(resolve))
    },
    reset: () => {
      for (const socket of sockets) socket.resetAndDestroy()
      waiting = []
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      waiting = []
    },
    freeze: () => {
      frozen = true
      for (const socket of sockets) handleOf(socket)?.readStop?.()
    },
    thaw: () => {
      frozen = false
      for (const socket of sockets) handleOf(socket)?.readStart?.()
      for (const socket of waiting) serve(socket)
      waiting = []
    }
  }
}
