// Contract 3: each ground, hold, outcome and date.
import { notice, noticeVersion, withProofPeriod } from '../policies.ts'
import {
  accessRequested,
  all,
  analysis,
  analysisErased,
  anonymised,
  answered,
  at,
  callId,
  consent,
  erased,
  erasureRequested,
  extended,
  failed,
  holdPlaced,
  holdReleased,
  holdReviewed,
  instructed,
  objected,
  recording,
  redacted,
  refused,
  unknown,
  uuid,
  withdrawn
} from './example.ts'
import type { PlainPolicy } from '../plain.ts'
import type { Example } from './example.ts'

const given = consent(1, '2025-08-31 11:59')
const givenAll = consent(1, '2025-08-31 11:59', { purposes: all })
const expiryAt = at('2026-02-28 23:00')
const analysisExpiry = at('2025-11-30 23:00')

/** The notice with these rules only, for inbound calls: line, customer type, period. */
const withRules = (...rules: ReadonlyArray<readonly [string, string, string]>): PlainPolicy => ({
  ...notice,
  versions: [
    {
      ...noticeVersion,
      recordings: rules.map(([line, customerType, keep]) => ({
        rule: `${line}-${customerType}`,
        direction: 'inbound',
        line,
        customerType,
        keep,
        source: 'a sentence'
      }))
    }
  ]
})

