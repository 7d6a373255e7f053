/** Dialogs, analyses and parties, of the shapes that are met. */
import { createHash, createHmac } from 'node:crypto'
import { codesOf, imported } from './support/importing.ts'

const customer = { tel: '+45 20 12 34 56', name: 'Kirsten Holm', role: 'customer' }
const agent = { mailto: 'ole@company.example', role: 'agent' }
const start = '2025-01-02T12:00:00Z'
const url = 'https://media.example/1'

const vconOf = (members: object): object => ({
  uuid: '01934b2a-7e2f-8c3d-9a1b-2c3d4e5f6a7b',
  parties: [customer, agent],
  ...members
})
const importing = (members: object, options = {}) => imported(vconOf(members), options)
const first = (members: object, options = {}) => importing(members, options).events[0]

test.each([
  ['the customer is the first party', { parties: [0, 1] }, 'inbound'],
  ['the agent is the first party', { parties: [1, 0] }, 'outbound'],
  ['the originator is named', { parties: [0, 1], originator: 1 }, 'outbound'],
  ['channels', { parties: [null, [1], [0]] }, 'outbound'],
  ['one party', { parties: 0 }, 'inbound'],
  ['meta says it', { parties: [0, 1], meta: { direction: 'OUT' } }, 'outbound']
])('who called: %s', (_, members, direction) => {
  expect(first({ dialog: [{ type: 'recording', start, url, ...members }] })).toMatchObject({ direction })
})

test('of two parties one of whom is known, the other is on the other side; of three nothing is guessed', () => {
  const dialog = [{ type: 'recording', start, url, parties: [1, 0] }]
  expect(first({ parties: [agent, { name: 'X' }], dialog })).toMatchObject({ direction: 'inbound' })
  const three = importing({ parties: [agent, {}, {}], dialog })
  expect(three.events).toEqual([])
  expect(codesOf(three)).toContain('no-direction dialog.0')
  expect(first({ parties: [agent, {}, {}], dialog }, { direction: 'outbound' })).toMatchObject({
    direction: 'outbound'
  })
})

test('a recording inline has its hash and length; a written message its length only', () => {
  const body = Buffer.from('RIFF sound').toString('base64url')
  const hash = createHash('sha256').update('RIFF sound').digest('hex')
  const recording = {
    type: 'recording',
    start,
    parties: [0],
    mediatype: 'Audio/WAV; rate=8000',
    encoding: 'base64url',
    body
  }
  expect(first({ dialog: [recording] })).toMatchObject({ sha256: hash, bytes: 10, mediaType: 'audio/wav' })
  const text = first({
    dialog: [{ type: 'text', start, parties: [0], encoding: 'none', body: 'Født 010190' }]
  })
  expect(text).toMatchObject({ bytes: 12 })
  expect(text).not.toHaveProperty('sha256')
})

test('a hash that an event can hold is kept, others are left out', () => {
  const hash = createHash('sha256').update('x').digest()
  const dialog = { type: 'recording', start, parties: [0], url }
  const stated = `sha256-${hash.toString('base64url')}`
  expect(first({ dialog: [{ ...dialog, content_hash: ['sha512-AA', stated] }] })).toMatchObject({
    sha256: hash.toString('hex')
  })
  const other = importing({ dialog: [{ ...dialog, content_hash: 'sha512-AA' }] })
  expect(other.events[0]).not.toHaveProperty('sha256')
  expect(codesOf(other)).toContain('not-carried dialog.0.content_hash')
})

test.each([
  [{}, 'empty-place dialog.0'],
  [null, 'empty-place dialog.0'],
  [{ type: 'text', start, parties: [0] }, 'no-content dialog.0'],
  [{ type: 'transfer', transferee: 0, original: 0 }, 'no-recording dialog.0'],
  [{ type: 'incomplete', start, disposition: 'busy' }, 'no-recording dialog.0'],
  [{ type: 'recording-set', start, recordings: [1] }, 'no-recording dialog.0'],
  [{ type: 'recording', parties: [0], url }, 'no-start dialog.0'],
  [{ type: 'recording', start: '2025-01-02T12:00:00', parties: [0], url }, 'no-offset dialog.0.start'],
  ['words', 'wrong-member dialog.0']
])('%j holds no recording, keeps its place, and says why', (dialog, code) => {
  const kept = { type: 'recording', start, parties: [0], url }
  const result = importing({
    dialog: [dialog, kept],
    analysis: [{ type: 'summary', dialog: 1, vendor: 'v', body: 'x', encoding: 'none' }]
  })
  expect(codesOf(result)).toContain(code)
  const made = result.events.map(each => [each.type, 'recordingId' in each ? each.recordingId : undefined])
  expect(made.toSorted()).toEqual([
    ['analysis-produced', 'dialog-1'],
    ['recording-stored', 'dialog-1']
  ])
})

