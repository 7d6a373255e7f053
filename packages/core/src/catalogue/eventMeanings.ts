/**
 * What each type of event means. A type that is not described here does not compile.
 *
 * @see contract, section 1
 */
import type { EventType } from '../event.ts'
import type { Meaning, OwnMember } from './memberMeanings.ts'

interface EventMeaning<T extends EventType> {
  readonly meaning: string
  /** The articles that it is about. */
  readonly article?: string
  /** The members that mean something of their own here. */
  readonly members?: { readonly [M in OwnMember<T>]?: Partial<Meaning> }
}

const analysis = { target: { example: 'analysis' }, targetId: { example: 'analysis-1' } }

/** Every type of event. */
export const eventMeanings: { readonly [T in EventType]: EventMeaning<T> } = {
  'consent-given': {
    meaning: 'The customer agreed to purposes, having heard the notice',
    article: 'GDPR art. 4(11), 7',
    members: {
      purposes: { meaning: 'What the customer agreed to' },
      recordingId: { meaning: 'The recording in which the words of consent are' }
    }
  },
  'consent-refused': {
    meaning: 'The customer was asked and did not agree',
    article: 'GDPR art. 7',
    members: { purposes: { meaning: 'What was refused; absent for all purposes' } }
  },
  'consent-withdrawn': {
    meaning: 'The customer took consent back',
    article: 'GDPR art. 7(3)',
    members: { purposes: { meaning: 'For what it was taken back; absent for all purposes' } }
  },
  'recording-stored': {
    meaning: 'A recording of the call was stored',
    members: { processor: { meaning: 'Who stores it: a processor, by its id in the policy' } }
  },
  'recording-used': {
    meaning: 'Somebody listened to a recording, or used it in another way',
    article: 'GDPR art. 5(1)(b)',
    members: { holdId: { meaning: 'The hold for whose claim it was used' } }
  },
  'recording-disclosed': {
    meaning: 'A recording was given to somebody',
    article: 'GDPR art. 15(1)(c), 30(1)(d)',
    members: {
      holdId: { meaning: 'The hold for whose claim it was disclosed' },
      requestId: { meaning: 'The request for access with whose answer it was disclosed' }
    }
  },
  'analysis-produced': {
    meaning: 'A voice analysis was made; when it was made is occurredAt',
    members: {
      recordingId: { meaning: 'The recording that was analysed' },
      processor: { meaning: 'Who holds the result: a processor, by its id in the policy' },
      region: { meaning: 'The country in which the result is stored' }
    }
  },
  'analysis-objected': {
    meaning: 'The customer objected to voice analysis',
    article: 'GDPR art. 21(1)'
  },
  'processing-objected': {
    meaning:
      'The customer objected to processing that rests on a task in the public interest or on an interest',
    article: 'GDPR art. 21(1)',
    members: {
      purposes: {
        meaning: 'To what the customer objected; absent for all purposes that rest on art. 6(1)(e) or (f)'
      }
    }
  },
  'erasure-requested': {
    meaning: 'The customer asked for erasure',
    article: 'GDPR art. 17(1)'
  },
  'hold-placed': {
    meaning: 'Erasure was suspended for a legal claim',
    article: 'GDPR art. 17(3)(e)',
    members: { approvedBy: { meaning: 'Who approved the hold, by an opaque reference' } }
  },
  'hold-reviewed': {
    meaning: 'A hold was looked at again, and stays',
    article: 'GDPR art. 17(3)(e)',
    members: {
      reviewOn: { meaning: 'The day on which the hold is to be reviewed next', example: '2026-03-01' }
    }
  },
  'hold-released': {
    meaning: 'A hold was ended; the old dates are back',
    article: 'GDPR art. 17(3)(e)',
    members: {
      approvedBy: {
        meaning: 'Who approved, each by an opaque reference',
        example: ['employee-7', 'employee-8']
      }
    }
  },
  'erasure-instructed': {
    meaning: 'The processor was told to erase',
    article: 'GDPR art. 28(3)(a)',
    members: { processor: { meaning: 'Who was told: a processor, by its id in the policy' } }
  },
  'recording-erased': {
    meaning: 'A recording is gone: since occurredAt, of which the log learnt at recordedAt',
    article: 'GDPR art. 17(1)',
    members: {
      processor: { meaning: 'Who erased it: a processor, by its id in the policy' },
      method: { meaning: 'How it was erased', example: 'crypto-erase' }
    }
  },
  'analysis-erased': {
    meaning: 'A voice analysis is gone: since occurredAt, of which the log learnt at recordedAt',
    article: 'GDPR art. 17(1)',
    members: {
      processor: { meaning: 'Who erased it: a processor, by its id in the policy' },
      method: { meaning: 'How it was erased', example: 'overwritten' }
    }
  },
  'analysis-anonymised': {
    meaning: 'A voice analysis is about nobody any more',
    article: 'GDPR recital 26'
  },
  'retention-failed': {
    meaning: 'What was to be done did not succeed, and stays due',
    members: {
      ...analysis,
      action: { example: 'anonymise' },
      reason: { meaning: 'Why it did not succeed', example: 'processor-unavailable' }
    }
  },
  'access-requested': {
    meaning: 'The customer asked for a copy',
    article: 'GDPR art. 15'
  },
  'access-extended': {
    meaning: 'The customer was told that the answer takes longer',
    article: 'GDPR art. 12(3)',
    members: { reason: { meaning: 'Why it takes longer', example: 'number-of-requests' } }
  },
  'access-answered': {
    meaning: 'The request for access was answered',
    article: 'GDPR art. 12(3), 12(4), 15',
    members: { refusedBecause: { meaning: 'Why no copy was handed over, which GDPR art. 12(4) asks for' } }
  },
  'proof-redacted': {
    meaning: 'The proof of the call was redacted, when nothing else of it was open',
    article: 'GDPR art. 5(1)(e)'
  }
}
