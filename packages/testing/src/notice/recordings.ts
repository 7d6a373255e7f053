/**
 * What the notice says of recording: consent, purposes, bases, processors.
 */
import { aCall } from '../event/aCall.ts'
import { due, found, notFound, nothingDue, scheduled } from '../given/expectation.ts'
import type { WrittenCase } from './noticeCase.ts'

/** 1 September 2025, 10:01 to 10:11 in Copenhagen, with consent before. */
const recorded = aCall().with('consent-given').with('recording-stored')
const nextDay = '2025-09-02T08:00:00Z'

const bases = 'artikel 6, stk. 1., litra a … Herudover … litra f'
const method =
  'Dit samtykke gives ved et tastetryk, hvis du kontakter 3. Eller din mundtlige accept i selve samtalen, hvis 3 kontakter dig'

export const recordingCases: ReadonlyArray<WrittenCase> = [
  {
    name: 'a call is recorded without consent',
    sentence: 'optager vi kun samtalen med dit samtykke',
    follows: 'the recording has no basis and is to be erased at once',
    call: aCall().with('recording-stored'),
    asOf: '2025-09-01T08:15:00Z',
    expected: [
      due({ target: 'recording', action: 'erase', rule: 'no-basis', article: '17(1)(d)' }),
      found('recording-without-consent')
    ]
  },
  {
    name: 'the consent comes when the recording already runs',
    sentence: 'optager vi kun samtalen med dit samtykke',
    follows: 'consent after the start is none: the recording is to be erased at once',
    call: aCall()
      .with('consent-given', { occurredAt: '2025-09-01T08:05:00Z' })
      .with('recording-stored', { startedAt: '2025-09-01T08:00:00Z' }),
    asOf: '2025-09-01T09:00:00Z',
    expected: [due({ rule: 'no-basis', dueAt: '2025-09-01T08:00:00Z' }), found('consent-after-start')]
  },
  {
    name: 'a customer calls and presses a key',
    sentence: method,
    follows: 'nothing is wrong with the consent',
    call: recorded,
    asOf: nextDay,
    expected: [notFound('method-direction-mismatch'), nothingDue()]
  },
  {
    name: 'a customer calls and consents in words',
    sentence: method,
    follows: 'the method does not fit the direction, which is worth a look',
    call: aCall().with('consent-given', { method: 'spoken' }).with('recording-stored'),
    asOf: nextDay,
    expected: [found({ code: 'method-direction-mismatch', severity: 'warning' })]
  },
  {
    name: 'the company calls, and the customer consents in words twenty seconds into the recording',
    sentence: method,
    follows: 'words at its very beginning count as given at its start',
    call: aCall()
      .with('recording-stored', { direction: 'outbound', line: 'sales', startedAt: '2025-09-01T08:00:00Z' })
      .with('consent-given', {
        method: 'spoken',
        occurredAt: '2025-09-01T08:00:20Z',
        recordingId: 'recording-1',
        offsetMs: 20_000
      }),
    asOf: nextDay,
    expected: [scheduled({ rule: 'expiry' }), nothingDue(), notFound('consent-after-start')]
  },
  {
    name: 'one consent to all purposes, and one of them is withdrawn',
    sentence: 'kvalitetssikring, intern undervisning og dokumentationshensyn',
    follows: 'consent is kept for each purpose: the recording stays for the two others',
    call: recorded.with('consent-withdrawn', { purposes: ['internal-training'] }),
    asOf: nextDay,
    expected: [
      found('bundled-consent'),
      scheduled({
        rule: 'expiry',
        legalBasis: { purposes: ['quality-assurance', 'documentation', 'voice-analysis'] }
      }),
      nothingDue({ target: 'recording' })
    ]
  },
  {
    name: 'a recording while the consent stands',
    sentence: bases,
    follows: 'both bases are declared, and consent is the one relied on',
    call: recorded,
    asOf: nextDay,
    expected: [
      scheduled({
        target: 'recording',
        legalBasis: { declared: ['6(1)(a)', '6(1)(f)'], reliedOn: '6(1)(a)' }
      })
    ]
  },
  {
    name: 'a recording whose consent was withdrawn',
    sentence: bases,
    follows: 'no basis is relied on: legitimate interests do not take the place of the consent',
    call: recorded.with('consent-withdrawn'),
    asOf: nextDay,
    expected: [due({ target: 'recording', legalBasis: { reliedOn: null, purposes: [] } })]
  },
  {
    name: 'the processor is instructed to erase, and has not answered',
    sentence: '3 gør brug af en databehandler … efter instruks og i henhold til en databehandleraftale',
    follows: 'an instruction is no erasure: it stays due, and shows when the processor was told',
    call: recorded
      .with('consent-withdrawn')
      .with('erasure-instructed', { occurredAt: '2025-09-01T09:00:00Z' }),
    asOf: '2025-09-01T10:00:00Z',
    expected: [due({ target: 'recording', action: 'erase', instructedAt: '2025-09-01T09:00:00Z' })]
  },
  {
    name: 'a recording is stored in the United States',
    sentence: 'Der overføres ikke personoplysninger til tredjelande',
    follows: 'storage outside the EEA is an error',
    call: aCall().with('consent-given').with('recording-stored', { region: 'US' }),
    asOf: nextDay,
    expected: [found({ code: 'region-outside-eea', severity: 'error', targetId: 'recording-1' })]
  },
  {
    name: 'a recording is stored in Norway',
    sentence: 'Der overføres ikke personoplysninger til tredjelande',
    follows: 'Norway is in the EEA',
    call: aCall().with('consent-given').with('recording-stored', { region: 'NO' }),
    asOf: nextDay,
    expected: [notFound('region-outside-eea')]
  },
  {
    name: 'the record of processing is asked for',
    sentence:
      '3 gemmer samtalerne sikkert og i overensstemmelse med de databeskyttelsesretlige regler om behandlingssikkerhed',
    follows: 'the notice names no measure, and the record says that it does not',
    call: recorded,
    asOf: nextDay,
    expected: [found({ code: 'record-incomplete', detail: 'the policy does not state measures' })]
  },
  {
    name: 'a recording for quality and training',
    sentence: '3 har en legitim interesse i at kunne sikre, at 3’s medarbejdere giver korrekte svar …',
    follows: 'the interest is declared beside the consent, which is relied on',
    call: aCall()
      .with('consent-given', { purposes: ['quality-assurance', 'internal-training'] })
      .with('recording-stored'),
    asOf: nextDay,
    expected: [
      scheduled({
        legalBasis: {
          declared: ['6(1)(a)', '6(1)(f)'],
          reliedOn: '6(1)(a)',
          purposes: ['quality-assurance', 'internal-training']
        }
      })
    ]
  },
  {
    name: 'a recording for documentation, whose consent was withdrawn',
    sentence: '… i at kunne afdække tvister …',
    follows: 'the interest in settling disputes does not keep the recording: only a hold would',
    call: aCall()
      .with('consent-given', { purposes: ['documentation'] })
      .with('recording-stored')
      .with('consent-withdrawn'),
    asOf: nextDay,
    expected: [due({ rule: 'withdrawal', legalBasis: { reliedOn: null } })]
  }
]
