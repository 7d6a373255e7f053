// Policies 2 and 3: calls of companies with purposes of their own, worked out by hand.
import type { PlainPolicy, PolicyVersion, Purpose } from '../plain.ts'
import { notice } from '../policies.ts'
import {
  accessRequested,
  analysis,
  answered,
  at,
  consent,
  disclosed,
  erased,
  erasureRequested,
  objected,
  processingObjected,
  recording,
  refused,
  used,
  uuid,
  withdrawn
} from './example.ts'
import type { Example } from './example.ts'

const orders: Purpose = { purpose: 'orders', of: 'recording', basis: '6(1)(c)' }
const quality: Purpose = { purpose: 'quality', of: 'recording', basis: '6(1)(a)' }
const training: Purpose = { purpose: 'training', of: 'recording', basis: '6(1)(f)' }
const mood: Purpose = { purpose: 'mood', of: 'analysis', basis: '6(1)(f)' }

const rule = (
  name: string,
  keep: string,
  ...purposes: readonly string[]
): PolicyVersion['recordings'][number] => ({
  rule: name,
  keep,
  source: 'a sentence',
  ...(purposes.length > 0 && { purposes })
})

const keeping = [
  rule('orders', 'P5Y', 'orders'),
  rule('quality', 'P2M', 'quality'),
  rule('training', 'P4W', 'training')
]

/** Orders five years, quality two months, training one; analyses a month. */
const company = (
  purposes: readonly Purpose[],
  version: Partial<PolicyVersion> = {},
  policy: Partial<PlainPolicy> = {}
): PlainPolicy => ({
  ...notice,
  policy: 'company',
  ...policy,
  versions: [
    {
      version: '1',
      effectiveFrom: at('2018-01-01'),
      purposes,
      recordings: keeping.filter(({ purposes: [named] = [] }) =>
        purposes.some(({ purpose }) => purpose === named)
      ),
      analyses: { keep: 'P1M', then: 'anonymise', source: 'a sentence' },
      ...version
    }
  ]
})

const s = at('2025-08-31 12:00')
const given = consent(1, '2025-08-31 11:59', { purposes: ['quality'] })
/** The ends of the day on which each period is over, in Copenhagen. */
const [ordersEnd, qualityEnd, trainingEnd] = [
  at('2030-08-31 22:00'),
  at('2025-10-31 23:00'),
  at('2025-09-28 22:00')
]