const recordings: readonly Example[] = [
  {
    name: 'expiry: six months for a private customer, as the law table has it',
    entries: [given, recording(2)],
    asOf: at('2025-09-01'),
    actions: [
      {
        callId,
        target: 'recording',
        targetId: 'rec-1',
        action: 'erase',
        rule: 'expiry',
        article: '17(1)(a)',
        dueAt: expiryAt,
        status: 'scheduled',
        grounds: [{ rule: 'expiry', at: expiryAt, article: '17(1)(a)', events: [uuid(2)] }],
        lastLawfulDay: '2026-02-28',
        policyVersion: '3-samtaler/1',
        legalBasis: { declared: ['6(1)(a)', '6(1)(f)'], reliedOn: '6(1)(a)', purposes: ['documentation'] },
        holds: []
      }
    ],
    findings: []
  },
  {
    name: 'no-basis: consent after the start is none',
    entries: [recording(2), consent(1, '2025-08-31 12:00:00.001')],
    asOf: at('2025-09-01'),
    actions: [
      {
        rule: 'no-basis',
        article: '17(1)(d)',
        dueAt: at('2025-08-31 12:00'),
        status: 'due',
        legalBasis: { declared: ['6(1)(a)', '6(1)(f)'], reliedOn: null, purposes: [] },
        grounds: [
          { rule: 'no-basis', at: at('2025-08-31 12:00'), article: '17(1)(d)', events: [uuid(2)] },
          { rule: 'expiry', at: expiryAt, article: '17(1)(a)', events: [uuid(2)] }
        ]
      }
    ]
  },
  {
    name: 'consent at the very start counts, and a refusal at the same instant comes after it',
    entries: [consent(1, '2025-08-31 12:00'), recording(2), refused(3, '2025-08-31 12:00')],
    asOf: at('2025-09-01'),
    actions: [{ rule: 'no-basis' }]
  },
  {
    name: 'consent within the clock tolerance counts as given at the start',
    entries: [consent(1, '2025-08-31 12:00:05.000'), recording(2)],
    policy: { ...notice, clockTolerance: 'PT5S' },
    asOf: at('2025-09-01'),
    actions: [{ rule: 'expiry' }],
    findings: []
  },
  {
    name: 'withdrawal: the instant at which no recording purpose is left, whatever is granted again',
    entries: [
      consent(1, '2025-08-31 11:59', { purposes: ['quality-assurance', 'documentation'] }),
      recording(2),
      withdrawn(3, '2025-10-01 10:00', { purposes: ['documentation'] }),
      consent(4, '2025-10-02 10:00'),
      withdrawn(5, '2025-10-03 10:00', { purposes: ['internal-training'] }),
      refused(6, '2025-10-04 10:00', { purposes: ['quality-assurance'] }),
      withdrawn(7, '2025-10-05 10:00')
    ],
    asOf: at('2025-11-01'),
    actions: [
      {
        rule: 'withdrawal',
        article: '17(1)(b)',
        dueAt: at('2025-10-04 10:00'),
        legalBasis: { declared: ['6(1)(a)', '6(1)(f)'], reliedOn: null, purposes: [] },
        grounds: [
          {
            rule: 'withdrawal',
            at: at('2025-10-04 10:00'),
            article: '17(1)(b)',
            events: [uuid(3), uuid(6)]
          },
          { rule: 'expiry', at: expiryAt, article: '17(1)(a)', events: [uuid(2)] }
        ]
      }
    ]
  },
  {
    name: 'a withdrawal of voice analysis alone leaves the recording',
    entries: [givenAll, recording(2), withdrawn(3, '2025-10-01', { purposes: ['voice-analysis'] })],
    asOf: at('2025-11-01'),
    actions: [
      {
        rule: 'expiry',
        legalBasis: {
          declared: ['6(1)(a)', '6(1)(f)'],
          reliedOn: '6(1)(a)',
          purposes: ['quality-assurance', 'internal-training', 'documentation']
        }
      }
    ]
  },
  {
    name: 'request: an erasure request with scope recording',
    entries: [given, recording(2), erasureRequested(3, '2025-10-01', 'recording')],
    asOf: at('2025-11-01'),
    actions: [{ rule: 'request', article: '17(1)(b)', dueAt: at('2025-10-01') }]
  },
  {
    name: 'an erasure request with scope analysis leaves the recording',
    entries: [given, recording(2), erasureRequested(3, '2025-10-01', 'analysis')],
    asOf: at('2025-11-01'),
    actions: [{ rule: 'expiry' }]
  },
  {
    name: 'without an end the clock starts at the start',
    entries: [
      given,
      recording(2, { startedAt: at('2025-08-31 21:59'), endedAt: null, occurredAt: at('2025-09-01') })
    ],
    asOf: at('2025-09-01'),
    actions: [{ dueAt: expiryAt }]
  },
  {
    name: 'an end after the stored event is not believed',
    entries: [given, recording(2, { endedAt: at('2025-09-02 00:00') })],
    asOf: at('2025-09-01'),
    actions: [{ dueAt: expiryAt }]
  },
  {
    name: 'an instruction leaves it due and is shown',
    entries: [given, recording(2), instructed(3, '2026-03-01 09:00')],
    asOf: at('2026-03-01 10:00'),
    actions: [{ status: 'due', instructedAt: at('2026-03-01 09:00') }]
  },
  {
    name: 'done: nothing is open, and without a proof period no proof',
    entries: [given, recording(2), erased(3, '2026-03-01')],
    asOf: at('2026-03-02'),
    actions: []
  },
  {
    name: 'an erasure earlier than the start does nothing',
    entries: [given, recording(2), erased(3, '2025-08-31 11:59')],
    asOf: at('2025-09-01'),
    actions: [{ target: 'recording' }]
  },
  {
    name: 'stored again after the erasure: there again',
    entries: [
      given,
      recording(2),
      erased(3, '2025-09-01'),
      recording(4, { occurredAt: at('2025-09-02'), startedAt: at('2025-09-02') })
    ],
    asOf: at('2025-09-03'),
    actions: [{ target: 'recording', dueAt: expiryAt }]
  }
]

