/** Statements of a lawful basis, as draft-howe-vcon-lawful-basis-02 has them. */
import { createHash } from 'node:crypto'
import { canonicalJson, type Event, noticePolicy } from '@samtykke/core'
import * as fc from 'fast-check'
import { given, grants, importing, short, spoken, statement } from './support/statements.ts'
import { grant } from './support/vcons.ts'

test('a grant that was spoken becomes consent, with the place of the words', () => {
  const { acts } = importing(
    { language: 'da' },
    statement({ ...grants({}, { purpose: 'transcription' }), terms_of_service: 'https://a.example/terms/3' })
  )
  expect(acts).toEqual([
    expect.objectContaining({
      type: 'consent-given',
      occurredAt: given,
      method: 'spoken',
      purposes: ['recording', 'transcription'],
      noticeVersion: 'https://a.example/terms/3',
      language: 'da',
      recordingId: 'dialog-0',
      offsetMs: 83_000
    })
  ])
  expect(JSON.stringify(acts)).not.toContain('Yes')
})

test.each([
  ['the older type', { purpose: undefined, type: 'lawful_basis' }],
  [
    'a body that is text',
    {
      body: JSON.stringify({
        lawful_basis: 'consent',
        expiration: null,
        ...grants({}),
        proof_mechanisms: [spoken]
      })
    }
  ],
  [
    'a body in base64url',
    {
      encoding: 'base64url',
      body: Buffer.from(
        JSON.stringify({ lawful_basis: 'consent', ...grants({}), proof_mechanisms: [spoken] })
      ).toString('base64url')
    }
  ],
  ['encoding none', { encoding: 'none' }]
])('%s is read alike', (_, members) => {
  expect(short(importing({}, statement(grants({}), members)).acts)).toEqual([
    'consent-given 2025-01-02 recording'
  ])
})

test('no grant is no consent, and nothing but true is a grant', () => {
  expect(importing({}, statement({}), statement({ purpose_grants: [] }))).toMatchObject({
    acts: [],
    codes: ['no-grant attachments.0.body', 'no-grant attachments.1.body']
  })
  for (const granted of [undefined, null, 'true', 1, {}])
    expect(short(importing({}, statement(grants({ granted }))).acts)).toEqual([
      'consent-refused 2025-01-02 recording'
    ])
})

test('the most restrictive grant wins, in one statement and over several', () => {
  const no = { granted: false }
  expect(short(importing({}, statement(grants({}, no))).acts)).toEqual([
    'consent-refused 2025-01-02 recording'
  ])
  const before = { granted: false, granted_at: '2025-01-01T00:00:00Z' }
  const { acts, codes } = importing({}, statement(grants({})), statement(grants(before)))
  expect(short(acts)).toEqual(['consent-refused 2025-01-01 recording'])
  expect(codes).toContain('overruled-grant attachments.0.body.purpose_grants.0')
  const after = { granted: false, granted_at: '2025-02-01T00:00:00Z' }
  expect(short(importing({}, statement(grants({})), statement(grants(after))).acts)).toEqual([
    'consent-given 2025-01-02 recording',
    'consent-withdrawn 2025-02-01 recording'
  ])
})

/** The state at the end, by what core makes of acts: grants of an instant come before denials. */
const standing = (acts: ReadonlyArray<Event>): ReadonlySet<string> => {
  const stands = new Set<string>()
  for (const act of acts)
    if ('purposes' in act)
      for (const purpose of act.purposes ?? []) {
        if (act.type === 'consent-given') stands.add(purpose)
        else stands.delete(purpose)
      }
  return stands
}

test('what was denied anywhere does not stand at the end, and what was only granted does', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(grant, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
      statements => {
        const { acts } = importing({}, ...statements.map(purpose_grants => statement({ purpose_grants })))
        const all = statements.flat()
        const stands = standing(acts)
        for (const purpose of ['recording', 'transcription', 'sentiment_analysis']) {
          const said = all.filter(each => each.purpose === purpose)
          expect(stands.has(purpose)).toBe(said.length > 0 && said.every(({ granted }) => granted))
        }
      }
    ),
    { numRuns: 200 }
  )
})

test('an end that has come is a withdrawal; one to come is told, and no event', () => {
  const { acts, codes } = importing({}, statement({ ...grants({}), expiration: '2025-06-01T00:00:00Z' }))
  expect(acts.map(each => [each.type, each.occurredAt, (each as { channel?: string }).channel])).toEqual([
    ['consent-given', given, undefined],
    ['consent-withdrawn', '2025-06-01T00:00:00.000Z', 'expiration']
  ])
  expect(codes).toContain('expired attachments.0')
  const later = importing({}, statement({ ...grants({}), expiration: '2027-06-01T00:00:00Z' }))
  expect(short(later.acts)).toEqual(['consent-given 2025-01-02 recording'])
  expect(later.codes).toContain('expires-later attachments.0')
  const before = importing({}, statement({ ...grants({}), expiration: '2024-06-01T00:00:00Z' }))
  expect(before).toMatchObject({ acts: [], codes: ['never-valid attachments.0.body.purpose_grants.0'] })
})