const lives: readonly Example[] = [
  {
    name: 'what a law asks to keep is kept without consent, and a withdrawal does not touch it',
    entries: [given, recording(2), withdrawn(3, '2025-09-01')],
    policy: company([orders, quality]),
    asOf: at('2025-10-01'),
    actions: [
      {
        rule: 'expiry',
        dueAt: ordersEnd,
        lastLawfulDay: '2030-08-31',
        policyVersion: 'company/1',
        grounds: [{ rule: 'expiry', at: ordersEnd, article: '17(1)(a)', events: [uuid(2)] }],
        legalBasis: { declared: ['6(1)(c)'], reliedOn: '6(1)(c)', purposes: ['orders'] }
      }
    ],
    findings: []
  },
  {
    name: 'two bases at once, and the purpose whose period is over is no longer listed',
    entries: [given, recording(2)],
    policy: company([quality, orders]),
    asOf: at('2025-10-31 22:59:59.999'),
    actions: [
      {
        dueAt: ordersEnd,
        legalBasis: {
          declared: ['6(1)(a)', '6(1)(c)'],
          reliedOn: '6(1)(a)',
          purposes: ['quality', 'orders'],
          bases: { quality: '6(1)(a)', orders: '6(1)(c)' }
        }
      }
    ]
  },
  {
    name: 'a use after the period of its purpose, and no act that took it',
    entries: [given, recording(2), used(3, '2025-10-31 23:00', { purpose: 'quality' })],
    policy: company([quality, orders]),
    asOf: at('2025-11-01'),
    actions: [{ legalBasis: { declared: ['6(1)(c)'], reliedOn: '6(1)(c)', purposes: ['orders'] } }],
    findings: [['used-without-basis', 'error', qualityEnd, [2, 3]]]
  },
  {
    name: 'a use after an objection to its purpose',
    entries: [
      given,
      recording(2),
      processingObjected(3, '2025-09-10', ['training']),
      used(4, '2025-09-11', { purpose: 'training' })
    ],
    policy: company([quality, training]),
    asOf: at('2025-09-12'),
    findings: [['used-without-basis', 'error', at('2025-09-11'), [2, 3, 4]]]
  },
  {
    name: 'no single kind of act took all: the last is the ground, at the last end',
    entries: [
      given,
      recording(2),
      processingObjected(3, '2025-09-10', ['training']),
      withdrawn(4, '2025-09-20', { purposes: ['quality'] })
    ],
    policy: company([quality, training]),
    asOf: at('2025-09-25'),
    actions: [
      {
        rule: 'withdrawal',
        dueAt: at('2025-09-20'),
        grounds: [
          { rule: 'withdrawal', at: at('2025-09-20'), article: '17(1)(b)', events: [uuid(4)] },
          { rule: 'expiry', at: qualityEnd, article: '17(1)(a)', events: [uuid(2)] }
        ],
        legalBasis: { declared: ['6(1)(a)', '6(1)(f)'], reliedOn: null, purposes: [] }
      }
    ]
  },
  {
    name: 'the period of one ended, the other was withdrawn before its own end',
    entries: [given, recording(2), withdrawn(3, '2025-10-10')],
    policy: company([quality, training]),
    asOf: at('2025-10-05'),
    actions: [
      {
        rule: 'expiry',
        dueAt: qualityEnd,
        legalBasis: { declared: ['6(1)(a)'], reliedOn: '6(1)(a)', purposes: ['quality'] }
      }
    ]
  },
  {
    name: 'and once it is withdrawn that is the ground, since at the last end nothing expires',
    entries: [given, recording(2), withdrawn(3, '2025-10-10')],
    policy: company([quality, training]),
    asOf: at('2025-10-10'),
    actions: [
      {
        rule: 'withdrawal',
        dueAt: at('2025-10-10'),
        grounds: [
          { rule: 'withdrawal', at: at('2025-10-10'), article: '17(1)(b)', events: [uuid(3)] },
          { rule: 'expiry', at: qualityEnd, article: '17(1)(a)', events: [uuid(2)] }
        ]
      }
    ]
  },
  {
    name: 'a request takes what rests on a legitimate interest, by 17(1)(c)',
    entries: [recording(2), erasureRequested(3, '2025-09-10', 'recording')],
    policy: company([training]),
    asOf: at('2025-09-10'),
    actions: [
      {
        rule: 'request',
        article: '17(1)(c)',
        dueAt: at('2025-09-10'),
        grounds: [
          { rule: 'request', at: at('2025-09-10'), article: '17(1)(c)', events: [uuid(3)] },
          { rule: 'expiry', at: trainingEnd, article: '17(1)(a)', events: [uuid(2)] }
        ]
      }
    ]
  },
  {
    name: 'an objection before the start leaves no purpose, and no consent is asked for',
    entries: [processingObjected(1, '2025-08-01'), recording(2)],
    policy: company([training]),
    asOf: at('2025-09-02'),
    actions: [
      {
        rule: 'no-basis',
        dueAt: s,
        legalBasis: { declared: ['6(1)(f)'], reliedOn: null, purposes: [] }
      }
    ],
    findings: [
      ['overdue', 'error', s, [2]],
      ['recording-without-purpose', 'error', s, [2]]
    ]
  },
  {
    name: 'a purpose that is for other calls is none of this one',
    entries: [given, recording(2)],
    policy: company([{ ...orders, when: { line: ['sales', 'orders'] } }, quality]),
    asOf: at('2025-09-02'),
    actions: [
      { dueAt: qualityEnd, legalBasis: { declared: ['6(1)(a)'], reliedOn: '6(1)(a)', purposes: ['quality'] } }
    ]
  }
]