const customers: readonly Example[] = [
  {
    name: 'business: sixteen months',
    entries: [given, recording(2, { customerType: 'business' })],
    asOf: at('2025-09-01'),
    actions: [{ lastLawfulDay: '2026-12-31', dueAt: at('2026-12-31 23:00') }]
  },
  {
    name: 'unknown customer type: the shortest that matches the rest',
    entries: [given, recording(2, { customerType: 'unknown' })],
    asOf: at('2025-09-01'),
    actions: [{ dueAt: expiryAt }]
  },
  {
    name: 'types that differ in one call: the shortest for each recording',
    entries: [
      given,
      recording(2, { customerType: 'business' }),
      recording(3, { recordingId: 'rec-2', customerType: 'private' })
    ],
    asOf: at('2025-09-01'),
    actions: [
      { targetId: 'rec-1', dueAt: expiryAt },
      { targetId: 'rec-2', dueAt: expiryAt }
    ]
  },
  {
    name: "types that differ, one of them without a rule: that one gives the version's shortest",
    entries: [
      given,
      recording(2, { customerType: 'business' }),
      recording(3, { recordingId: 'rec-2', customerType: 'private' }),
      recording(4, { recordingId: 'rec-3', customerType: 'unknown' })
    ],
    policy: withRules(['customer-service', 'private', 'P16M'], ['sales', 'private', 'P3M']),
    asOf: at('2025-09-01'),
    actions: [
      { targetId: 'rec-1', dueAt: at('2025-11-30 23:00') },
      { targetId: 'rec-2', dueAt: at('2025-11-30 23:00') },
      { targetId: 'rec-3', dueAt: at('2025-11-30 23:00') }
    ]
  },
  {
    name: 'periods of different units: the date decides, not the number',
    entries: [given, recording(2, { customerType: 'unknown' })],
    policy: withRules(['customer-service', 'business', 'P182D'], ['customer-service', 'private', 'P6M']),
    asOf: at('2025-09-01'),
    actions: [{ dueAt: expiryAt, lastLawfulDay: '2026-02-28' }]
  },
  {
    name: 'no rule: the shortest recording period',
    entries: [given, recording(2, { customerType: 'business', line: 'other' })],
    asOf: at('2025-09-01'),
    actions: [{ dueAt: expiryAt }]
  }
]

const laterVersion = (effectiveFrom: string, keep: string): PlainPolicy => ({
  ...notice,
  versions: [
    noticeVersion,
    {
      ...noticeVersion,
      version: '2',
      effectiveFrom,
      recordings: noticeVersion.recordings.map(rule => ({ ...rule, keep }))
    }
  ]
})

const versions: readonly Example[] = [
  {
    name: 'a later version may shorten',
    entries: [given, recording(2)],
    policy: laterVersion(at('2025-09-30 22:00'), 'P3M'),
    asOf: at('2025-09-01'),
    actions: [{ dueAt: at('2025-11-30 23:00'), lastLawfulDay: '2025-11-30', policyVersion: '3-samtaler/2' }]
  },
  {
    name: 'a later version shortens at the earliest to its own start',
    entries: [given, recording(2)],
    policy: laterVersion(at('2025-12-31 23:00'), 'P3M'),
    asOf: at('2025-09-01'),
    actions: [{ dueAt: at('2025-12-31 23:00'), lastLawfulDay: '2025-12-31', policyVersion: '3-samtaler/2' }]
  },
  {
    name: 'a later version in force from the middle of a day: the day before is the last lawful one',
    entries: [given, recording(2)],
    policy: laterVersion(at('2025-12-31 12:00'), 'P3M'),
    asOf: at('2025-09-01'),
    actions: [{ dueAt: at('2025-12-31 12:00'), lastLawfulDay: '2025-12-30', policyVersion: '3-samtaler/2' }]
  },
  {
    name: 'of versions that give the same date the earliest is named',
    entries: [given, recording(2)],
    policy: laterVersion(at('2025-12-31 23:00'), 'P6M'),
    asOf: at('2025-09-01'),
    actions: [{ dueAt: expiryAt, policyVersion: '3-samtaler/1' }]
  },
  {
    name: 'a later version gives the date; what is then done, and the bases, are those in force when it was made',
    entries: [givenAll, analysis(2)],
    policy: {
      ...notice,
      versions: [
        noticeVersion,
        {
          version: '2',
          effectiveFrom: at('2025-09-09 22:00'),
          recordings: noticeVersion.recordings,
          analyses: { ...noticeVersion.analyses, keep: 'P1M', then: 'erase' },
          bases: { recording: ['6(1)(a)'], analysis: ['6(1)(a)'] }
        }
      ]
    },
    asOf: at('2025-09-20'),
    actions: [
      {
        action: 'anonymise',
        dueAt: at('2025-09-30 22:00'),
        policyVersion: '3-samtaler/2',
        legalBasis: { declared: ['6(1)(a)', '6(1)(f)'], reliedOn: '6(1)(a)', purposes: all }
      }
    ]
  },
  {
    name: 'a later version never prolongs',
    entries: [given, recording(2)],
    policy: laterVersion(at('2025-09-30 22:00'), 'P16M'),
    asOf: at('2025-09-01'),
    actions: [{ dueAt: expiryAt, policyVersion: '3-samtaler/1' }]
  },
  {
    name: 'before the first version the first',
    entries: [given, recording(2)],
    policy: { ...notice, versions: [{ ...noticeVersion, effectiveFrom: at('2025-12-31 23:00') }] },
    asOf: at('2025-09-01'),
    actions: [{ dueAt: expiryAt, policyVersion: '3-samtaler/1' }]
  }
]

