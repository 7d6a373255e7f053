/**
 * Messages in bundles: what gRPC itself splits a connection's bytes into is the oracle.
 */
import { EventEmitter, once } from 'node:events'
import { createRequire } from 'node:module'
import { PassThrough } from 'node:stream'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import { start } from '@samtykke/eventstoredb-embedded'
import fc from 'fast-check'
import { bundler, eachInBundle, isBundle } from '../src/bundles.ts'
import { read } from '../src/clientCalls.ts'
import type { Connection } from '../src/connection.ts'
import { openPages } from '../src/pages.ts'
import { answersInto, decodeReadAnswer, type ReadAnswer } from '../src/readAnswer.ts'
import { allOnce } from '../src/readRequest.ts'
import { inBulk, transportCallsOf } from '../src/transportCalls.ts'
import { openLog } from './server.ts'
import { objected, rightOf, someId, until } from '../../log/test/some.ts'

interface Splitter {
  readonly write: (piece: Buffer) => Buffer[]
}

const { StreamDecoder } = createRequire(import.meta.url)('@grpc/grpc-js/build/src/stream-decoder.js') as {
  readonly StreamDecoder: new (longest: number) => Splitter
}

const framed = (message: Uint8Array, flag = 0): Buffer => {
  const header = Buffer.from([flag, 0, 0, 0, 0])
  header.writeUInt32BE(message.length, 1)
  return Buffer.concat([header, message])
}

/** No message of protobuf begins with 0. */
const message = fc
  .uint8Array({ maxLength: 40 })
  .map(bytes => (bytes[0] === 0 ? bytes.subarray(1) : bytes))
  .filter(bytes => bytes[0] !== 0)

const frames = fc.array(fc.tuple(message, fc.constantFrom(0, 0, 0, 0, 1)), { maxLength: 20 })

