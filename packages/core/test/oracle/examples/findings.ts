// Contract 4: each finding, and where it stays away.
import { notice, withProofPeriod } from '../policies.ts'
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
  disclosed,
  erased,
  erasureRequested,
  extended,
  holdPlaced,
  holdReleased,
  holdReviewed,
  objected,
  recording,
  redacted,
  refused,
  unknown,
  used,
  uuid,
  withdrawn
} from './example.ts'
import type { Example } from './example.ts'

const given = consent(1, '2025-08-31 11:59')
const givenAll = consent(1, '2025-08-31 11:59', { purposes: all })
const s = at('2025-08-31 12:00')
const p = at('2025-08-31 12:10')
const expiryAt = at('2026-02-28 23:00')

const consents: readonly Example[] = [
  {
    name: 'nothing is found before it has happened',
    entries: [recording(2)],
    asOf: s,
    findings: []
  },
  {
    name: 'recording-without-consent: consent for voice analysis alone is none',
    entries: [recording(2), consent(1, '2025-08-31 12:05', { purposes: ['voice-analysis'] })],
    asOf: at('2025-08-31 12:11'),
    findings: [
      ['overdue', 'info', s, [2]],
      ['recording-without-consent', 'error', s, [2]]
    ]
  },
  {
    name: 'consent-after-start',
    entries: [recording(2), consent(1, '2025-08-31 12:05')],
    codes: ['consent-after-start', 'recording-without-consent'],
    asOf: at('2025-09-01'),
    findings: [['consent-after-start', 'error', s, [2, 1]]]
  },
  {
    name: 'stale-consent: exactly the window away is past it',
    entries: [
      consent(1, '2025-08-30 12:00', { purposes: ['quality-assurance'] }),
      consent(3, '2025-08-30 12:00:00.001'),
      recording(2)
    ],
    asOf: at('2025-09-01'),
    findings: [['stale-consent', 'warning', s, [2, 1]]]
  },
  {
    name: 'stale-consent: a grant that counts as given at the start is not stale',
    entries: [
      consent(1, '2025-08-01 12:00'),
      refused(3, '2025-08-02 12:00'),
      consent(4, '2025-08-31 12:00:01.000'),
      recording(2)
    ],
    policy: { ...notice, clockTolerance: 'PT1S' },
    asOf: at('2025-09-01'),
    findings: []
  },
  {
    name: 'stale-consent: each purpose by its own latest grant; the others are no excuse',
    entries: [
      consent(1, '2025-08-01 12:00', { purposes: ['internal-training'] }),
      consent(3, '2025-08-31 11:59'),
      recording(2)
    ],
    asOf: at('2025-09-01'),
    findings: [['stale-consent', 'warning', s, [2, 1]]]
  },
  {
    name: 'analysis-without-consent and outbound-analysis',
    entries: [analysis(2, { direction: 'outbound' })],
    asOf: p,
    findings: [
      ['analysis-without-consent', 'error', p, [2]],
      ['outbound-analysis', 'error', p, [2]],
      ['overdue', 'info', p, [2]]
    ]
  },
  {
    name: 'method-direction-mismatch: spoken in an inbound call',
    entries: [consent(1, '2025-08-31 11:59', { method: 'spoken' }), recording(2)],
    asOf: at('2025-09-01'),
    findings: [['method-direction-mismatch', 'warning', at('2025-08-31 11:59'), [1]]]
  },
  {
    name: 'method-direction-mismatch: by the analysis where there is no recording',
    entries: [consent(1, '2025-08-31 11:59', { method: 'spoken', purposes: all }), analysis(2)],
    asOf: at('2025-09-01'),
    findings: [
      ['bundled-consent', 'info', at('2025-08-31 11:59'), [1]],
      ['method-direction-mismatch', 'warning', at('2025-08-31 11:59'), [1]]
    ]
  },
  {
    name: 'bundled-consent',
    entries: [givenAll],
    asOf: at('2025-09-01'),
    findings: [['bundled-consent', 'info', at('2025-08-31 11:59'), [1]]]
  }
]