const analyses: readonly Example[] = [
  {
    name: 'analysis: three months, then anonymised',
    entries: [givenAll, analysis(2)],
    asOf: at('2025-09-01'),
    actions: [
      {
        target: 'analysis',
        targetId: 'ana-1',
        action: 'anonymise',
        rule: 'expiry',
        article: '5(1)(e)',
        dueAt: analysisExpiry,
        lastLawfulDay: '2025-11-30',
        legalBasis: { declared: ['6(1)(a)', '6(1)(f)'], reliedOn: '6(1)(a)', purposes: all }
      }
    ]
  },
  {
    name: 'analysis: erased where it cannot be anonymised',
    entries: [givenAll, analysis(2, { anonymisable: false })],
    asOf: at('2025-09-01'),
    actions: [{ action: 'erase', rule: 'expiry' }]
  },
  {
    name: 'analysis: erased once anonymising failed for good',
    entries: [givenAll, analysis(2), failed(3, '2025-12-01')],
    asOf: at('2025-12-02'),
    actions: [{ action: 'erase', rule: 'expiry', status: 'due' }]
  },
  {
    name: 'analysis: a passing failure leaves it to be anonymised',
    entries: [givenAll, analysis(2), failed(3, '2025-12-01', { permanent: false })],
    asOf: at('2025-12-02'),
    actions: [{ action: 'anonymise' }]
  },
  {
    name: 'analysis: erased where the policy says so',
    entries: [givenAll, analysis(2)],
    policy: {
      ...notice,
      versions: [{ ...noticeVersion, analyses: { ...noticeVersion.analyses, then: 'erase' } }]
    },
    asOf: at('2025-09-01'),
    actions: [{ action: 'erase', rule: 'expiry' }]
  },
  {
    name: 'outside-notice: an outbound call, before no-basis at the same instant',
    entries: [analysis(2, { direction: 'outbound' })],
    asOf: at('2025-09-01'),
    actions: [
      {
        action: 'erase',
        rule: 'outside-notice',
        article: '17(1)(d)',
        dueAt: at('2025-08-31 12:10'),
        grounds: [
          { rule: 'outside-notice', at: at('2025-08-31 12:10'), article: '17(1)(d)', events: [uuid(2)] },
          { rule: 'no-basis', at: at('2025-08-31 12:10'), article: '17(1)(d)', events: [uuid(2)] },
          { rule: 'expiry', at: analysisExpiry, article: '5(1)(e)', events: [uuid(2)] }
        ]
      }
    ]
  },
  {
    name: 'no-basis: voice analysis without any recording purpose',
    entries: [consent(1, '2025-08-31 11:59', { purposes: ['voice-analysis'] }), analysis(2)],
    asOf: at('2025-09-01'),
    actions: [{ rule: 'no-basis', article: '17(1)(d)' }]
  },
  {
    name: 'objection: erased, not anonymised',
    entries: [givenAll, analysis(2), objected(3, '2025-09-05')],
    asOf: at('2025-09-06'),
    actions: [{ action: 'erase', rule: 'objection', article: '17(1)(c)', dueAt: at('2025-09-05') }]
  },
  {
    name: 'withdrawal of an analysis: all recording purposes gone is enough',
    entries: [
      consent(1, '2025-08-31 11:59', { purposes: ['documentation', 'voice-analysis'] }),
      analysis(2),
      withdrawn(3, '2025-09-05', { purposes: ['documentation'] })
    ],
    asOf: at('2025-09-06'),
    actions: [
      {
        action: 'erase',
        rule: 'withdrawal',
        grounds: [
          { rule: 'withdrawal', at: at('2025-09-05'), article: '17(1)(b)', events: [uuid(3)] },
          { rule: 'expiry', at: analysisExpiry, article: '5(1)(e)', events: [uuid(2)] }
        ]
      }
    ]
  },
  {
    name: 'withdrawal of an analysis: every act at the instant that took something',
    entries: [
      givenAll,
      analysis(2),
      withdrawn(3, '2025-09-05', { purposes: ['voice-analysis'] }),
      refused(4, '2025-09-05', { purposes: ['documentation', 'voice-analysis'] }),
      withdrawn(5, '2025-09-05', { purposes: ['voice-analysis'] }),
      withdrawn(6, '2025-09-06')
    ],
    asOf: at('2025-09-07'),
    actions: [
      {
        rule: 'withdrawal',
        grounds: [
          { rule: 'withdrawal', at: at('2025-09-05'), article: '17(1)(b)', events: [uuid(3), uuid(4)] },
          { rule: 'expiry', at: analysisExpiry, article: '5(1)(e)', events: [uuid(2)] }
        ]
      }
    ]
  },
  {
    name: 'request of an analysis',
    entries: [givenAll, analysis(2), erasureRequested(3, '2025-09-05', 'analysis')],
    asOf: at('2025-09-06'),
    actions: [{ action: 'erase', rule: 'request', article: '17(1)(b)' }]
  },
  {
    name: 'a request that names the recording only leaves the analysis',
    entries: [givenAll, analysis(2), erasureRequested(3, '2025-09-05', 'recording')],
    asOf: at('2025-09-06'),
    actions: [{ action: 'anonymise', rule: 'expiry' }]
  },
  {
    name: 'anonymised: done; what is not anonymisable is not',
    entries: [
      givenAll,
      analysis(2),
      analysis(3, { analysisId: 'ana-2', anonymisable: false }),
      anonymised(4, '2025-12-01'),
      { ...anonymised(5, '2025-12-01'), analysisId: 'ana-2' }
    ],
    asOf: at('2025-12-02'),
    actions: [{ targetId: 'ana-2', action: 'erase' }]
  }
]