const cutAt = (bytes: Buffer, cuts: ReadonlyArray<number>): ReadonlyArray<Buffer> => {
  const places = [0, ...cuts.map(cut => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
  return places.slice(1).map((place, index) => bytes.subarray(places[index], place))
}

/** Each with its header, those of a bundle one by one. */
const onesIn = (handedOn: ReadonlyArray<Buffer>): ReadonlyArray<string> =>
  handedOn.flatMap(each => {
    const bytes = each.subarray(5)
    if (each[0] !== 0 || !isBundle(bytes)) return [each.toString('hex')]
    const ones: string[] = []
    eachInBundle(bytes, (from, to) => ones.push(framed(bytes.subarray(from, to)).toString('hex')))
    return ones
  })

describe('bundler', () => {
  it('hands on the messages that gRPC hands on, wherever the bytes are cut', () => {
    fc.assert(
      fc.property(frames, fc.array(fc.nat(), { maxLength: 12 }), (sent, cuts) => {
        const pieces = cutAt(Buffer.concat(sent.map(([bytes, flag]) => framed(bytes, flag))), cuts)
        const [own, oracle] = [bundler(-1), new StreamDecoder(-1)]
        for (const piece of pieces)
          expect(onesIn(own(Buffer.from(piece)))).toEqual(onesIn(oracle.write(Buffer.from(piece))))
      }),
      { numRuns: 500 }
    )
  })

  it('hands on those of one piece as one', () => {
    const piece = Buffer.concat([1, 2, 3].map(each => framed(Buffer.from([each]))))
    expect(bundler(-1)(piece)).toHaveLength(1)
  })

  it('refuses what is longer than agreed in the words of gRPC', () => {
    const refusal = (write: Splitter['write']): unknown => {
      try {
        return write(framed(Buffer.alloc(11, 8)))
      } catch (error) {
        return error
      }
    }
    expect(refusal(bundler(10))).toEqual(refusal(piece => new StreamDecoder(10).write(piece)))
    expect(bundler(11)(framed(Buffer.alloc(11, 8)))).toHaveLength(1)
  })
})

test('the server of a read may send further ahead than HTTP/2 lets it of itself', async () => {
  const server = await start()
  const log = openLog(server.connectionString)
  const callId = someId('call')
  await rightOf(log.append(callId, [objected(callId)], 'no-stream'))
  const { call } = await log.store.connection.open(read(allOnce('start', 'call-')))
  call.resume()
  await once(call, 'metadata')
  const session = transportCallsOf(call)[0]?.http2Stream.session
  await until(() => session?.localSettings.initialWindowSize === 1024 * 1024)
  expect(session?.state.effectiveLocalWindowSize).toBe(1024 * 1024)
  await log.close()()
  await server.stop()
})

test('the gRPC that is installed takes bundles, and what is read is the same as without', async () => {
  const server = await start()
  const log = openLog(server.connectionString)
  const callId = someId('call')
  const events = Array.from({ length: 200 }, () => objected(callId))
  await rightOf(log.append(callId, events, 'no-stream'))
  const taken = async (isAsEver: boolean): Promise<{ pieces: number; answers: ReadonlyArray<unknown> }> => {
    const { call } = await log.store.connection.open(read(allOnce('start', 'call-')))
    if (isAsEver) call.removeAllListeners('metadata')
    const answers: ReadAnswer[] = []
    let pieces = 0
    for await (const bytes of call as AsyncIterable<Buffer>) {
      pieces++
      answersInto(answers, bytes)
    }
    return {
      pieces,
      answers: answers.map(each => ('record' in each ? { ...each.record, metadata: undefined } : each))
    }
  }
  const [bundled, single] = [await taken(false), await taken(true)]
  expect(single.pieces).toBe(200)
  expect(bundled.pieces).toBeLessThan(50)
  expect(bundled.answers).toEqual(single.answers)
  await log.close()()
  await server.stop()
})

/** A connection whose one call gives these bytes. */
const giving = (pieces: ReadonlyArray<Buffer>): Connection => {
  const call = Object.assign(new EventEmitter(), { pause: () => {}, resume: () => {}, cancel: () => {} })
  const open = (): Promise<unknown> => {
    setImmediate(() => {
      for (const piece of pieces) call.emit('data', piece)
      call.emit('end')
    })
    return Promise.resolve({ call, isConnected: () => true })
  }
  return { open } as unknown as Connection
}

const revision = (value: number): Buffer =>
  Buffer.from(new streams.ReadResp().setLastStreamPosition(String(value)).serializeBinary())

test.each([
  ['behind others in one bundle', [Buffer.concat([framed(revision(1)), framed(Buffer.from([7]))])]],
  ['by itself', [revision(1), Buffer.from([7]), revision(2)]]
])('of an answer that cannot be read, %s, nothing is lost that was before it', async (_, pieces) => {
  const pages = openPages(giving(pieces), Buffer.alloc(0), new AbortController().signal)
  expect(await pages.next()).toEqual({ _tag: 'answers', answers: [decodeReadAnswer(revision(1))] })
  const dropped = await pages.next()
  expect(dropped).toMatchObject({ _tag: 'dropped', error: { _tag: 'Unavailable', retry: 'later' } })
  expect(await pages.next()).toBe(dropped)
})

test('what waits comes page by page, all of it and in its order', async () => {
  const revisions = Array.from({ length: 40_000 }, (_, index) => index)
  const pieces = Array.from({ length: 400 }, (_, index) =>
    Buffer.concat(revisions.slice(index * 100, (index + 1) * 100).map(each => framed(revision(each))))
  )
  const pages = openPages(giving(pieces), Buffer.alloc(0), new AbortController().signal)
  const lengths: number[] = []
  const read: unknown[] = []
  for (let page = await pages.next(); page._tag !== 'end'; page = await pages.next()) {
    const answers = page._tag === 'answers' ? page.answers : []
    lengths.push(answers.length)
    read.push(...answers)
  }
  expect(read).toEqual(revisions.map(each => ({ _tag: 'last-revision', revision: BigInt(each) })))
  expect(Math.max(...lengths)).toBeLessThan(20_000)
})

test('what gRPC does otherwise than it is known to is left to gRPC', () => {
  const write = (): Buffer[] => []
  const http2Stream = new PassThrough()
  const known = { decoder: { write, maxReadMessageLength: -1, readState: 0 }, http2Stream }
  const begun = { decoder: { write, maxReadMessageLength: -1, readState: 2 }, http2Stream }
  const other = { decoder: { write }, http2Stream: { on: () => {} } }
  inBulk({ call: { nextCall: { underlyingCalls: [{ call: { child: known } }, { call: begun }] } } })
  inBulk({ call: other, child: null })
  expect(known.decoder.write).not.toBe(write)
  expect([begun.decoder.write, other.decoder.write]).toEqual([write, write])
})