const facts: readonly Example[] = [
  {
    name: 'content-feature and agent-emotion',
    entries: [givenAll, analysis(2, { features: ['tempo', 'words'], subjects: ['customer', 'agent'] })],
    codes: ['content-feature', 'agent-emotion'],
    asOf: at('2025-09-01'),
    findings: [
      ['agent-emotion', 'warning', p, [2]],
      ['content-feature', 'error', p, [2]]
    ]
  },
  {
    name: 'region-outside-eea',
    entries: [given, recording(2, { region: 'US' })],
    asOf: at('2025-09-01'),
    findings: [['region-outside-eea', 'error', s, [2]]]
  },
  {
    name: 'Norway is in the EEA',
    entries: [given, recording(2, { region: 'NO' })],
    asOf: at('2025-09-01'),
    findings: []
  },
  {
    name: 'policy-gap and customer-type-unknown',
    entries: [given, recording(2, { line: 'other', customerType: 'unknown' })],
    asOf: at('2025-09-01'),
    findings: [
      ['customer-type-unknown', 'warning', s, [2]],
      ['policy-gap', 'warning', s, [2]]
    ]
  },
  {
    name: 'customer-type-conflict: once, at the second of the two',
    entries: [
      given,
      recording(2),
      recording(3, { recordingId: 'rec-2', customerType: 'business', occurredAt: at('2025-08-31 12:12') }),
      recording(4, { recordingId: 'rec-3', customerType: 'private', occurredAt: at('2025-08-31 12:13') })
    ],
    asOf: at('2025-09-01'),
    findings: [['customer-type-conflict', 'warning', at('2025-08-31 12:12'), [2, 3]]]
  },
  {
    name: 'no-call-end',
    entries: [given, recording(2, { endedAt: null })],
    asOf: at('2025-09-01'),
    findings: [['no-call-end', 'info', s, [2]]]
  },
  {
    name: 'implausible-end: before the start, or after it was stored',
    entries: [
      given,
      recording(2, { endedAt: at('2025-08-31 11:59') }),
      recording(3, { recordingId: 'rec-2', endedAt: at('2025-08-31 12:11:00.001') }),
      recording(4, { recordingId: 'rec-3', endedAt: at('2025-08-31 12:11') })
    ],
    asOf: at('2025-09-01'),
    findings: [
      ['implausible-end', 'warning', s, [2]],
      ['implausible-end', 'warning', s, [3]]
    ]
  }
]

const uses: readonly Example[] = [
  {
    name: 'used-without-basis: at the first ground, even if a hold takes it out',
    entries: [given, recording(2), holdPlaced(3, '2025-10-01'), used(4, '2026-02-28 23:00')],
    asOf: at('2026-03-01'),
    findings: [['used-without-basis', 'error', expiryAt, [2, 4]]]
  },
  {
    name: 'a use just before the first ground is one with basis',
    entries: [given, recording(2), used(4, '2026-02-28 22:59:59.999')],
    asOf: at('2026-02-28 22:59:59.999'),
    findings: []
  },
  {
    name: 'used-without-basis: a purpose that was never consented to, or has gone',
    entries: [
      consent(1, '2025-08-31 11:59', { purposes: ['documentation', 'quality-assurance'] }),
      recording(2),
      used(3, '2025-09-01', { purpose: 'internal-training' }),
      used(4, '2025-09-02', { purpose: 'quality-assurance' }),
      withdrawn(5, '2025-09-03', { purposes: ['quality-assurance'] }),
      used(6, '2025-09-03', { purpose: 'quality-assurance' })
    ],
    codes: ['used-without-basis'],
    asOf: at('2025-10-01'),
    findings: [
      ['used-without-basis', 'error', at('2025-09-01'), [2, 3]],
      ['used-without-basis', 'error', at('2025-09-03'), [2, 5, 6]]
    ]
  },
  {
    name: 'a use for the hold it names is none, while that is in force',
    entries: [
      given,
      recording(2),
      holdPlaced(3, '2025-10-01'),
      used(4, '2026-03-02', { holdId: 'hold-1' }),
      holdReleased(5, '2026-03-03'),
      used(6, '2026-03-03', { holdId: 'hold-1' })
    ],
    codes: ['used-without-basis'],
    asOf: at('2026-03-03'),
    findings: [['used-without-basis', 'error', at('2026-03-03'), [2, 6]]]
  },
  {
    name: 'a disclosure to answer an access request is none until after the answer',
    entries: [
      given,
      recording(2),
      accessRequested(3, '2026-03-01 09:00'),
      disclosed(4, '2026-03-02', { requestId: 'req-1' }),
      answered(5, '2026-03-02'),
      disclosed(6, '2026-03-02 00:00:00.001', { requestId: 'req-1' })
    ],
    codes: ['used-without-basis'],
    asOf: at('2026-03-03'),
    findings: [['used-without-basis', 'error', at('2026-03-02 00:00:00.001'), [2, 6]]]
  }
]