const holds: readonly Example[] = [
  {
    name: 'a hold takes expiry out: suspended, with what it would have had',
    entries: [given, recording(2), holdPlaced(3, '2025-10-01')],
    asOf: at('2026-04-01'),
    actions: [
      { target: 'recording', rule: 'expiry', dueAt: expiryAt, status: 'suspended', holds: ['hold-1'] },
      {
        target: 'hold',
        targetId: 'hold-1',
        action: 'review',
        rule: 'review',
        article: '17(3)(e)',
        dueAt: at('2027-05-31 22:00'),
        status: 'scheduled',
        grounds: [{ rule: 'review', at: at('2027-05-31 22:00'), article: '17(3)(e)', events: [uuid(3)] }],
        holds: ['hold-1']
      }
    ]
  },
  {
    name: 'a hold of expiry leaves a withdrawal',
    entries: [given, recording(2), holdPlaced(3, '2025-10-01'), withdrawn(4, '2025-11-01')],
    asOf: at('2026-04-01'),
    actions: [
      {
        target: 'recording',
        rule: 'withdrawal',
        status: 'due',
        grounds: [{ rule: 'withdrawal', at: at('2025-11-01'), article: '17(1)(b)', events: [uuid(4)] }]
      },
      { target: 'hold' }
    ]
  },
  {
    name: 'a hold of all takes a withdrawal out too; no basis is relied on',
    entries: [
      given,
      recording(2),
      holdPlaced(3, '2025-10-01', { suspends: 'all' }),
      withdrawn(4, '2025-11-01')
    ],
    asOf: at('2026-04-01'),
    actions: [
      {
        target: 'recording',
        rule: 'withdrawal',
        status: 'suspended',
        legalBasis: { declared: ['6(1)(a)', '6(1)(f)'], reliedOn: null, purposes: [] }
      },
      { target: 'hold' }
    ]
  },
  {
    name: 'on release the original date returns',
    entries: [given, recording(2), holdPlaced(3, '2025-10-01'), holdReleased(4, '2026-05-01')],
    asOf: at('2026-05-01'),
    actions: [{ target: 'recording', rule: 'expiry', dueAt: expiryAt, status: 'due', holds: [] }]
  },
  {
    name: 'a hold released before its placing is never in force',
    entries: [given, recording(2), holdReleased(3, '2025-09-30'), holdPlaced(4, '2025-10-01')],
    asOf: at('2026-04-01'),
    actions: [{ target: 'recording', status: 'due', holds: [] }]
  },
  {
    name: 'a hold placed again under its own id changes nothing',
    entries: [
      given,
      recording(2),
      holdPlaced(3, '2025-10-01'),
      holdReleased(4, '2025-11-01'),
      holdPlaced(5, '2025-12-01')
    ],
    asOf: at('2026-04-01'),
    actions: [{ target: 'recording', status: 'due', holds: [] }]
  },
  {
    name: 'review: the day of the latest review',
    entries: [given, holdPlaced(2, '2025-10-01'), holdReviewed(3, '2026-01-01', '2026-07-01')],
    asOf: at('2026-06-30 22:00'),
    actions: [{ target: 'hold', dueAt: at('2026-06-30 22:00'), status: 'due' }]
  }
]

