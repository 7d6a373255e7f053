// Texts that mean harm, in every member that takes any text.
import { compilePolicy, decodePolicy, type Event, noticePolicy, type View } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { eventOf, instant } from './events.ts'
import { danish } from './histories.ts'

export const hostileTexts = [
  '<script>document.title="owned"</script>',
  '"onload="document.title=1',
  "'><img src=x onerror=alert(1)>",
  'abc\u202Etxt.exe',
  ']]></style><script>1</script>',
  '&lt;b&gt;',
  '\u001b[31mred'
]

/** Every free member holds something hostile. */
export const hostileEvents = (): ReadonlyArray<Event> => {
  const free = hostileTexts.join(' ')
  return [
    eventOf('consent-given', '2025-08-31T11:40:00Z', {
      method: 'spoken',
      digit: free,
      purposes: ['quality-assurance', 'voice-analysis'],
      noticeVersion: free,
      language: 'da'
    }),
    eventOf('recording-stored', '2025-08-31T12:01:00Z', {
      recordingId: 'r-1',
      startedAt: instant('2025-08-31T11:45:00Z'),
      direction: 'inbound',
      customerType: 'private',
      line: 'customer-service',
      processor: free,
      region: 'DK'
    }),
    eventOf('analysis-produced', '2025-08-31T12:02:00Z', {
      analysisId: 'a-1',
      direction: 'inbound',
      features: [free],
      engine: free,
      engineVersion: free,
      subjects: ['customer']
    }),
    eventOf('recording-used', '2025-09-01T12:00:00Z', {
      recordingId: 'r-1',
      purpose: 'documentation',
      usedBy: free
    }),
    eventOf('recording-disclosed', '2025-09-01T12:01:00Z', {
      recordingId: 'r-1',
      recipient: free,
      reason: free
    }),
    eventOf('hold-placed', '2025-09-02T12:00:00Z', {
      holdId: 'h-1',
      claimReference: free,
      approvedBy: free,
      reviewOn: '2025-10-01',
      suspends: 'all'
    }),
    eventOf('consent-withdrawn', '2025-09-03T12:00:00Z', { channel: free }),
    eventOf('retention-failed', '2025-09-04T12:00:00Z', {
      target: 'recording',
      targetId: 'r-1',
      action: 'erase',
      reason: free,
      permanent: false
    }),
    eventOf('recording-erased', '2025-09-05T12:00:00Z', {
      recordingId: 'r-1',
      confirmation: free,
      processor: free
    }),
    eventOf('analysis-anonymised', '2025-09-06T12:00:00Z', { analysisId: 'a-1', technique: free }),
    { ...eventOf('access-requested', '2025-09-07T12:00:00Z', {}), type: free } as never
  ]
}

/** The notice's policy with everything stated, each text hostile. */
export const hostileView = (view: View): View => {
  const free = hostileTexts.join(' ')
  const party = { name: free, id: free, address: free, email: free, telephone: free, url: free }
  const policy = decodePolicy({
    ...noticePolicy,
    controller: party,
    representative: party,
    dataProtectionOfficer: party,
    authority: party,
    processors: [{ id: 'p', name: free, region: 'US', agreement: free }],
    interests: [
      {
        id: 'i',
        text: { da: free, en: free },
        purposes: ['documentation', 'voice-analysis'],
        assessment: free
      }
    ],
    allowedFeatures: [free],
    measures: [free, free],
    impactAssessment: free,
    proofOfConsent: { period: 'P5Y', basis: free }
  })
  if (E.isLeft(policy)) throw new Error(JSON.stringify(policy.left))
  return { ...view, rules: compilePolicy(policy.right, danish) }
}