const lateness: readonly Example[] = [
  {
    name: 'overdue: info within the grace',
    entries: [given, recording(2)],
    asOf: at('2026-03-01 22:59:59.999'),
    findings: [['overdue', 'info', expiryAt, [2]]]
  },
  {
    name: 'overdue: an error once the grace is over',
    entries: [given, recording(2)],
    asOf: at('2026-03-01 23:00'),
    findings: [['overdue', 'error', expiryAt, [2]]]
  },
  {
    name: 'overdue: after a hold the grace runs from its release',
    entries: [given, recording(2), holdPlaced(3, '2025-10-01'), holdReleased(4, '2026-05-01')],
    asOf: at('2026-05-01 23:59'),
    findings: [['overdue', 'info', expiryAt, [2]]]
  },
  {
    name: 'overdue: an access request, at once',
    entries: [accessRequested(1, '2026-03-05 09:00')],
    asOf: at('2026-04-07 22:00'),
    findings: [['overdue', 'error', at('2026-04-07 22:00'), [1]]]
  },
  {
    name: 'overdue: the proof',
    entries: [given, recording(2), erased(3, '2026-03-01 09:00')],
    policy: withProofPeriod,
    codes: ['overdue'],
    asOf: at('2031-03-03'),
    findings: [['overdue', 'error', at('2031-03-01 23:00'), [3]]]
  },
  {
    name: 'done-late: info within the grace',
    entries: [given, recording(2), withdrawn(3, '2025-09-10 09:00'), erased(4, '2025-09-11 08:59')],
    asOf: at('2025-10-01'),
    findings: [['done-late', 'info', at('2025-09-11 08:59'), [2, 3, 4]]]
  },
  {
    name: 'done-late: an error a day after',
    entries: [given, recording(2), erased(4, '2026-03-01 23:00')],
    asOf: at('2026-04-01'),
    findings: [['done-late', 'error', at('2026-03-01 23:00'), [2, 4]]]
  },
  {
    name: 'erased-under-hold: nothing due that the hold had left',
    entries: [given, recording(2), holdPlaced(3, '2025-10-01'), erased(4, '2026-03-05')],
    asOf: at('2026-04-01'),
    findings: [['erased-under-hold', 'error', at('2026-03-05'), [2, 3, 4]]]
  },
  {
    name: 'erased-under-hold: anonymising too',
    entries: [givenAll, analysis(2), holdPlaced(3, '2025-10-01'), anonymised(4, '2025-11-01')],
    codes: ['erased-under-hold', 'done-early', 'done-late'],
    asOf: at('2026-04-01'),
    findings: [['erased-under-hold', 'error', at('2025-11-01'), [2, 3, 4]]]
  },
  {
    name: 'done-early',
    entries: [given, recording(2), erased(4, '2026-02-28 22:59')],
    asOf: at('2026-04-01'),
    findings: [['done-early', 'warning', at('2026-02-28 22:59'), [2, 4]]]
  },
  {
    name: 'anonymising early is no fault',
    entries: [givenAll, analysis(2), anonymised(4, '2025-11-01')],
    asOf: at('2026-04-01'),
    codes: ['done-early', 'done-late', 'erased-under-hold', 'anonymised-not-erased'],
    findings: []
  }
]

