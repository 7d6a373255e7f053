// The service over its socket, with a server, a folder and a worker of its own.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { start } from '@samtykke/eventstoredb-embedded'
import type { Notice } from '@samtykke/retention'
import type { Wrong } from '../src/input.js'
import { type Service, startService } from '../src/service.js'
import type { CallView } from '../src/view.js'

const webhookSecret = 'a secret of the tests, of thirty-two signs'
const folder = mkdtempSync(join(tmpdir(), 'call-centre-'))
let service: Service
let tellErased = (_callId: string): unknown => undefined

const tell = (notice: Notice): void => {
  if (notice._tag === 'attended' && notice.carriedOut > 0) tellErased(notice.callId)
}

before(async () => {
  service = await startService({ port: 0, webhookSecret, folder, storeAddress: undefined }, tell)
})
after(async () => {
  await service.close()
  rmSync(folder, { recursive: true })
})

const isErased = (callId: string): Promise<void> =>
  new Promise(resolve => {
    tellErased = erased => erased === callId && resolve()
  })

const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()
const authorization = `Bearer ${webhookSecret}`

const press = (
  members: object,
  headers: Record<string, string> = { authorization },
  url = service.url
): Promise<Response> =>
  fetch(`${url}/webhooks/keypress`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ occurredAt: ago(3), digit: '1', noticeVersion: '1', language: 'da', ...members })
  })

const recordingUrl = (members: Record<string, string>): string => {
  const line = { direction: 'inbound', customerType: 'private', line: 'customer-service' }
  const query = new URLSearchParams({ startedAt: ago(2), endedAt: ago(1), ...line, ...members })
  return `${service.url}/webhooks/recording?${query.toString()}`
}

const deliver = (members: Record<string, string>): Promise<Response> =>
  fetch(recordingUrl(members), {
    method: 'POST',
    headers: { 'content-type': 'audio/wav', authorization },
    body: 'sound'
  })

