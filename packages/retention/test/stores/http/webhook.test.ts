import { createServer, type Server } from 'node:http'
import { connect } from 'node:net'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { type Confirmation, signWebhook, webhookReceiver, type WebhookRefusal } from '../../../src/index.ts'
import { listen, stopServer } from './vendor.ts'

const secret = 'a secret of at least thirty-two signs'
const start = 1_750_000_000_000
const message = { reference: 'order-1', status: 'gone', confirmation: 'conf-1', copies: 2 }
const bodyOf = (more: object = {}): string => JSON.stringify({ ...message, ...more })

let clock = start
let received: E.Either<WebhookRefusal, Confirmation>[] = []
let server: Server
let url: string

beforeEach(async () => {
  clock = start
  received = []
  const receive = webhookReceiver({
    secrets: [secret, 'the secret that is being replaced'],
    now: () => clock
  })
  server = createServer((request, response) => {
    void receive({ headers: request.headers, body: request })().then(result => {
      received.push(result)
      response.writeHead(E.isRight(result) ? 200 : result.left.status).end()
    })
  })
  url = await listen(server)
})
afterEach(() => stopServer(server))

const send = async (body: string, header: string | undefined): Promise<number> =>
  (
    await fetch(url, {
      method: 'POST',
      body,
      headers: header === undefined ? {} : { 'samtykke-signature': header }
    })
  ).status

const signed = (body: string, at = clock, by = secret): string => signWebhook(by, at, Buffer.from(body))

describe('a confirmation', () => {
  test('that is signed is believed', async () => {
    const body = bodyOf({ backupsExpireOn: '2026-01-31', goneAt: '2025-06-15T15:06:40.000Z' })
    expect(await send(body, signed(body))).toBe(200)
    expect(received).toEqual([
      E.right({
        reference: 'order-1',
        erasure: { _tag: 'gone', confirmation: 'conf-1', copies: 2, backupsExpireOn: '2026-01-31' },
        goneAt: '2025-06-15T15:06:40.000Z',
        isRepeated: false
      })
    ])
  })

  test('signed with the secret that is being replaced, or with both, is believed', async () => {
    const old = signed(bodyOf(), clock, 'the secret that is being replaced')
    expect(await send(bodyOf(), old)).toBe(200)
    const body = bodyOf({ reference: 'order-2' })
    expect(
      await send(body, `${signed(body, clock, 'x'.repeat(32))},${signed(body).split(',')[1] ?? ''}`)
    ).toBe(200)
  })

  test('that is delivered again is said to be repeated, once its time is over refused', async () => {
    const header = signed(bodyOf())
    for (const isRepeated of [false, true, true]) {
      expect(await send(bodyOf(), header)).toBe(200)
      expect(received.at(-1)).toMatchObject({ right: { isRepeated } })
      clock += 100_000
    }
    clock = start + 300_000
    expect(await send(bodyOf(), header)).toBe(200)
    expect(received.at(-1)).toMatchObject({ right: { isRepeated: true } })
    clock = start + 301_000
    expect(await send(bodyOf(), header)).toBe(401)
    expect(received.at(-1)).toMatchObject({ left: { _tag: 'TooOld' } })
  })

  test('of the future is refused', async () => {
    expect(await send(bodyOf(), signed(bodyOf(), clock + 300_000))).toBe(200)
    expect(await send(bodyOf(), signed(bodyOf(), clock + 301_000))).toBe(401)
    expect(received.at(-1)).toMatchObject({ left: { _tag: 'TooNew' } })
  })

  test('whose signature is another time’s, another body’s or nobody’s is refused', async () => {
    const good = signed(bodyOf())
    const [time = '', hex = ''] = good.split(',')
    const wrong = [
      signed(bodyOf({ copies: 3 })),
      signed(bodyOf(), clock, 'x'.repeat(40)),
      `t=${Number(time.slice(2)) + 1},${hex}`,
      `${time},v1=${'0'.repeat(64)}`
    ]
    for (const header of wrong) expect(await send(bodyOf(), header)).toBe(401)
    expect(received.map(each => E.isLeft(each) && each.left._tag)).toEqual(wrong.map(() => 'WrongSignature'))
    const none = [
      undefined,
      '',
      'x',
      time,
      hex,
      `${time},v1=`,
      `${time},v1=zz`,
      `t=,${hex}`,
      `t=1e9,${hex}`,
      `${time},${time},${hex}`
    ]
    for (const header of none) expect(await send(bodyOf(), header)).toBe(401)
    expect(received.slice(wrong.length).map(each => E.isLeft(each) && each.left._tag)).toEqual(
      none.map(() => 'NotSigned')
    )
  })

  test('of which one bit is turned is refused', async () => {
    const receive = webhookReceiver({ secrets: [secret], now: () => start })
    const original = Buffer.from(bodyOf())
    const header = signWebhook(secret, start, original)
    await fc.assert(
      fc.asyncProperty(fc.nat(original.length * 8 - 1), async bit => {
        const changed = Buffer.from(original)
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const result = await receive({
          headers: { 'samtykke-signature': header },
          body: (async function* () {
            yield changed
          })()
        })()
        expect(result).toMatchObject({ left: { _tag: 'WrongSignature' } })
      })
    )
  })

  test.each([
    ['no JSON'],
    ['null'],
    ['{}'],
    [bodyOf({ copies: '2' })],
    [bodyOf({ status: 'accepted' })],
    [bodyOf({ reference: '' })]
  ])('that is signed and says %s is malformed', async body => {
    expect(await send(body, signed(body))).toBe(400)
    expect(received).toEqual([
      E.left({ _tag: 'Malformed', status: 400, reason: 'the message is not as agreed' })
    ])
  })

  test('that is too large is refused, by its length before it is read, and by its bytes where it tells none', async () => {
    const body = bodyOf({ padding: 'x'.repeat(70_000) })
    expect(await send(body, signed(body))).toBe(413)
    const { port } = new URL(url)
    await new Promise<void>(resolve => {
      const socket = connect(Number(port), '127.0.0.1')
      socket.on('error', () => undefined)
      socket.on('close', () => resolve())
      socket.write(
        `POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\nsamtykke-signature: ${signed(body)}\r\n\r\n`
      )
      const chunk = `1000\r\n${'x'.repeat(4096)}\r\n`
      const more = (): void => {
        while (!socket.destroyed && socket.write(chunk));
        socket.once('drain', more)
      }
      more()
    })
    expect(received.map(each => E.isLeft(each) && each.left._tag)).toEqual(['TooLarge', 'TooLarge'])
  })
})
