// Cases of other companies whose answers were worked out by hand from the page on policies.
import { assess } from './assess.ts'

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const event = (n: number, type: string, occurredAt: string, members: object = {}) => ({
  id: uuid(n),
  type,
  callId: 'call-1',
  occurredAt,
  ...members
})

const start = '2025-09-01T10:00:00.000Z'
const stored = (members: object = {}) =>
  event(1, 'recording-stored', '2025-09-01T10:20:00.000Z', {
    recordingId: 'recording-1',
    startedAt: start,
    endedAt: '2025-09-01T10:15:00.000Z',
    direction: 'inbound',
    customerType: 'private',
    line: 'orders',
    processor: 'recorder',
    region: 'DK',
    ...members
  })
const produced = (members: object = {}) =>
  event(2, 'analysis-produced', '2025-09-01T10:30:00.000Z', {
    analysisId: 'analysis-1',
    direction: 'inbound',
    features: ['tempo'],
    engine: 'engine',
    engineVersion: '1',
    subjects: ['customer'],
    ...members
  })
const consent = (n: number, occurredAt: string, purposes: readonly string[], members: object = {}) =>
  event(n, 'consent-given', occurredAt, {
    method: 'keypress',
    purposes,
    noticeVersion: '1',
    language: 'da',
    ...members
  })
const withdrawn = (n: number, occurredAt: string, ...purposes: readonly string[]) =>
  event(n, 'consent-withdrawn', occurredAt, { channel: 'email', ...(purposes.length > 0 && { purposes }) })
const objected = (n: number, occurredAt: string, ...purposes: readonly string[]) =>
  event(n, 'processing-objected', occurredAt, { channel: 'email', ...(purposes.length > 0 && { purposes }) })
const requested = (n: number, occurredAt: string, scope: string) =>
  event(n, 'erasure-requested', occurredAt, { channel: 'email', scope })
const used = (n: number, occurredAt: string, purpose: string) =>
  event(n, 'recording-used', occurredAt, { recordingId: 'recording-1', purpose, usedBy: 'agent-7' })

const of = (purpose: string, basis: string, members: object = {}) => ({
  purpose,
  of: 'recording',
  basis,
  ...members
})
const rule = (name: string, keep: string, members: object = {}) => ({
  rule: name,
  keep,
  source: 'source',
  ...members
})

const policyOf = (purposes: readonly object[], recordings: readonly object[], members: object = {}) => ({
  versions: [
    {
      version: '1',
      effectiveFrom: '2018-01-01T00:00:00.000Z',
      purposes,
      recordings,
      analyses: { keep: 'P1M', then: 'anonymise', source: 'source' },
      ...members
    }
  ]
})

const bank = policyOf(
  [of('orders', '6(1)(c)', { when: { line: 'orders' } }), of('quality', '6(1)(a)')],
  [rule('orders', 'P5Y', { purposes: ['orders'] }), rule('quality', 'P6M', { purposes: ['quality'] })]
)
const insurer = policyOf(
  [of('claims', '6(1)(b)'), of('training', '6(1)(f)')],
  [rule('claims', 'P3Y', { purposes: ['claims'] }), rule('training', 'P1M', { purposes: ['training'] })]
)

const dueOf = (policy: object, asOf: string, ...events: readonly object[]) =>
  assess(policy, events, asOf).actions.map(({ target, rule, article, dueAt, grounds, legalBasis }) => ({
    target,
    rule,
    article,
    dueAt,
    grounds: grounds.map(ground => [ground.rule, ground.at, ground.events]),
    legalBasis
  }))[0]

const codesOf = (policy: object, asOf: string, ...events: readonly object[]) =>
  assess(policy, events, asOf).findings.map(({ code, events: ids }) => [code, ids])

const fiveYears = '2030-09-01T22:00:00.000Z'