const outcomes: readonly Example[] = [
  {
    name: 'anonymised-not-erased: after an objection',
    entries: [givenAll, analysis(2), objected(3, '2025-09-05'), anonymised(4, '2025-09-05 10:00')],
    codes: ['anonymised-not-erased', 'done-late'],
    asOf: at('2026-04-01'),
    findings: [
      ['anonymised-not-erased', 'error', at('2025-09-05 10:00'), [2, 3, 4]],
      ['done-late', 'info', at('2025-09-05 10:00'), [2, 3, 4]]
    ]
  },
  {
    name: 'anonymised-not-erased: what cannot be anonymised, each time',
    entries: [
      givenAll,
      analysis(2, { anonymisable: false }),
      anonymised(3, '2025-09-05'),
      anonymised(4, '2025-09-06')
    ],
    codes: ['anonymised-not-erased'],
    asOf: at('2025-10-01'),
    findings: [
      ['anonymised-not-erased', 'error', at('2025-09-05'), [2, 3]],
      ['anonymised-not-erased', 'error', at('2025-09-06'), [2, 4]]
    ]
  },
  {
    name: 'outcome-before-target: an erasure, an anonymising and an answer',
    entries: [
      givenAll,
      recording(2),
      analysis(3),
      accessRequested(4, '2025-09-05'),
      erased(5, '2025-08-31 11:59:59.999'),
      anonymised(6, '2025-08-31 12:09'),
      answered(7, '2025-09-04')
    ],
    codes: ['outcome-before-target', 'answered-late'],
    asOf: at('2025-09-10'),
    findings: [
      ['outcome-before-target', 'error', at('2025-08-31 11:59:59.999'), [2, 5]],
      ['outcome-before-target', 'error', at('2025-08-31 12:09'), [3, 6]],
      ['outcome-before-target', 'error', at('2025-09-04'), [4, 7]]
    ]
  },
  {
    name: 'stored-after-erasure: each time',
    entries: [
      given,
      recording(2),
      erased(3, '2026-03-01'),
      recording(4, { occurredAt: at('2026-03-02') }),
      recording(5, { occurredAt: at('2026-03-03') })
    ],
    codes: ['stored-after-erasure'],
    asOf: at('2026-04-01'),
    findings: [
      ['stored-after-erasure', 'error', at('2026-03-02'), [2, 3, 4]],
      ['stored-after-erasure', 'error', at('2026-03-03'), [2, 3, 5]]
    ]
  },
  {
    name: 'already-anonymised: the first act that names voice analysis, or nothing',
    entries: [
      givenAll,
      analysis(2),
      anonymised(3, '2025-12-01'),
      withdrawn(4, '2025-12-02', { purposes: ['documentation'] }),
      erasureRequested(5, '2025-12-03', 'recording'),
      refused(6, '2025-12-04'),
      objected(7, '2025-12-05')
    ],
    codes: ['already-anonymised'],
    asOf: at('2026-01-01'),
    findings: [['already-anonymised', 'info', at('2025-12-04'), [2, 3, 6]]]
  }
]

const requests: readonly Example[] = [
  {
    name: 'answered-late: at the very instant',
    entries: [accessRequested(1, '2026-03-05 09:00'), answered(2, '2026-04-07 22:00')],
    asOf: at('2026-05-01'),
    findings: [['answered-late', 'error', at('2026-04-07 22:00'), [1, 2]]]
  },
  {
    name: 'answered-late: the extension that counted is named, one that was too late is not',
    entries: [
      accessRequested(1, '2026-01-31 09:00'),
      extended(4, '2026-02-15'),
      extended(3, '2026-02-20'),
      extended(5, '2026-03-10'),
      answered(2, '2026-04-28 22:00')
    ],
    codes: ['answered-late'],
    asOf: at('2026-05-01'),
    findings: [['answered-late', 'error', at('2026-04-28 22:00'), [1, 4, 2]]]
  },
  {
    name: 'answered-late: the request itself comes first, also where the extension is earlier',
    entries: [
      extended(3, '2026-01-30'),
      accessRequested(1, '2026-01-31 09:00'),
      answered(2, '2026-04-28 22:00')
    ],
    asOf: at('2026-05-01'),
    findings: [['answered-late', 'error', at('2026-04-28 22:00'), [1, 3, 2]]]
  },
  {
    name: 'answered-without-copy, unless a reason is given',
    entries: [
      accessRequested(1, '2026-03-05 09:00'),
      answered(2, '2026-03-06', { copyHandedOver: false }),
      accessRequested(3, '2026-03-05 09:00', { requestId: 'req-2' }),
      answered(4, '2026-03-06', {
        requestId: 'req-2',
        copyHandedOver: false,
        refusedBecause: 'not identified'
      })
    ],
    asOf: at('2026-03-07'),
    findings: [['answered-without-copy', 'error', at('2026-03-06'), [1, 2]]]
  },
  {
    name: 'extension-late',
    entries: [
      accessRequested(1, '2026-01-31 09:00'),
      extended(2, '2026-03-02 22:59:59.999'),
      extended(3, '2026-03-02 23:00')
    ],
    asOf: at('2026-03-03'),
    findings: [['extension-late', 'warning', at('2026-03-02 23:00'), [1, 3]]]
  }
]