const analyses: readonly Example[] = [
  {
    name: 'an analysis that requires a recording, and one that does not',
    entries: [given, analysis(2), withdrawn(3, '2025-09-10')],
    policy: company([quality, mood]),
    asOf: at('2025-09-10'),
    actions: [
      {
        rule: 'withdrawal',
        action: 'erase',
        grounds: [
          { rule: 'withdrawal', at: at('2025-09-10'), article: '17(1)(b)', events: [uuid(3)] },
          { rule: 'expiry', at: at('2025-09-30 22:00'), article: '5(1)(e)', events: [uuid(2)] }
        ],
        legalBasis: { declared: ['6(1)(f)'], reliedOn: null, purposes: ['mood'] }
      }
    ]
  },
  {
    name: 'one that requires nothing outlives the recording',
    entries: [given, analysis(2), withdrawn(3, '2025-09-10')],
    policy: company([quality, { ...mood, requires: 'nothing' }]),
    asOf: at('2025-09-10'),
    actions: [
      {
        rule: 'expiry',
        action: 'anonymise',
        dueAt: at('2025-09-30 22:00'),
        legalBasis: { declared: ['6(1)(f)'], reliedOn: '6(1)(f)', purposes: ['mood'] }
      }
    ]
  },
  {
    name: 'of the rules that fit the shortest counts, and one that erases is enough',
    entries: [given, analysis(2, { direction: 'outbound' })],
    policy: company([quality, mood], {
      analysisDirections: ['outbound'],
      analyses: [
        { keep: 'P3M', then: 'erase', source: 'a sentence' },
        { purposes: ['mood'], keep: 'P2W', then: 'anonymise', source: 'a sentence' },
        { direction: 'inbound', keep: 'P1D', then: 'anonymise', source: 'a sentence' }
      ]
    }),
    asOf: at('2025-09-10'),
    actions: [{ rule: 'expiry', action: 'erase', dueAt: at('2025-09-14 22:00') }]
  },
  {
    name: 'an objection to analyses before it leaves no purpose',
    entries: [given, objected(3, '2025-08-31 12:00'), analysis(2, { region: 'US' })],
    policy: company([quality, mood]),
    asOf: at('2025-08-31 12:10'),
    findings: [
      ['analysis-without-purpose', 'error', at('2025-08-31 12:10'), [2]],
      ['overdue', 'info', at('2025-08-31 12:10'), [2]],
      ['region-outside-eea', 'error', at('2025-08-31 12:10'), [2]]
    ]
  }
]

const words = (number: number, when: string, offsetMs: number): ReturnType<typeof consent> =>
  consent(number, when, { method: 'spoken', purposes: ['quality'], recordingId: 'rec-1', offsetMs })
const spoken = { spokenConsentWithin: 'PT1M', consentMethods: { spoken: ['inbound', 'outbound'] } }

const acts: readonly Example[] = [
  {
    name: 'words within the time count as spoken at the start',
    entries: [words(1, '2025-08-31 12:01', 60_000), recording(2)],
    policy: company([quality], {}, spoken),
    asOf: at('2025-09-01'),
    actions: [{ rule: 'expiry', dueAt: qualityEnd }],
    findings: []
  },
  {
    name: 'words a moment later do not',
    entries: [words(1, '2025-08-31 12:01:00.001', 60_000), recording(2)],
    policy: company([quality], {}, spoken),
    asOf: at('2025-09-01'),
    codes: ['consent-after-start'],
    findings: [['consent-after-start', 'error', s, [2, 1]]]
  },
  {
    name: 'a refusal between the start and the words takes it',
    entries: [words(1, '2025-08-31 12:00:30', 30_000), refused(3, '2025-08-31 12:00:10'), recording(2)],
    policy: company([quality], {}, spoken),
    asOf: at('2025-09-01'),
    actions: [{ rule: 'withdrawal', dueAt: at('2025-08-31 12:00:10.000') }]
  },
  {
    name: 'words where the recording has none are no proof',
    entries: [words(1, '2025-08-31 12:00:30', 35_001), recording(2)],
    policy: company([quality], {}, spoken),
    asOf: at('2025-09-01'),
    codes: ['consent-evidence-mismatch', 'consent-after-start'],
    findings: [
      ['consent-after-start', 'error', s, [2, 1]],
      ['consent-evidence-mismatch', 'warning', at('2025-08-31 12:00:30.000'), [1]]
    ]
  },
  {
    name: 'a purpose that nobody has, and an act that takes nothing',
    entries: [
      given,
      recording(2),
      withdrawn(3, '2025-09-01', { purposes: ['orders'] }),
      withdrawn(4, '2025-09-02', { purposes: ['orders', 'order'] })
    ],
    policy: company([orders, quality], {}, { severities: { 'unknown-purpose': 'error' } }),
    asOf: at('2025-09-03'),
    findings: [
      ['act-without-effect', 'warning', at('2025-09-01'), [3]],
      ['unknown-purpose', 'error', at('2025-09-02'), [4]]
    ]
  },
  {
    name: 'erased before the copy that was asked for was handed over',
    entries: [
      given,
      recording(2),
      accessRequested(3, '2025-10-01'),
      accessRequested(4, '2025-10-02', { requestId: 'req-2' }),
      accessRequested(5, '2025-10-03', { requestId: 'req-3' }),
      answered(6, '2025-10-31 23:00', { requestId: 'req-2' }),
      disclosed(7, '2025-10-31 23:00', { requestId: 'req-3' }),
      erased(8, '2025-10-31 23:00')
    ],
    policy: company([quality]),
    asOf: at('2025-10-31 23:00'),
    codes: ['erased-before-handover'],
    findings: [['erased-before-handover', 'error', qualityEnd, [2, 3, 8]]]
  }
]

export const companyExamples: readonly Example[] = [...lives, ...analyses, ...acts]