describe('a bank that must keep orders, and keeps quality on consent', () => {
  const agreed = consent(3, '2025-09-01T09:59:00.000Z', ['quality'])

  test('keeps a call on both for as long as the longer of them', () => {
    expect(dueOf(bank, '2025-10-01T00:00:00.000Z', agreed, stored())).toMatchObject({
      rule: 'expiry',
      dueAt: fiveYears,
      legalBasis: {
        declared: ['6(1)(a)', '6(1)(c)'],
        reliedOn: '6(1)(c)',
        purposes: ['orders', 'quality'],
        bases: { orders: '6(1)(c)', quality: '6(1)(a)' }
      }
    })
  })

  test('keeps what the law asks for when consent is withdrawn, and for that alone', () => {
    const after = [agreed, stored(), withdrawn(4, '2025-10-01T08:00:00.000Z')]
    expect(dueOf(bank, '2025-11-01T00:00:00.000Z', ...after)).toMatchObject({
      dueAt: fiveYears,
      grounds: [['expiry', fiveYears, [uuid(1)]]],
      legalBasis: { declared: ['6(1)(c)'], reliedOn: '6(1)(c)', purposes: ['orders'] }
    })
    expect(
      codesOf(bank, '2025-11-01T00:00:00.000Z', ...after, used(5, '2025-10-02T08:00:00.000Z', 'quality'))
    ).toContainEqual(['used-without-basis', [uuid(1), uuid(4), uuid(5)]])
  })

  test('no longer uses it for quality when the six months are over', () => {
    const use = used(5, '2026-04-01T08:00:00.000Z', 'quality')
    expect(codesOf(bank, '2026-05-01T00:00:00.000Z', agreed, stored(), use)).toContainEqual([
      'used-without-basis',
      [uuid(1), uuid(5)]
    ])
    expect(dueOf(bank, '2026-05-01T00:00:00.000Z', agreed, stored())?.legalBasis?.purposes).toEqual([
      'orders'
    ])
  })

  test('keeps a call on another line by consent alone, and at once not at all without it', () => {
    const other = stored({ line: 'help' })
    expect(dueOf(bank, '2025-10-01T00:00:00.000Z', agreed, other)).toMatchObject({
      dueAt: '2026-03-01T23:00:00.000Z'
    })
    expect(dueOf(bank, '2025-10-01T00:00:00.000Z', other)).toMatchObject({ rule: 'no-basis', dueAt: start })
    expect(codesOf(bank, '2025-10-01T00:00:00.000Z', other).map(([code]) => code)).toContain(
      'recording-without-consent'
    )
  })
})

describe('an insurer, on a contract and an interest', () => {
  test('ends what rests on the interest by an objection, and not what rests on the contract', () => {
    const action = dueOf(
      insurer,
      '2025-09-10T00:00:00.000Z',
      stored(),
      objected(3, '2025-09-05T00:00:00.000Z')
    )
    expect(action).toMatchObject({
      rule: 'expiry',
      dueAt: '2028-09-01T22:00:00.000Z',
      legalBasis: { reliedOn: '6(1)(b)', purposes: ['claims'] }
    })
    expect(action?.legalBasis).not.toHaveProperty('bases')
  })

  test('erases on request under art. 17(1)(c) what rests on an interest alone', () => {
    const training = policyOf([of('training', '6(1)(f)')], [rule('training', 'P1Y')])
    const request = requested(3, '2025-09-05T00:00:00.000Z', 'all')
    expect(dueOf(training, '2025-09-10T00:00:00.000Z', stored(), request)).toMatchObject({
      rule: 'request',
      article: '17(1)(c)',
      dueAt: '2025-09-05T00:00:00.000Z',
      legalBasis: { reliedOn: null, purposes: [], declared: ['6(1)(f)'] }
    })
  })

  test('has no purpose left for a call after an objection before it', () => {
    const training = policyOf([of('training', '6(1)(f)')], [rule('training', 'P1Y')])
    const before = objected(3, '2025-08-05T00:00:00.000Z')
    expect(codesOf(training, '2025-09-01T10:30:00.000Z', before, stored()).map(([code]) => code)).toContain(
      'recording-without-purpose'
    )
  })
})

