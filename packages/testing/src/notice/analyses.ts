/**
 * What the notice says of the analysis of voices.
 */
import { aCall } from '../event/aCall.ts'
import { due, found, notFound, nothingDue, scheduled } from '../given/expectation.ts'
import type { WrittenCase } from './noticeCase.ts'

const recorded = aCall().with('consent-given').with('recording-stored')
const analysed = recorded.with('analysis-produced')
const nextDay = '2025-09-02T08:00:00Z'

const inboundOnly =
  'I forbindelse med din henvendelse til 3’s kundeservice, analyserer 3, hvis du har givet samtykke til optagelse af opkaldet, …'
const threeMonths =
  'Feedbacken fra stemmeanalysen opbevares af 3 i 3 måneder, hvorefter stemmeanalysen anonymiseres'
const objection =
  'ret til at gøre indsigelse mod stemmeanalyse ved enten at frabede dig optagelse …, trække dit samtykke tilbage eller anmode om, at resultatet … slettet'
const features =
  'toneområdet for stemmen, taletempoet og stemmens styrke mv. … selve samtalens indhold ikke er af betydning'

export const analysisCases: ReadonlyArray<WrittenCase> = [
  {
    name: 'the voice is analysed in a call that the company made',
    sentence: inboundOnly,
    follows: 'the notice speaks of calls to customer service only: the analysis is to be erased at once',
    call: recorded.with('analysis-produced', { direction: 'outbound' }),
    asOf: nextDay,
    expected: [
      due({ target: 'analysis', action: 'erase', rule: 'outside-notice', article: '17(1)(d)' }),
      found('outbound-analysis')
    ]
  },
  {
    name: 'the voice is analysed without consent to the recording',
    sentence: inboundOnly,
    follows: 'consent to the analysis alone is none: the analysis is to be erased at once',
    call: aCall()
      .with('consent-given', { purposes: ['voice-analysis'] })
      .with('analysis-produced'),
    asOf: nextDay,
    expected: [due({ target: 'analysis', rule: 'no-basis' }), found('analysis-without-consent')]
  },
  {
    name: 'the analysis looks at tone, tempo and loudness',
    sentence: features,
    follows: 'nothing is found',
    call: recorded.with('analysis-produced', { features: ['tone-range', 'tempo', 'loudness'] }),
    asOf: nextDay,
    expected: [notFound('content-feature')]
  },
  {
    name: 'the analysis looks at the words',
    sentence: features,
    follows: 'the content of the call is not to be analysed: an error',
    call: recorded.with('analysis-produced', { features: ['tempo', 'words'] }),
    asOf: nextDay,
    expected: [found({ code: 'content-feature', severity: 'error', targetId: 'analysis-1' })]
  },
  {
    name: "the agent's voice is analysed too",
    sentence: 'kundens og medarbejderens stemmelejer',
    follows: 'emotions at a workplace: worth a look by the AI Act, art. 5(1)(f)',
    call: recorded.with('analysis-produced', { subjects: ['customer', 'agent'] }),
    asOf: nextDay,
    expected: [found({ code: 'agent-emotion', severity: 'warning' })]
  },
  {
    name: 'a voice is profiled with consent',
    sentence: 'der sker en profilering',
    follows: 'the profile rests on consent to the recording and to the analysis, and is anonymised in time',
    call: aCall()
      .with('consent-given', { purposes: ['documentation', 'voice-analysis'] })
      .with('recording-stored')
      .with('analysis-produced'),
    asOf: nextDay,
    expected: [
      scheduled({
        target: 'analysis',
        action: 'anonymise',
        legalBasis: { reliedOn: '6(1)(a)', purposes: ['documentation', 'voice-analysis'] }
      }),
      notFound({ severity: 'error' })
    ]
  },
  {
    name: 'a voice was analysed, and nothing else happened',
    sentence: 'ikke … nogle konsekvenser',
    follows: 'nothing is to be done but to end the storage in time',
    call: analysed,
    asOf: nextDay,
    expected: [
      nothingDue(),
      scheduled({ target: 'recording', rule: 'expiry' }),
      scheduled({ target: 'analysis', rule: 'expiry' })
    ]
  },
  {
    name: 'three months after the analysis',
    sentence: threeMonths,
    follows: 'it is to be anonymised; the recording is kept',
    call: analysed,
    asOf: '2025-12-01T23:00:00Z',
    expected: [
      due({ target: 'analysis', action: 'anonymise', article: '5(1)(e)', lastLawfulDay: '2025-12-01' }),
      scheduled({ target: 'recording' })
    ]
  },
  {
    name: 'three months after an analysis that cannot be anonymised',
    sentence: threeMonths,
    follows: 'it is to be erased',
    call: recorded.with('analysis-produced', { anonymisable: false }),
    asOf: '2025-12-01T23:00:00Z',
    expected: [due({ target: 'analysis', action: 'erase', rule: 'expiry' })]
  },
  {
    name: 'the customer objects to the analysis',
    sentence: objection,
    follows: 'the analysis is to be erased at once, not anonymised; the recording is kept',
    call: analysed.with('analysis-objected'),
    asOf: nextDay,
    expected: [
      due({ target: 'analysis', action: 'erase', rule: 'objection', article: '17(1)(c)' }),
      nothingDue({ target: 'recording' })
    ]
  },
  {
    name: 'the customer no longer wants the call recorded',
    sentence: objection,
    follows: 'without consent to the recording the analysis has none: both are to be erased',
    call: analysed.with('consent-refused', {
      purposes: ['quality-assurance', 'internal-training', 'documentation']
    }),
    asOf: nextDay,
    expected: [
      due({ target: 'analysis', action: 'erase', rule: 'withdrawal' }),
      due({ target: 'recording', rule: 'withdrawal' })
    ]
  },
  {
    name: 'the customer withdraws the consent to the analysis',
    sentence: objection,
    follows: 'the analysis is to be erased at once; the recording is kept',
    call: analysed.with('consent-withdrawn', { purposes: ['voice-analysis'] }),
    asOf: nextDay,
    expected: [
      due({ target: 'analysis', action: 'erase', rule: 'withdrawal', article: '17(1)(b)' }),
      nothingDue({ target: 'recording' })
    ]
  },
  {
    name: 'the customer asks that the analysis be erased',
    sentence: objection,
    follows: 'the analysis is to be erased at once; the recording is kept',
    call: analysed.with('erasure-requested', { scope: 'analysis' }),
    asOf: nextDay,
    expected: [
      due({ target: 'analysis', action: 'erase', rule: 'request', article: '17(1)(b)' }),
      nothingDue({ target: 'recording' })
    ]
  },
  {
    name: 'a voice is analysed while the consent stands',
    sentence: 'Retsgrundlaget for stemmeanalysen er baseret på dit samtykke og 3’s legitime interesse i …',
    follows: 'both bases are declared, and consent is the one relied on',
    call: analysed,
    asOf: nextDay,
    expected: [
      scheduled({ target: 'analysis', legalBasis: { declared: ['6(1)(a)', '6(1)(f)'], reliedOn: '6(1)(a)' } })
    ]
  }
]
