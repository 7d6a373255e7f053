import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { connect as connectHttp2, constants, type ClientHttp2Session } from 'node:http2'
import { connect, type Socket } from 'node:net'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { start, type EmbeddedEventStore } from '../../src/index.ts'
import { confirmed, until, watch } from '../support/observe.ts'
import type { Readable } from 'node:stream'

const READ = '/event_store.client.streams.Streams/Read'
const BATCH_APPEND = '/event_store.client.streams.Streams/BatchAppend'

let server: EmbeddedEventStore
let client: EventStoreDBClient
let subscription: Readable
let watched: ReturnType<typeof watch>

beforeAll(async () => {
  server = await start()
  client = EventStoreDBClient.connectionString(server.connectionString)
  subscription = client.subscribeToStream('healthy') as unknown as Readable
  watched = watch(subscription)
  await confirmed(subscription)
})

/** Whatever one client did, another one's subscription and calls go on undisturbed. */
afterEach(async () => {
  const before = watched.events
  await client.appendToStream('healthy', jsonEvent({ type: 'A', data: {} }))
  await until(() => watched.events === before + 1)
  expect(watched.errors).toEqual([])
})
afterAll(async () => {
  await client.dispose()
  await server.stop()
})

/** A raw connection; what the server answers and how it ends does not matter, only that it ends or can be ended. */
const rawConnection = async (): Promise<Socket> => {
  const socket = connect(server.port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.resume()
  await once(socket, 'connect')
  return socket
}

const closed = async (socket: Socket): Promise<void> => {
  if (!socket.closed) await once(socket, 'close')
}

const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
const settings = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])

const frame = (length: number, type: number, flags: number, stream: number, body: Buffer): Buffer => {
  const head = Buffer.alloc(9)
  head.writeUIntBE(length, 0, 3)
  head.writeUInt8(type, 3)
  head.writeUInt8(flags, 4)
  head.writeUInt32BE(stream, 5)
  return Buffer.concat([head, body])
}

describe('malformed frames', () => {
  it.each([
    ['no HTTP/2 at all', randomBytes(4096)],
    ['HTTP/1.1', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
    ['TLS', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03])],
    [
      'a frame that is too long',
      Buffer.concat([preface, settings, frame(0xff_ff_ff, 0, 0, 1, randomBytes(64))])
    ],
    ['headers that are none', Buffer.concat([preface, settings, frame(32, 1, 4, 1, randomBytes(32))])],
    [
      'data for a stream that is not open',
      Buffer.concat([preface, settings, frame(8, 0, 0, 7, randomBytes(8))])
    ],
    ['an unknown kind of frame', Buffer.concat([preface, settings, frame(8, 0xee, 0, 0, randomBytes(8))])],
    ['a window update of nothing', Buffer.concat([preface, settings, frame(4, 8, 0, 0, Buffer.alloc(4))])]
  ])('%s harms nobody else', async (_, bytes) => {
    const socket = await rawConnection()
    socket.write(bytes)
    await new Promise(resolve => setTimeout(resolve, 50))
    socket.destroy()
    await closed(socket)
  })

  it('random bytes after a good start harm nobody else', async () => {
    for (let round = 0; round < 50; round++) {
      const socket = await rawConnection()
      socket.write(Buffer.concat([preface, settings, randomBytes(1 + round * 20)]))
      await new Promise<void>(resolve => socket.end(() => resolve()))
      socket.destroy()
      await closed(socket)
    }
  })
})

/** One gRPC call by hand: the status that ended it, or the reset code. */
const call = async (session: ClientHttp2Session, path: string, body: Buffer): Promise<string> => {
  const stream = session.request({
    ':method': 'POST',
    ':path': path,
    'content-type': 'application/grpc',
    te: 'trailers'
  })
  let status: string | undefined
  for (const event of ['response', 'trailers']) {
    stream.on(event, (headers: Record<string, string | undefined>) => (status ??= headers['grpc-status']))
  }
  stream.on('error', () => undefined)
  stream.resume()
  stream.end(body)
  await new Promise(resolve => stream.once('close', resolve))
  return status ?? `reset ${stream.rstCode}`
}

const message = (bytes: Buffer): Buffer => {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(bytes.length, 1)
  return Buffer.concat([head, bytes])
}

describe('bad calls', () => {
  let session: ClientHttp2Session

  beforeEach(async () => {
    session = connectHttp2(`http://127.0.0.1:${server.port}`)
    session.on('error', () => undefined)
    await once(session, 'connect')
  })
  afterEach(async () => {
    session.destroy()
  })

  it('an unknown method is unimplemented (12)', async () => {
    expect(await call(session, '/event_store.client.streams.Streams/Dance', message(Buffer.alloc(0)))).toBe(
      '12'
    )
    expect(await call(session, '/nobody.Knows/This', message(Buffer.alloc(0)))).toBe('12')
  })

  it('a message that is no protobuf is an error of that call', async () => {
    for (const path of [READ, BATCH_APPEND]) {
      const status = await call(session, path, message(Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff])))
      expect(['2', '3', '13']).toContain(status)
    }
  })

  it('an empty message is an error of that call', async () => {
    expect(['2', '3', '13']).toContain(await call(session, READ, message(Buffer.alloc(0))))
  })

  it('a message cut short is an error of that call', async () => {
    const cut = message(randomBytes(100)).subarray(0, 50)
    expect(await call(session, READ, cut)).not.toBe('0')
  })

  it('a message over the limit is resource exhausted (8)', async () => {
    const status = await call(session, READ, message(Buffer.alloc(18 * 1024 * 1024)))
    // A client reads either as RESOURCE_EXHAUSTED.
    expect(['8', `reset ${constants.NGHTTP2_ENHANCE_YOUR_CALM}`]).toContain(status)
  })

  it('a length that never comes is given up with its connection', async () => {
    const stream = session.request({ ':method': 'POST', ':path': READ, 'content-type': 'application/grpc' })
    stream.on('error', () => undefined)
    stream.write(Buffer.from([0, 0x7f, 0xff, 0xff, 0xff, 1, 2, 3]))
    await new Promise(resolve => setTimeout(resolve, 50))
    stream.destroy()
  })
})

describe('connections', () => {
  it('half-open ones are kept apart: 200 that send nothing, or half a preface', async () => {
    const sockets = await Promise.all(Array.from({ length: 200 }, rawConnection))
    sockets.forEach((socket, index) => {
      if (index % 2 === 0) socket.write(preface.subarray(0, 10))
    })
    await client.appendToStream('healthy-2', jsonEvent({ type: 'A', data: {} }))
    for (const socket of sockets) socket.destroy()
  })

  it('closed on one side only, the other one ends too or stays quiet', async () => {
    const socket = await rawConnection()
    socket.write(Buffer.concat([preface, settings]))
    socket.end()
    await client.appendToStream('healthy-2', jsonEvent({ type: 'A', data: {} }))
    socket.destroy()
  })

  it('1,000 idle clients slow nobody down', async () => {
    const sessions = await Promise.all(
      Array.from({ length: 1000 }, async () => {
        const session = connectHttp2(`http://127.0.0.1:${server.port}`)
        session.on('error', () => undefined)
        await once(session, 'connect')
        return session
      })
    )
    for (let n = 0; n < 20; n++) await client.appendToStream('healthy-2', jsonEvent({ type: 'A', data: {} }))
    expect(sessions.filter(each => each.destroyed)).toEqual([])
    for (const session of sessions) session.destroy()
  }, 60_000)
})