describe('acts of several kinds that together take all', () => {
  const policy = policyOf([of('quality', '6(1)(a)'), of('training', '6(1)(f)')], [rule('all', 'P1Y')])
  const agreed = consent(3, '2025-09-01T09:59:00.000Z', ['quality'])
  const first = withdrawn(4, '2025-09-02T00:00:00.000Z')
  const last = objected(5, '2025-09-03T00:00:00.000Z')

  test('the kind that takes the last purpose is the ground, when it does', () => {
    const later = objected(6, '2025-09-08T00:00:00.000Z', 'quality')
    expect(dueOf(policy, '2025-10-01T00:00:00.000Z', agreed, stored(), first, last, later)?.grounds).toEqual([
      ['objection', '2025-09-03T00:00:00.000Z', [uuid(5)]],
      ['expiry', '2026-09-01T22:00:00.000Z', [uuid(1)]]
    ])
  })

  test('one kind alone that takes everything at the end is the ground by itself', () => {
    const both = objected(5, '2025-09-03T00:00:00.000Z', 'quality', 'training')
    expect(dueOf(policy, '2025-10-01T00:00:00.000Z', agreed, stored(), first, both)?.grounds).toEqual([
      ['objection', '2025-09-03T00:00:00.000Z', [uuid(5)]],
      ['expiry', '2026-09-01T22:00:00.000Z', [uuid(1)]]
    ])
  })
})

describe('analyses', () => {
  const analysis = (members: object) => ({ purpose: 'tone', of: 'analysis', basis: '6(1)(f)', ...members })
  const onConsent = of('quality', '6(1)(a)')
  const agreed = consent(3, '2025-09-01T09:59:00.000Z', ['quality'])
  const analysisOf = (policy: object, ...events: readonly object[]) =>
    assess(policy, events, '2025-09-20T00:00:00.000Z').actions.find(({ target }) => target === 'analysis')

  test('one that requires a recording falls when its purposes have all been withdrawn, and stays listed', () => {
    const policy = policyOf([onConsent, analysis({})], [rule('all', 'P1Y')])
    const events = [agreed, stored(), produced(), withdrawn(4, '2025-09-05T00:00:00.000Z')]
    expect(analysisOf(policy, ...events)).toMatchObject({
      action: 'erase',
      rule: 'withdrawal',
      dueAt: '2025-09-05T00:00:00.000Z',
      legalBasis: { reliedOn: null, purposes: ['tone'] }
    })
  })

  test('one that requires nothing does not', () => {
    const policy = policyOf([onConsent, analysis({ requires: 'nothing' })], [rule('all', 'P1Y')])
    const events = [agreed, stored(), produced(), withdrawn(4, '2025-09-05T00:00:00.000Z')]
    expect(analysisOf(policy, ...events)).toMatchObject({ action: 'anonymise', rule: 'expiry' })
    expect(analysisOf(policy, produced())).toMatchObject({ rule: 'expiry' })
  })

  test('one that requires a recording needs one of the line for which there is a purpose', () => {
    const policy = policyOf(
      [of('orders', '6(1)(c)', { when: { line: 'orders' } }), analysis({})],
      [rule('all', 'P1Y')]
    )
    expect(analysisOf(policy, stored(), produced())?.rule).toBe('expiry')
    expect(analysisOf(policy, stored({ line: 'help' }), produced())?.rule).toBe('no-basis')
    expect(analysisOf(policy, produced())?.rule).toBe('expiry')
  })

  test('of several rules the shortest counts, and one that erases is enough', () => {
    const policy = policyOf([analysis({ requires: 'nothing' })], [rule('all', 'P1Y')], {
      analysisDirections: ['inbound', 'outbound'],
      analyses: [
        { keep: 'P2W', then: 'anonymise', source: 'source' },
        { keep: 'P1Y', then: 'erase', source: 'source', direction: 'outbound' }
      ]
    })
    expect(analysisOf(policy, produced())).toMatchObject({
      action: 'anonymise',
      dueAt: '2025-09-15T22:00:00.000Z'
    })
    expect(analysisOf(policy, produced({ direction: 'outbound' }))?.action).toBe('erase')
  })
})

