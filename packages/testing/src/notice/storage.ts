/**
 * What the notice says of storage: for how long, and what a customer can ask for before that.
 */
import { aCall } from '../event/aCall.ts'
import { due, found, notFound, nothingDue, scheduled } from '../given/expectation.ts'
import type { WrittenCase } from './noticeCase.ts'

const consented = aCall().with('consent-given')
const recorded = consented.with('recording-stored')
const sale = aCall()
  .with('consent-given', { method: 'spoken' })
  .with('recording-stored', { direction: 'outbound', line: 'sales' })
const nextDay = '2025-09-02T08:00:00Z'

const automatically = '3 sletter automatisk optagelserne …'
const copy = 'du kan få en lydoptagelse tilsendt'
const silence = '(calls of which the notice says nothing)'
const withdrawal =
  'kan du til enhver tid skrive til 3 og trække dit samtykke tilbage og få slettet optagelsen'

export const storageCases: ReadonlyArray<WrittenCase> = [
  {
    name: 'the six months are over since yesterday, and the recording is there',
    sentence: automatically,
    follows: 'it is due and not done, noted within the first day',
    call: recorded,
    asOf: '2026-03-02T22:59:59Z',
    expected: [due({ target: 'recording' }), found({ code: 'overdue', severity: 'info' })]
  },
  {
    name: 'the six months are over since more than a day, and the recording is there',
    sentence: automatically,
    follows: 'it is due and not done, an error',
    call: recorded,
    asOf: '2026-03-02T23:00:00Z',
    expected: [due({ target: 'recording' }), found({ code: 'overdue', severity: 'error' })]
  },
  {
    name: 'the recording is erased when the six months are over',
    sentence: automatically,
    follows: 'nothing is left to be done, and nothing is found',
    call: recorded.with('recording-erased', { occurredAt: '2026-03-01T23:00:00Z' }),
    asOf: '2026-04-01T00:00:00Z',
    expected: [nothingDue(), notFound({ severity: 'error' }), notFound({ severity: 'warning' })]
  },
  {
    name: 'a private customer called customer service',
    sentence: 'Hvis du som privatkunde selv har kontaktet kundeservice, gemmer vi samtalen i 6 måneder',
    follows: 'kept through 1 March 2026, six months after the call',
    call: recorded,
    asOf: nextDay,
    expected: [
      scheduled({ rule: 'expiry', lastLawfulDay: '2026-03-01', dueAt: '2026-03-02T00:00:00+01:00' }),
      nothingDue()
    ]
  },
  {
    name: 'a private customer called on 31 August',
    sentence: 'Hvis du som privatkunde selv har kontaktet kundeservice, gemmer vi samtalen i 6 måneder',
    follows: 'February has no 31st: kept through its last day',
    call: aCall({ startsAt: '2025-08-31T08:00:00Z' }).with('consent-given').with('recording-stored'),
    asOf: nextDay,
    expected: [scheduled({ rule: 'expiry', lastLawfulDay: '2026-02-28' })]
  },
  {
    name: 'a business customer called customer service',
    sentence: 'Hvis du som erhvervskunde selv har kontaktet kundeservice, gemmer vi samtalen i 16 måneder',
    follows: 'kept through 1 January 2027, sixteen months after the call',
    call: consented.with('recording-stored', { customerType: 'business' }),
    asOf: nextDay,
    expected: [scheduled({ rule: 'expiry', lastLawfulDay: '2027-01-01', dueAt: '2027-01-02T00:00:00+01:00' })]
  },
  {
    name: 'the company called a private customer to sell',
    sentence: '… med henblik på salg i privat regi, gemmer vi samtalen i 6 måneder',
    follows: 'kept through 1 March 2026',
    call: sale,
    asOf: nextDay,
    expected: [scheduled({ rule: 'expiry', lastLawfulDay: '2026-03-01' }), notFound('policy-gap')]
  },
  {
    name: 'the company called a business to sell',
    sentence: '… i erhvervs regi, … 6 måneder',
    follows: 'kept through 1 March 2026, though a business',
    call: aCall()
      .with('consent-given', { method: 'spoken' })
      .with('recording-stored', { direction: 'outbound', line: 'sales', customerType: 'business' }),
    asOf: nextDay,
    expected: [scheduled({ rule: 'expiry', lastLawfulDay: '2026-03-01' }), notFound('policy-gap')]
  },
  {
    name: 'a business called about something else than customer service',
    sentence: silence,
    follows: 'the shortest period, six months, and a word that the notice is silent',
    call: consented.with('recording-stored', { line: 'other', customerType: 'business' }),
    asOf: nextDay,
    expected: [scheduled({ lastLawfulDay: '2026-03-01' }), found('policy-gap')]
  },
  {
    name: 'nobody wrote down whether the customer was private',
    sentence: silence,
    follows: 'the shortest period that can apply, six months, and a word that the type is unknown',
    call: consented.with('recording-stored', { customerType: 'unknown' }),
    asOf: nextDay,
    expected: [scheduled({ lastLawfulDay: '2026-03-01' }), found('customer-type-unknown')]
  },
  {
    name: 'the consent is withdrawn a month later',
    sentence: withdrawal,
    follows: 'the recording is to be erased from the moment of receipt',
    call: recorded.with('consent-withdrawn', { occurredAt: '2025-10-01T08:00:00Z' }),
    asOf: '2025-10-01T08:00:00Z',
    expected: [
      due({ action: 'erase', rule: 'withdrawal', article: '17(1)(b)', dueAt: '2025-10-01T08:00:00Z' })
    ]
  },
  {
    name: 'the consent is withdrawn, and given again',
    sentence: withdrawal,
    follows: 'a later consent does not revive the recording',
    call: recorded.with('consent-withdrawn').with('consent-given'),
    asOf: nextDay,
    expected: [due({ rule: 'withdrawal' })]
  },
  {
    name: 'the withdrawal comes as an e-mail',
    sentence: 'Det gør du ved at sende en mail til databeskyttelse@3.dk',
    follows: 'an e-mail is enough: the recording is to be erased',
    call: recorded.with('consent-withdrawn', { channel: 'email' }),
    asOf: nextDay,
    expected: [due({ rule: 'withdrawal' }), notFound('act-without-effect')]
  },
  {
    name: 'a customer asks for the recording',
    sentence: copy,
    follows: 'answered within a month; that day being a Saturday, by the Monday after it',
    call: recorded.with('access-requested', { occurredAt: '2025-10-15T08:00:00Z' }),
    asOf: '2025-10-16T08:00:00Z',
    expected: [
      scheduled({ target: 'access-request', action: 'answer', article: '12(3)', lastLawfulDay: '2025-11-17' })
    ]
  },
  {
    name: 'a customer asks for the recording shortly before it is to be erased',
    sentence: copy,
    follows: 'the copy is handed over first, and nothing is kept longer for it',
    call: recorded.with('access-requested', { occurredAt: '2026-02-20T08:00:00Z' }),
    asOf: '2026-02-21T08:00:00Z',
    expected: [scheduled({ target: 'recording', lastLawfulDay: '2026-03-01', handOverFirst: ['request-1'] })]
  },
  {
    name: 'a customer asks for access by e-mail',
    sentence: 'Ønsker du at gøre brug af indsigtsretten, skal du skrive til databeskyttelse@3.dk',
    follows: 'an e-mail is enough: answered within a month, which ends on the Monday after a Saturday',
    call: recorded.with('access-requested', { channel: 'email', occurredAt: '2025-10-01T08:00:00Z' }),
    asOf: '2025-10-02T08:00:00Z',
    expected: [scheduled({ target: 'access-request', lastLawfulDay: '2025-11-03' })]
  }
]