const requests: readonly Example[] = [
  {
    name: 'answer: a month, rolled over Easter; the copy is handed over before the erasure',
    entries: [
      given,
      recording(2, {
        startedAt: at('2026-03-01 12:00'),
        endedAt: at('2026-03-01 12:10'),
        occurredAt: at('2026-03-01 12:11')
      }),
      accessRequested(3, '2026-03-05 09:00')
    ],
    asOf: at('2026-03-06'),
    actions: [
      {
        target: 'access-request',
        targetId: 'req-1',
        action: 'answer',
        rule: 'answer',
        article: '12(3)',
        dueAt: at('2026-04-07 22:00'),
        lastLawfulDay: '2026-04-07',
        grounds: [{ rule: 'answer', at: at('2026-04-07 22:00'), article: '12(3)', events: [uuid(3)] }]
      },
      { target: 'recording', handOverFirst: ['req-1'] }
    ]
  },
  {
    name: 'answer, extended: the earlier way of counting, rolled once',
    entries: [accessRequested(1, '2026-01-31 09:00'), extended(2, '2026-02-10 09:00')],
    asOf: at('2026-03-01'),
    actions: [
      {
        dueAt: at('2026-04-28 22:00'),
        lastLawfulDay: '2026-04-28',
        grounds: [
          { rule: 'answer', at: at('2026-04-28 22:00'), article: '12(3)', events: [uuid(1), uuid(2)] }
        ]
      }
    ]
  },
  {
    name: 'an extension at the end of the month is too late',
    entries: [accessRequested(1, '2026-01-31 09:00'), extended(2, '2026-03-02 23:00')],
    asOf: at('2026-03-03'),
    actions: [{ dueAt: at('2026-03-02 23:00') }]
  },
  {
    name: 'answered: nothing left to do',
    entries: [accessRequested(1, '2026-01-31'), answered(2, '2026-02-01')],
    asOf: at('2026-03-03'),
    actions: []
  }
]