describe('a consent spoken in the recording itself', () => {
  const quality = policyOf([of('quality', '6(1)(a)')], [rule('all', 'P1Y')])
  const policy = { ...quality, spokenConsentWithin: 'PT1M' }
  const spoken = (at: string, members: object = {}) =>
    consent(3, at, ['quality'], {
      method: 'spoken',
      recordingId: 'recording-1',
      offsetMs: 20_000,
      ...members
    })
  const inTime = spoken('2025-09-01T10:00:20.000Z')

  test('counts as given at its start', () => {
    expect(dueOf(policy, '2025-09-02T00:00:00.000Z', stored(), inTime)?.rule).toBe('expiry')
    expect(dueOf(quality, '2025-09-02T00:00:00.000Z', stored(), inTime)?.rule).toBe('expiry')
    expect(
      dueOf({ ...quality, spokenConsentWithin: 'PT0S' }, '2025-09-02T00:00:00.000Z', stored(), inTime)?.rule
    ).toBe('no-basis')
  })

  test.each([
    ['by a key', { method: 'keypress' }],
    ['in another recording', { recordingId: 'recording-2' }],
    ['without its place', { offsetMs: undefined }],
    ['at a place where it was not', { offsetMs: 50_000 }]
  ])('does not where it was given %s', (_, members) => {
    const given = spoken('2025-09-01T10:00:20.000Z', members)
    expect(dueOf(policy, '2025-09-02T00:00:00.000Z', stored(), given)?.rule).toBe('no-basis')
  })

  test('does not a moment after the minute', () => {
    const at = (time: string, offsetMs: number) =>
      dueOf(policy, '2025-09-02T00:00:00.000Z', stored(), spoken(time, { offsetMs }))?.rule
    expect(at('2025-09-01T10:01:00.000Z', 60_000)).toBe('expiry')
    expect(at('2025-09-01T10:01:00.001Z', 60_000)).toBe('no-basis')
    expect(at('2025-09-01T10:01:00.000Z', 60_001)).toBe('no-basis')
  })

  test('is taken by a refusal after the start, also by one before the words', () => {
    const refused = event(4, 'consent-refused', '2025-09-01T10:00:10.000Z', { method: 'spoken' })
    expect(dueOf(policy, '2025-09-02T00:00:00.000Z', stored(), inTime, refused)).toMatchObject({
      rule: 'withdrawal',
      dueAt: '2025-09-01T10:00:10.000Z'
    })
  })

  test('that claims another time than its words is reported', () => {
    const given = spoken('2025-09-01T10:00:20.000Z', { offsetMs: 14_999 })
    expect(codesOf(policy, '2025-09-02T00:00:00.000Z', stored(), given)).toContainEqual([
      'consent-evidence-mismatch',
      [uuid(3)]
    ])
    expect(
      codesOf(
        policy,
        '2025-09-02T00:00:00.000Z',
        stored(),
        spoken('2025-09-01T10:00:20.000Z', { offsetMs: 15_000 })
      )
    ).not.toContainEqual(['consent-evidence-mismatch', [uuid(3)]])
  })
})