const holds: readonly Example[] = [
  {
    name: 'hold-after-due: placed at the ground that it takes out',
    entries: [given, recording(2), holdPlaced(3, '2026-02-28 23:00')],
    asOf: at('2026-03-01'),
    findings: [['hold-after-due', 'warning', expiryAt, [3, 2]]]
  },
  {
    name: 'hold-after-due: once a hold, at its first placing, with everything that it takes out',
    entries: [givenAll, recording(2), analysis(5), holdPlaced(3, '2026-03-01'), holdPlaced(4, '2026-03-02')],
    codes: ['hold-after-due'],
    asOf: at('2026-03-03'),
    findings: [['hold-after-due', 'warning', at('2026-03-01'), [3, 5, 2]]]
  },
  {
    name: 'hold-after-due: not of a hold that was never in force, nor of what was done by then',
    entries: [
      given,
      recording(2),
      holdReleased(3, '2026-02-01'),
      holdPlaced(4, '2026-03-01'),
      erased(5, '2026-03-02'),
      holdPlaced(6, '2026-03-02', { holdId: 'hold-2' })
    ],
    codes: ['hold-after-due'],
    asOf: at('2026-03-03'),
    findings: []
  },
  {
    name: 'a hold of expiry takes no withdrawal out',
    entries: [given, recording(2), withdrawn(4, '2025-10-01'), holdPlaced(3, '2025-10-02')],
    codes: ['hold-after-due'],
    asOf: at('2026-03-01'),
    findings: []
  },
  {
    name: 'hold-review-overdue',
    entries: [holdPlaced(1, '2025-10-01'), holdReviewed(2, '2026-01-01', '2026-02-01')],
    asOf: at('2026-02-01'),
    findings: [['hold-review-overdue', 'warning', at('2026-01-31 23:00'), [1, 2]]]
  },
  {
    name: 'hold-released-by-one',
    entries: [holdPlaced(1, '2025-10-01'), holdReleased(2, '2026-01-01', { approvals: 1 })],
    asOf: at('2026-02-01'),
    findings: [['hold-released-by-one', 'warning', at('2026-01-01'), [1, 2]]]
  },
  {
    name: 'hold-released-by-one: the first release of each hold, also of one that was never in force',
    entries: [
      holdReleased(2, '2025-09-01', { approvals: 1 }),
      holdPlaced(1, '2025-10-01'),
      holdPlaced(3, '2025-10-01', { holdId: 'hold-2' }),
      holdReleased(4, '2026-01-01', { holdId: 'hold-2' }),
      holdReleased(5, '2026-01-02', { holdId: 'hold-2', approvals: 1 }),
      holdReleased(6, '2026-01-03', { holdId: 'hold-9', approvals: 1 })
    ],
    codes: ['hold-released-by-one'],
    asOf: at('2026-02-01'),
    findings: [['hold-released-by-one', 'warning', at('2025-09-01'), [1, 2]]]
  }
]