const proofs: readonly Example[] = [
  {
    name: 'proof: five years after the recording was erased',
    entries: [given, recording(2), erased(3, '2026-03-01 09:00')],
    policy: withProofPeriod,
    asOf: at('2026-03-02'),
    actions: [
      {
        target: 'proof',
        targetId: callId,
        action: 'redact',
        rule: 'expiry',
        article: '5(1)(e)',
        dueAt: at('2031-03-01 23:00'),
        lastLawfulDay: '2031-03-01',
        status: 'scheduled',
        grounds: [{ rule: 'expiry', at: at('2031-03-01 23:00'), article: '5(1)(e)', events: [uuid(3)] }]
      }
    ]
  },
  {
    name: 'proof: a call never recorded, from its latest consent act',
    entries: [given, refused(2, '2025-08-31 11:59')],
    policy: withProofPeriod,
    asOf: at('2026-03-02'),
    actions: [
      {
        target: 'proof',
        dueAt: at('2030-08-31 22:00'),
        grounds: [{ rule: 'expiry', at: at('2030-08-31 22:00'), article: '5(1)(e)', events: [uuid(2)] }]
      }
    ]
  },
  {
    name: 'proof: of consent acts at one instant a grant comes first, whatever its id or when it was recorded',
    entries: [
      consent(3, '2025-08-31 11:59', { recordedAt: at('2025-09-02') }),
      refused(2, '2025-08-31 11:59', { recordedAt: at('2025-09-01') }),
      refused(1, '2025-08-31 11:59', { recordedAt: at('2025-09-01') })
    ],
    policy: withProofPeriod,
    asOf: at('2026-03-02'),
    actions: [
      {
        target: 'proof',
        grounds: [{ rule: 'expiry', at: at('2030-08-31 22:00'), article: '5(1)(e)', events: [uuid(2)] }]
      }
    ]
  },
  {
    name: 'proof: none while something is open, and suspended by any hold',
    entries: [given, recording(2), analysis(3), erased(4, '2026-03-01')],
    policy: withProofPeriod,
    asOf: at('2026-03-02'),
    actions: [{ target: 'analysis' }]
  },
  {
    name: 'proof: suspended by any hold',
    entries: [given, recording(2), erased(3, '2026-03-01'), holdPlaced(4, '2026-03-02')],
    policy: withProofPeriod,
    asOf: at('2026-03-03'),
    actions: [{ target: 'hold' }, { target: 'proof', status: 'suspended', holds: ['hold-1'] }]
  },
  {
    name: 'closed: only answers to requests that came after',
    entries: [
      givenAll,
      recording(2),
      analysis(3),
      erased(4, '2026-03-01'),
      analysisErased(5, '2025-12-01'),
      redacted(6, '2031-03-02'),
      accessRequested(7, '2031-04-01 09:00')
    ],
    policy: withProofPeriod,
    asOf: at('2031-04-02'),
    actions: [{ target: 'access-request', targetId: 'req-1' }],
    findings: []
  },
  {
    name: 'not closed: stored again since',
    entries: [
      given,
      recording(2),
      erased(3, '2026-03-01'),
      redacted(4, '2031-03-02'),
      recording(5, { occurredAt: at('2031-03-03') })
    ],
    policy: withProofPeriod,
    asOf: at('2031-04-02'),
    actions: [{ target: 'recording' }]
  }
]

const counting: readonly Example[] = [
  {
    name: 'known: what the log learnt later is hidden',
    entries: [given, recording(2), { ...withdrawn(3, '2025-09-05'), recordedAt: at('2025-09-10') }],
    asOf: at('2025-09-20'),
    knownAt: at('2025-09-09'),
    actions: [{ rule: 'expiry' }]
  },
  {
    name: 'happened: what happens later is hidden',
    entries: [given, recording(2), withdrawn(3, '2025-09-05 00:00:00.001')],
    asOf: at('2025-09-05'),
    actions: [{ rule: 'expiry' }]
  },
  {
    name: 'of several copies the one recorded first stands',
    entries: [
      given,
      recording(2),
      { ...withdrawn(3, '2025-09-05'), recordedAt: at('2025-09-07') },
      { ...withdrawn(3, '2025-09-06'), recordedAt: at('2025-09-06') }
    ],
    asOf: at('2025-09-20'),
    actions: [{ rule: 'withdrawal', dueAt: at('2025-09-06'), uncertain: true }]
  },
  {
    name: 'the first recording of an id stands',
    entries: [
      given,
      recording(2, { customerType: 'business' }),
      recording(3, { customerType: 'unknown', occurredAt: at('2025-09-01') })
    ],
    asOf: at('2025-09-20'),
    actions: [{ lastLawfulDay: '2026-12-31' }]
  },
  {
    name: 'an unknown type makes the call uncertain',
    entries: [given, recording(2), unknown(3, '2025-09-01')],
    asOf: at('2025-09-20'),
    actions: [{ rule: 'expiry', uncertain: true }]
  },
  {
    name: 'so does a bad line, and an unreadable payload',
    entries: [given, recording(2), { kind: 'bad-line', callId }],
    asOf: at('2025-09-20'),
    actions: [{ uncertain: true }],
    findings: []
  }
]

export const groundExamples: readonly Example[] = [
  ...recordings,
  ...customers,
  ...versions,
  ...analyses,
  ...holds,
  ...requests,
  ...proofs,
  ...counting
]