describe('findings', () => {
  test('a purpose that no version has, and an act that takes nothing', () => {
    const found = codesOf(
      bank,
      '2025-10-01T00:00:00.000Z',
      stored(),
      withdrawn(4, '2025-09-02T00:00:00.000Z', 'orders'),
      objected(5, '2025-09-02T00:00:00.000Z', 'orders'),
      withdrawn(6, '2025-09-03T00:00:00.000Z', 'orders', 'qualty'),
      withdrawn(7, '2025-09-04T00:00:00.000Z', 'orders', 'quality')
    ).filter(([code]) => code === 'unknown-purpose' || code === 'act-without-effect')
    expect(found).toEqual([
      ['act-without-effect', [uuid(4)]],
      ['act-without-effect', [uuid(5)]],
      ['unknown-purpose', [uuid(6)]]
    ])
  })

  test('a recording erased while a copy of it was owed', () => {
    const asked = event(4, 'access-requested', '2025-10-01T00:00:00.000Z', {
      requestId: 'request-1',
      channel: 'email'
    })
    const erased = event(5, 'recording-erased', '2025-10-05T00:00:00.000Z', {
      recordingId: 'recording-1',
      confirmation: 'c'
    })
    const answered = (at: string) =>
      event(6, 'access-answered', at, { requestId: 'request-1', copyHandedOver: true })
    const disclosed = event(7, 'recording-disclosed', '2025-10-04T00:00:00.000Z', {
      recordingId: 'recording-1',
      recipient: 'customer',
      reason: 'access',
      requestId: 'request-1'
    })
    const found = (...events: readonly object[]) =>
      codesOf(bank, '2025-11-01T00:00:00.000Z', stored(), asked, erased, ...events).filter(
        ([code]) => code === 'erased-before-handover'
      )
    expect(found()).toEqual([['erased-before-handover', [uuid(1), uuid(4), uuid(5)]]])
    expect(found(answered('2025-10-05T00:00:00.001Z'))).toHaveLength(1)
    expect(found(answered('2025-10-05T00:00:00.000Z'))).toEqual([])
    expect(found(disclosed)).toEqual([])
  })

  test('a gap of one customer type is a gap', () => {
    const gap = policyOf([of('quality', '6(1)(b)')], [rule('private', 'P1Y', { customerType: 'private' })])
    const gaps = (...types: readonly string[]) =>
      codesOf(
        gap,
        '2025-09-02T00:00:00.000Z',
        ...types.map((customerType, n) => ({
          ...stored({ customerType, recordingId: `recording-${n}` }),
          id: uuid(20 + n)
        }))
      ).filter(([code]) => code === 'policy-gap').length
    expect([gaps('private'), gaps('unknown'), gaps('business'), gaps('private', 'business')]).toEqual([
      0, 0, 1, 2
    ])
  })

  test('a severity of the policy counts, and a note within the grace stays one', () => {
    const severe = {
      ...bank,
      severities: { overdue: 'warning', 'no-call-end': 'error', 'record-incomplete': 'info' }
    }
    const severities = (asOf: string) =>
      assess(severe, [stored({ endedAt: undefined, line: 'help' })], asOf).findings.flatMap(
        ({ code, severity }) => (code === 'overdue' || code === 'no-call-end' ? [[code, severity]] : [])
      )
    expect(severities('2025-09-01T11:00:00.000Z')).toEqual([
      ['no-call-end', 'error'],
      ['overdue', 'info']
    ])
    expect(severities('2025-09-03T11:00:00.000Z')).toContainEqual(['overdue', 'warning'])
  })

  test('the region of an analysis, and a method that the policy has for the direction', () => {
    const web = { ...bank, consentMethods: { web: ['inbound'] } }
    const codes = (policy: object, ...events: readonly object[]) =>
      codesOf(policy, '2025-09-02T00:00:00.000Z', ...events).map(([code]) => code)
    expect(codes(bank, produced({ region: 'US' }))).toContain('region-outside-eea')
    expect(codes(web, stored(), consent(3, start, ['quality'], { method: 'web' }))).not.toContain(
      'method-direction-mismatch'
    )
    expect(codes(web, stored(), consent(3, start, ['quality']))).toContain('method-direction-mismatch')
  })
})
