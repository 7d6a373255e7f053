import {
  compilePolicy,
  type Instant,
  missingMembers,
  noticePolicy,
  type Policy,
  runFindings
} from '@samtykke/core'

const asOf = '2026-01-01T00:00:00.000Z' as Instant
const found = (policy: Policy) => runFindings({ rules: compilePolicy(policy, () => undefined), asOf })

const complete = {
  ...noticePolicy,
  dataProtectionOfficer: { name: 'officer', contact: 'officer@example.com' },
  authority: { name: 'authority', contact: 'https://example.com' },
  processors: [{ id: 'recorder', name: 'Recorder', region: 'DK', agreement: 'agreement-1' }],
  notices: [{ version: '1', language: 'da', url: 'https://example.com/notice', sha256: '0'.repeat(64) }],
  interests: (noticePolicy.interests ?? []).map(interest => ({ ...interest, assessment: 'assessment-1' })),
  measures: ['encryption'],
  proofOfConsent: { period: 'P5Y', basis: '6(1)(c)' }
} as unknown as Policy

const without = (member: keyof Policy): Policy => {
  const { [member]: _, ...rest } = complete
  return rest as Policy
}

test('a policy that states everything gives no finding', () => {
  expect(missingMembers(complete)).toEqual([])
  expect(found(complete)).toEqual([])
})

test.each(['processors', 'notices', 'interests', 'measures'] as const)(
  'an empty list of %s states nothing',
  member => {
    expect(missingMembers({ ...complete, [member]: [] })).toEqual([member])
  }
)

test('interests are asked for only where one is declared as a basis', () => {
  const [version] = complete.versions
  const onConsent = { ...version, bases: { recording: ['6(1)(a)'], analysis: ['6(1)(a)'] } }
  const policy = { ...without('interests'), versions: [onConsent] } as unknown as Policy
  expect(missingMembers(policy)).toEqual([])
})

test.each([
  'dataProtectionOfficer',
  'authority',
  'processors',
  'notices',
  'withdrawalContact',
  'interests',
  'measures',
  'controller'
] as const)('without %s the record is incomplete, and says so once', member => {
  expect(missingMembers(without(member))).toEqual([member])
  expect(found(without(member))).toEqual([
    {
      code: 'record-incomplete',
      severity: 'warning',
      at: asOf,
      events: [],
      detail: `the policy does not state ${member}`
    }
  ])
})

test('what is missing of a processor, a notice, an interest or the proof is named by its place', () => {
  const [interest] = noticePolicy.interests ?? []
  const policy = {
    ...complete,
    processors: [
      { id: 'a', name: 'A', agreement: 'agreement-1' },
      { id: 'b', name: 'B', region: 'DK' }
    ],
    notices: [
      { version: '1', language: 'da', url: 'https://example.com/notice' },
      { version: '1', language: 'en', sha256: '0'.repeat(64) }
    ],
    interests: [{ ...interest, assessment: 'assessment-1' }, interest],
    proofOfConsent: { period: 'P5Y' }
  } as unknown as Policy
  expect(missingMembers(policy)).toEqual([
    'processors.0.region',
    'processors.1.agreement',
    'notices.0.sha256',
    'notices.1.url',
    'interests.1.assessment',
    'proofOfConsent.basis'
  ])
})

test('a policy without a period for the proof of consent says so', () => {
  expect(found(without('proofOfConsent'))).toEqual([
    {
      code: 'proof-period-unset',
      severity: 'warning',
      at: asOf,
      events: [],
      detail: 'the policy does not say how long the proof of consent is kept'
    }
  ])
})