test('what was taken out of a redacted vCon is not kept here; what is said without a place is', () => {
  const dialog = [{ type: 'recording', start, parties: [0], content_hash: 'sha512-AA' }]
  const redacted = importing({
    redacted: { uuid: '01934b2a-7e2f-8c3d-9a1b-2c3d4e5f6a7c', type: 'PII' },
    dialog
  })
  expect(redacted.events).toEqual([])
  expect(codesOf(redacted)).toEqual(
    expect.arrayContaining(['redacted-content dialog.0', 'another-vcon redacted'])
  )
  expect(codesOf(importing({ dialog }))).toContain('content-elsewhere dialog.0')
})

test('the end, and when it was stored', () => {
  const dialog = [{ type: 'recording', start, parties: [0], url, duration: 33.12 }]
  expect(first({ dialog })).toMatchObject({
    endedAt: '2025-01-02T12:00:33.120Z',
    occurredAt: '2025-01-02T12:00:33.120Z'
  })
  expect(first({ dialog, created_at: '2025-01-03T00:00:00Z' })).toMatchObject({
    occurredAt: '2025-01-03T00:00:00.000Z'
  })
  expect(first({ dialog, created_at: '2025-01-01T00:00:00Z' })).toMatchObject({
    occurredAt: '2025-01-02T12:00:33.120Z'
  })
})

test('an organisation that is the customer is a business', () => {
  const dialog = [{ type: 'recording', start, parties: [0], url }]
  expect(first({ dialog })).toMatchObject({ customerType: 'unknown' })
  expect(first({ dialog, parties: [{ ...customer, type: 'organization' }, agent] })).toMatchObject({
    customerType: 'business'
  })
})

test('what is not said is said to be not known, and the caller may say it', () => {
  const dialog = [{ type: 'recording', start, parties: [0], url }]
  expect(first({ dialog })).toMatchObject({ processor: 'not-stated', region: 'ZZ', line: 'other' })
  const stated = { processor: 'p', region: 'DK', line: 'sales', customerType: 'private' } as const
  expect(first({ dialog }, stated)).toMatchObject(stated)
  expect(codesOf(importing({ dialog }, stated)).filter(code => / dialog\.0$/.test(code))).toEqual([])
})

test('the customer is referred to by a keyed hash of the number, however it is written', () => {
  const key = Buffer.alloc(32, 9)
  const dialog = [{ type: 'recording', start, parties: [0], url }]
  const expected = `subject-${createHmac('sha256', key).update('tel:+4520123456').digest('hex').slice(0, 40)}`
  for (const tel of ['+4520123456', 'tel:+45-20-12-34-56', '0045 20123456', ' +45 (20) 12.34.56;ext=1'])
    expect(first({ dialog, parties: [{ ...customer, tel }, agent] }, { subjectKey: key })).toMatchObject({
      subjectRef: expected
    })
  const mail = { role: 'customer', mailto: 'MAILTO:Kirsten@Holm.Example?subject=x', tel: '' }
  const byMail = `subject-${createHmac('sha256', key).update('mailto:kirsten@holm.example').digest('hex').slice(0, 40)}`
  expect(first({ dialog, parties: [mail, agent] }, { subjectKey: key })).toMatchObject({ subjectRef: byMail })
  for (const parties of [
    [customer, customer],
    [{ role: 'customer' }, agent]
  ])
    expect(first({ dialog, parties }, { subjectKey: key })).not.toHaveProperty('subjectRef')
  expect(first({ dialog })).not.toHaveProperty('subjectRef')
})

test('an analysis', () => {
  const dialog = [
    { type: 'text', start: '2025-01-02T13:00:00Z', parties: [1], body: 'b', encoding: 'none' },
    { type: 'text', start, duration: 5, parties: [0], body: 'a', encoding: 'none' }
  ]
  const analysis = [
    {
      type: 'sentiment',
      dialog: [0, 1],
      vendor: 'Vendor',
      product: 'Tone',
      schema: '2',
      body: {},
      encoding: 'json',
      samtykke: undefined
    }
  ]
  const produced = importing({ dialog, analysis: [{ ...analysis[0], body: 'x' }] }).events.find(
    ({ type }) => type === 'analysis-produced'
  )
  expect(produced).toMatchObject({
    analysisId: 'analysis-0',
    occurredAt: '2025-01-02T13:00:00.000Z',
    // The first of what it is of was written by the customer.
    direction: 'inbound',
    features: ['sentiment'],
    engine: 'Vendor Tone',
    engineVersion: 'not-stated',
    subjects: ['customer', 'agent']
  })
  expect(produced).not.toHaveProperty('recordingId')
})

test('a vCon without an id gets one of its content', () => {
  const vcon = { parties: [customer, agent], dialog: [{ type: 'recording', start, parties: [0], url }] }
  const { callId, notes } = imported(vcon)
  expect(callId).toMatch(/^vcon-[0-9a-f]{32}$/)
  expect(notes).toContainEqual({ code: 'no-uuid', path: '' })
  expect(imported({ ...vcon, subject: 'other' }).callId).not.toBe(callId)
})