test('bases beyond consent are the policy’s to state, and are given back', () => {
  const basis = (lawful_basis: string) => statement({ lawful_basis, ...grants({ purpose: 'documentation' }) })
  const all = ['contract', 'legal_obligation', 'vital_interests', 'public_task', 'legitimate_interests']
  const { acts, bases, codes } = importing({ policy: noticePolicy }, ...all.map(basis))
  expect(acts).toEqual([])
  expect(bases.map(each => each.basis)).toEqual(['6(1)(b)', '6(1)(c)', '6(1)(d)', '6(1)(e)', '6(1)(f)'])
  // The notice declares 6(1)(f) beside consent, and no other.
  expect(codes.filter(each => each.startsWith('basis'))).toEqual([
    ...[0, 1, 2, 3].map(n => `basis-differs attachments.${n}.body.purpose_grants.0`),
    'basis-of-the-policy attachments.4.body.purpose_grants.0'
  ])
})

test('a denial is an objection where the basis is an interest, and nothing where it is a duty', () => {
  const no = grants({ granted: false })
  expect(short(importing({}, statement({ lawful_basis: 'legitimate_interests', ...no })).acts)).toEqual([
    'processing-objected 2025-01-02 recording'
  ])
  expect(importing({}, statement({ lawful_basis: 'legal_obligation', ...no }))).toMatchObject({
    acts: [],
    codes: ['denied-without-effect attachments.0.body.purpose_grants.0']
  })
})

test('purposes are those of the policy where that is said', () => {
  const purposes = { recording: ['documentation', 'quality-assurance'] }
  expect(short(importing({ purposes }, statement(grants({}, { purpose: 'a purpose' }))).acts)).toEqual([
    'consent-given 2025-01-02 documentation,quality-assurance'
  ])
  expect(importing({}, statement(grants({ purpose: 'a purpose' })))).toMatchObject({
    acts: [],
    codes: ['no-purpose attachments.0.body.purpose_grants.0']
  })
})

test('how consent was given is not guessed', () => {
  const unproved = statement({ ...grants({}), proof_mechanisms: [{ proof_type: 'external_system' }] })
  expect(importing({}, unproved)).toMatchObject({
    acts: [],
    codes: ['no-method attachments.0.body.purpose_grants.0']
  })
  expect(importing({ method: 'web' }, unproved).acts).toMatchObject([
    { type: 'consent-given', method: 'web' }
  ])
  const signed = statement({ ...grants({}), proof_mechanisms: [{ proof_type: 'signed_document' }] })
  expect(importing({}, signed).acts).toMatchObject([{ method: 'written' }])
  // A denial is never lost for it.
  const denied = statement({ ...grants({ granted: false }), proof_mechanisms: [] })
  expect(short(importing({}, denied).acts)).toEqual(['consent-withdrawn 2025-01-02 recording'])
})

const hashed = (algorithm: string, name: string) => {
  const body = { lawful_basis: 'consent', expiration: null, ...grants({}), proof_mechanisms: [spoken] }
  const value = createHash(name).update(canonicalJson(body)).digest('hex')
  return { ...body, content_hash: { algorithm, canonicalization: 'jcs', value } }
}

test('a statement that was changed grants nothing, and still denies', () => {
  for (const [algorithm, name] of [
    ['sha-256', 'sha256'],
    ['sha-3-256', 'sha3-256']
  ] as const) {
    const body = hashed(algorithm, name)
    expect(short(importing({}, statement({}, { body })).acts)).toEqual(['consent-given 2025-01-02 recording'])
    const changed = { ...body, expiration: '2030-01-01T00:00:00Z' }
    expect(importing({}, statement({}, { body: changed }))).toMatchObject({
      acts: [],
      codes: ['hash-differs attachments.0.body.content_hash']
    })
    const denies = { ...changed, ...grants({ granted: false }) }
    expect(short(importing({}, statement({}, { body: denies })).acts)).toEqual([
      'consent-refused 2025-01-02 recording'
    ])
  }
  const unknown = {
    ...hashed('sha-256', 'sha256'),
    content_hash: { algorithm: 'blake2b-256', canonicalization: 'jcs', value: '00' }
  }
  expect(importing({}, statement({}, { body: unknown }))).toMatchObject({
    acts: [],
    codes: ['hash-not-checked attachments.0.body.content_hash']
  })
})

test.each([
  ['a dialog that is not there', statement(grants({}), { dialog: 3 }), 'unknown-reference attachments.0'],
  ['a party that is not there', statement(grants({}), { party: 9 }), 'unknown-reference attachments.0'],
  ['the agent', statement(grants({}), { party: 1 }), 'not-of-a-customer attachments.0.body.purpose_grants.0'],
  [
    'conditions',
    statement(grants({ conditions: ['only until noon'] })),
    'conditional-grant attachments.0.body.purpose_grants.0'
  ],
  [
    'an end that is no time',
    statement({ ...grants({}), expiration: 'never' }),
    'wrong-member attachments.0.body.expiration'
  ],
  [
    'a basis of no name',
    statement({ ...grants({}), lawful_basis: 'because' }),
    'wrong-member attachments.0.body.lawful_basis'
  ],
  ['a body that is none', statement({}, { body: 'yes' }), 'wrong-member attachments.0.body']
])('%s: not counted, and told', (_, attachment, code) => {
  const { acts, codes } = importing({}, attachment)
  expect(acts).toEqual([])
  expect(codes).toContain(code)
})