const withdraw = (members: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${service.url}/withdrawals`, { method: 'POST', headers, body: new URLSearchParams(members) })

const look = async (callId: string, url = service.url): Promise<CallView> =>
  (
    await fetch(`${url}/calls/${callId}`, { headers: { accept: 'application/json' } })
  ).json() as Promise<CallView>

/** What an answer with status 400 names. */
const wrongIn = async (answer: Response): Promise<ReadonlyArray<Wrong>> => {
  assert.equal(answer.status, 400)
  return ((await answer.json()) as { readonly wrong: ReadonlyArray<Wrong> }).wrong
}

const fileOf = (callId: string, recordingId: string): string =>
  join(folder, 'recordings', callId, `${recordingId}.wav`)

test('a call with consent is kept until the customer withdraws; then its file goes, and does not come back', async () => {
  const call = { callId: 'call-1', recordingId: 'rec-1', subjectRef: 'customer-1' }
  assert.deepEqual(await (await press(call)).json(), { recorded: 1 })
  assert.deepEqual(await (await deliver(call)).json(), { recorded: 1 })
  assert.ok(existsSync(fileOf('call-1', 'rec-1')))
  const { consent, recordings, due } = await look('call-1')
  assert.equal(consent.length, 4)
  assert.deepEqual(recordings, [{ recordingId: 'rec-1', kept: true }])
  assert.deepEqual([due[0]?.action, due[0]?.status], ['erase recording rec-1', 'scheduled'])

  const erased = isErased('call-1')
  const answered = await withdraw({ subjectRef: 'customer-1', requestId: 'mail-1', receivedAt: ago(0) })
  assert.match(await answered.text(), /withdrawn on 1 of 1 calls/)
  await erased
  assert.ok(!existsSync(fileOf('call-1', 'rec-1')))
  const after = await look('call-1')
  assert.deepEqual([after.consent, after.recordings], [[], [{ recordingId: 'rec-1', kept: false }]])

  assert.deepEqual(await (await deliver(call)).json(), { recorded: 0 })
  assert.ok(!existsSync(fileOf('call-1', 'rec-1')))
})

test('the same keypress twice is one event, and a refusal is no consent', async () => {
  const pressed = { callId: 'call-2', occurredAt: ago(5), digit: '2' }
  assert.deepEqual(await (await press(pressed)).json(), { recorded: 1 })
  assert.deepEqual(await (await press(pressed)).json(), { recorded: 0 })
  assert.deepEqual((await look('call-2')).consent, [])
})

test('a withdrawal of a customer whom no call names is none, and says so', async () => {
  const answered = await withdraw({ subjectRef: 'customer-nobody', requestId: 'mail-9', receivedAt: ago(0) })
  assert.equal(answered.status, 404)
  assert.match(await answered.text(), /No call of that customer is known/)
})

test('what is wrong is named: member, expected, found; and nothing is kept', async () => {
  const [wrong, ...others] = await wrongIn(await press({ callId: 'call-3', occurredAt: 'yesterday' }))
  assert.deepEqual([wrong?.member, wrong?.found, others], ['occurredAt', 'a text of 9 characters', []])
  assert.match(wrong?.expected ?? '', /RFC 3339/)
  assert.deepEqual(await wrongIn(await press({ callId: 'call-3', digit: '7' })), [
    { member: 'digit', expected: '"1" or "2"', found: 'something else' }
  ])
  const json = { 'content-type': 'application/json', authorization }
  for (const body of ['{', '', '[]'])
    assert.deepEqual(
      (
        await wrongIn(
          await fetch(`${service.url}/webhooks/keypress`, { method: 'POST', headers: json, body })
        )
      ).map(({ member }) => member),
      ['body']
    )
  const noSound = await fetch(recordingUrl({ callId: 'call-3', recordingId: 'rec-1' }), {
    method: 'POST',
    headers: json,
    body: '{}'
  })
  assert.deepEqual(
    (await wrongIn(noSound)).map(({ expected }) => expected),
    ['the sound, audio/wav']
  )
  const recorder = await wrongIn(await deliver({ callId: 'call-3', recordingId: '../rec', direction: 'up' }))
  assert.deepEqual(
    recorder.map(({ member }) => member),
    ['recordingId', 'direction']
  )

  const mail = await withdraw({ subjectRef: '+45 12 34 56 78', requestId: 'mail-2', receivedAt: ago(0) })
  assert.equal(mail.status, 400)
  assert.ok(!(await mail.text()).includes('12 34'))
  assert.deepEqual((await look('call-3')).recordings, [])
})

test('where the port is taken it says so, and leaves nothing running', async () => {
  const port = Number(new URL(service.url).port)
  const settings = { port, webhookSecret, folder: join(folder, 'second'), storeAddress: undefined }
  await assert.rejects(
    startService(settings, () => undefined),
    /EADDRINUSE/
  )
  // The folder of the events is free again.
  const third = await startService({ ...settings, port: 0 }, () => undefined)
  await third.close()
})

test('without the secret nothing is taken, nor a form of another site', async () => {
  for (const headers of [{}, { authorization: 'Bearer guess' }, { authorization: webhookSecret }])
    assert.equal((await press({ callId: 'call-4' }, headers as Record<string, string>)).status, 401)
  const members = { subjectRef: 'customer-1', requestId: 'mail-3', receivedAt: ago(0) }
  assert.equal((await withdraw(members, { 'sec-fetch-site': 'cross-site' })).status, 403)
  assert.deepEqual((await look('call-4')).consent, [])
})

test('pages escape what they are given, and allow no scripts', async () => {
  const answered = await fetch(`${service.url}/calls?callId=%3Cscript%3E`)
  assert.ok(!(await answered.text()).includes('<script>'))
  const start = await fetch(service.url)
  assert.match(start.headers.get('content-security-policy') ?? '', /default-src 'none'/)
  const { html } = await import('../src/html.js')
  assert.equal(html`<p title="${'"'}">${'<b>&'}</p>`.text, '<p title="&quot;">&lt;b&gt;&amp;</p>')
})

test('what was told is there after a restart, in the folder or in the store that has an address', async () => {
  const server = await start()
  const settings = { port: 0, webhookSecret, folder: join(folder, 'other') }
  for (const storeAddress of [undefined, server.connectionString]) {
    const first = await startService({ ...settings, storeAddress }, () => undefined)
    assert.equal((await press({ callId: 'call-5' }, { authorization }, first.url)).status, 200)
    await first.close()
    const second = await startService({ ...settings, storeAddress }, () => undefined)
    assert.equal((await look('call-5', second.url)).consent.length, 4)
    await second.close()
  }
  await server.stop()
})