const events: readonly Example[] = [
  {
    name: 'unknown-target: an outcome, a review, an answer, an analysis of what the call has not',
    entries: [
      givenAll,
      analysis(2, { recordingId: 'rec-9' }),
      erased(3, '2025-09-01'),
      holdReviewed(4, '2025-09-02', '2026-01-01'),
      answered(5, '2025-09-03'),
      used(6, '2025-09-04', { holdId: 'hold-9' }),
      disclosed(7, '2025-09-05', { requestId: 'req-9' })
    ],
    codes: ['unknown-target', 'used-without-basis'],
    asOf: at('2025-09-10'),
    findings: [
      ['unknown-target', 'warning', p, [2]],
      ['unknown-target', 'warning', at('2025-09-01'), [3]],
      ['unknown-target', 'warning', at('2025-09-02'), [4]],
      ['unknown-target', 'warning', at('2025-09-03'), [5]]
    ]
  },
  {
    name: 'proof-redacted-early: while something is open, unanswered or held',
    entries: [given, recording(2), redacted(3, '2025-09-02'), erased(4, '2026-03-01 10:00')],
    asOf: at('2026-04-01'),
    codes: ['proof-redacted-early'],
    findings: [['proof-redacted-early', 'error', at('2025-09-02'), [3]]]
  },
  {
    name: 'future-event: taken as of its recording',
    entries: [
      { ...given, recordedAt: at('2025-08-31 11:53:59.999') },
      { ...consent(3, '2025-08-31 11:59'), recordedAt: at('2025-08-31 11:54') }
    ],
    asOf: at('2025-09-01'),
    findings: [['future-event', 'warning', at('2025-08-31 11:53:59.999'), [1]]]
  },
  {
    name: 'duplicate-event: the same content learnt twice, written otherwise',
    entries: [
      given,
      { ...given, occurredAt: '2025-08-31T13:59:00.0009+02:00', recordedAt: at('2025-09-01'), digit: null }
    ],
    asOf: at('2025-09-02'),
    findings: [['duplicate-event', 'info', at('2025-08-31 11:59'), [1]]]
  },
  {
    name: 'conflicting-event: other content, and an id can have both',
    entries: [
      given,
      { ...given, digit: '1', recordedAt: at('2025-09-01') },
      { ...given, digit: '1', recordedAt: at('2025-09-01') }
    ],
    asOf: at('2025-09-02'),
    findings: [
      ['conflicting-event', 'error', at('2025-08-31 11:59'), [1]],
      ['duplicate-event', 'info', at('2025-08-31 11:59'), [1]]
    ]
  },
  {
    name: 'content: what the page does not name is none; of a type that it does not name, everything is',
    entries: [
      given,
      { ...given, shoeSize: 43, endedAt: at('2025-09-01') },
      unknown(2, '2025-09-01'),
      { ...unknown(2, '2025-09-01'), shoeSize: 43 }
    ],
    codes: ['duplicate-event', 'conflicting-event'],
    asOf: at('2025-09-02'),
    findings: [
      ['duplicate-event', 'info', at('2025-08-31 11:59'), [1]],
      ['conflicting-event', 'error', at('2025-09-01'), [2]]
    ]
  },
  {
    name: 'unknown-event-type',
    entries: [unknown(1, '2025-09-01')],
    asOf: at('2025-09-02'),
    findings: [['unknown-event-type', 'warning', at('2025-09-01'), [1]]]
  },
  {
    name: 'unreadable-event: undecodable, or redacted without a proof-redacted',
    entries: [
      { kind: 'undecodable', callId, id: uuid(1), recordedAt: at('2025-09-01') },
      { kind: 'redacted', callId, id: uuid(2), recordedAt: at('2025-09-02') }
    ],
    asOf: at('2025-09-03'),
    findings: [
      ['unreadable-event', 'error', at('2025-09-01'), [1]],
      ['unreadable-event', 'error', at('2025-09-02'), [2]]
    ]
  },
  {
    name: 'redacted events with a proof-redacted are as they should be',
    entries: [
      redacted(1, '2025-09-02'),
      { kind: 'redacted', callId, id: uuid(2), recordedAt: at('2025-09-02') }
    ],
    asOf: at('2025-09-03'),
    findings: []
  }
]

const closed: readonly Example[] = [
  {
    name: 'a closed call keeps the findings of its access requests, its outcomes and its copies',
    entries: [
      givenAll,
      given,
      recording(2, { region: 'US' }),
      erased(3, '2025-08-01'),
      erased(4, '2025-09-05'),
      accessRequested(5, '2025-09-01'),
      answered(6, '2025-09-02', { copyHandedOver: false }),
      redacted(7, '2031-03-02'),
      unknown(8, '2025-09-03')
    ],
    policy: { ...notice, executionGrace: 'PT0S' },
    asOf: at('2031-04-01'),
    findings: [
      ['outcome-before-target', 'error', at('2025-08-01'), [2, 3]],
      ['conflicting-event', 'error', at('2025-08-31 11:59'), [1]],
      ['answered-without-copy', 'error', at('2025-09-02'), [5, 6]]
    ]
  },
  {
    name: 'a call that is not closed gives them all',
    entries: [
      given,
      recording(2, { region: 'US' }),
      analysisErased(3, '2025-09-05'),
      redacted(4, '2031-03-02')
    ],
    asOf: at('2025-09-06'),
    codes: ['region-outside-eea', 'unknown-target'],
    findings: [
      ['region-outside-eea', 'error', s, [2]],
      ['unknown-target', 'warning', at('2025-09-05'), [3]]
    ]
  }
]

export const findingExamples: readonly Example[] = [
  ...consents,
  ...facts,
  ...uses,
  ...lateness,
  ...outcomes,
  ...requests,
  ...holds,
  ...events,
  ...closed
]
