/** What the libraries say in English has its Danish: each phrase has the same places, and none of a kind is missing. */
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  decodeEvent,
  decodePolicy,
  eventTypes,
  identifier,
  instant,
  type KeyTableError,
  type LogError,
  noticePolicy,
  renderLogError,
  renderRefusal,
  renderStoreError,
  renderVaultError,
  type Refusal,
  type StoreError,
  type VaultError
} from '@samtykke/core'
import { envelopeMembers, eventCatalogue } from '@samtykke/core/catalogue'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { articlesText, eventPhrases, meaningText } from '../src/text/eventPhrases.ts'
import { detailText, findingPhrases } from '../src/text/findingPhrases.ts'
import { howMany, numeral } from '../src/text/howMany.ts'
import { inDanish, libraryPhrases, memberErrorText } from '../src/text/inDanish.ts'
import { languageIn } from '../src/text/language.ts'
import { keyOf, memberLabels } from '../src/text/outlineLabels.ts'
import { danishValue } from '../src/text/outlineValues.ts'
import { placesOf, quotation, translator } from '../src/text/phrase.ts'
import { englishIn } from './english.ts'

const isQuoted = (text: string): boolean => text.includes('“')

describe('phrases', () => {
  test.each([
    ['of the libraries', libraryPhrases],
    ['of findings', findingPhrases],
    ['of events', eventPhrases]
  ])('%s have the same places in both languages, no English word, and stand once', (_, phrases) => {
    for (const [english, danish] of phrases) {
      expect([english, placesOf(danish)]).toEqual([english, placesOf(english)])
      expect([english, englishIn(danish)]).toEqual([english, []])
    }
    const all = phrases.map(([english]) => english)
    expect(all.filter((each, i) => all.indexOf(each) !== i)).toEqual([])
  })

  test.each([
    ['a text of 1 character', 'en tekst på 1 tegn'],
    ['a text of 2 characters', 'en tekst på 2 tegn'],
    ['a number of 1 character', 'et tal på 1 tegn'],
    ['a text of 1 character twice', 'en tekst på 1 tegn to gange'],
    ['text of 1 character', 'en tekst på 1 tegn'],
    ['1 character', '1 tegn']
  ])('one and several: %s', (found, danish) => {
    const error = { _tag: 'MemberError', member: 'id', expected: 'a UUID', found } as const
    expect(memberErrorText(error).da).toBe(`id: ventede et UUID, fandt ${danish}`)
  })

  test('what stands at a place stays; what is a sentence is put into Danish, or quoted', () => {
    const translate = translator([
      ['{} of {…}', '{} af {…}'],
      ['a', 'en']
    ])
    expect(translate('1 of a')).toBe('1 af en')
    expect(translate('1 of ENOSPC')).toBe('1 af “ENOSPC”')
    expect(translate('else')).toBe('“else”')
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), value => {
        expect(translate(`1 of ${value}`)).toBe(`1 af ${value === 'a' ? 'en' : quotationOrWhole(value)}`)
      })
    )
  })
  const quotationOrWhole = (value: string): string => {
    const within = /^(.+?) of (.+?)$/s.exec(value)
    return within === null
      ? quotation(value)
      : `${within[1] ?? ''} af ${within[2] === 'a' ? 'en' : quotationOrWhole(within[2] ?? '')}`
  }
})

describe('what core says', () => {
  const source = resolve(__dirname, '../../core/src/findings')
  /** The texts behind `detail:` and those given as the detail, with a sample for what varies. */
  const details = readdirSync(source)
    .map(name => readFileSync(resolve(source, name), 'utf8'))
    .flatMap(text => [...text.matchAll(/(?:detail:|[?:,])\s+(['`])([a-z1$][^'"`\n]* [^'"`\n]*)\1/g)])
    .map(([, , text = '']) => text)

  test('of every finding is put into Danish', () => {
    expect(details.length).toBeGreaterThan(40)
    const sampled = details.map(text =>
      text
        .replace('${what}', 'disclosed')
        .replace(/\$\{renderDuration\([^}]*\)\}|\$\{late\}/, '1 d 2 h')
        .replace(/\$\{[a-z.]*rule\}/i, 'expiry')
        .replace('${direction}', 'inbound')
        .replace('${event.direction}', 'outbound')
        .replace('${customerType}', 'private')
        .replace('${target}', 'analysis')
        .replace('${use.purpose}', 'documentation')
        .replace(/\$\{[^}]*\}/g, '7')
    )
    const untold = sampled.filter(text => isQuoted(detailText({ detail: text }).da))
    // Of these each is a part of several, which stand below.
    expect(untold).toEqual([
      'a request for access was',
      '7 requests for access were',
      'used for documentation'
    ])
  })

  test.each([
    'erased while a request for access was not answered, and its copy not handed over',
    'erased while 2 requests for access were not answered, and its copy not handed over',
    'used for documentation after it was due to be erased (withdrawal, 2025-01-01T00:00:00.000Z)',
    'disclosed after it was due to be erased (no-basis, 2025-01-01T00:00:00.000Z)',
    'used for voice-analysis, for which no basis remained',
    'not answered 3 d 4 s after 2025-01-01T00:00:00.000Z (answer)',
    'no rule for outbound calls of unknown customers on the line sales: the shortest period applies'
  ])('%s', detail => {
    const { da, en } = detailText({ detail })
    expect(en).toBe(detail)
    expect(isQuoted(da)).toBe(false)
    expect(englishIn(da)).toEqual([])
  })

  test('a company’s own purpose is quoted', () => {
    expect(detailText({ detail: 'used for fraud-detection, for which no consent remained' }).da).toBe(
      'anvendt til “fraud-detection”, som der ikke længere var samtykke til'
    )
  })

  test('of what is wrong with an event, whatever its type, and with a policy', () => {
    const wrong = eventTypes.flatMap(type =>
      [{}, { id: 7, callId: 'x y', occurredAt: '2025-02-30T00:00:00Z', subjects: ['agnet'] }].flatMap(
        members => {
          const decoded = decodeEvent({ type, ...members })
          return E.isLeft(decoded) ? decoded.left : []
        }
      )
    )
    const ofPolicies = [
      {},
      [],
      { ...noticePolicy, timeZone: 'Moon', severities: { overdue: 'grave' }, consentMethod: 1 },
      { ...noticePolicy, versions: [{}] },
      { ...noticePolicy, versions: [...noticePolicy.versions, ...noticePolicy.versions] }
    ].flatMap(value => {
      const decoded = decodePolicy(value)
      return E.isLeft(decoded) ? decoded.left : []
    })
    const errors = [...wrong, ...ofPolicies]
    expect(errors.length).toBeGreaterThan(100)
    for (const error of errors) {
      const { da } = memberErrorText(error)
      expect(da).toMatch(/: ventede .+, fandt .+/)
      expect([da, isQuoted(da), englishIn(da)]).toEqual([da, false, []])
    }
  })

  test('of why something was not done', () => {
    const reason = 'ENOSPC'
    const log: { readonly [T in LogError['_tag']]: Extract<LogError, { _tag: T }> } = {
      RevisionConflict: { _tag: 'RevisionConflict', retry: 'reload', expected: 3n, actual: 'no-stream' },
      Unavailable: { _tag: 'Unavailable', retry: 'later', reason },
      OutcomeUnknown: { _tag: 'OutcomeUnknown', retry: 'same-ids', reason },
      AccessDenied: { _tag: 'AccessDenied', retry: 'never', reason },
      StreamDeleted: { _tag: 'StreamDeleted', retry: 'never', reason },
      TooLarge: { _tag: 'TooLarge', retry: 'never', reason },
      InvalidAppend: { _tag: 'InvalidAppend', retry: 'never', reason },
      Refused: { _tag: 'Refused', retry: 'never', reason },
      Closed: { _tag: 'Closed', retry: 'never' }
    }
    const store: { readonly [T in StoreError['_tag']]: Extract<StoreError, { _tag: T }> } = {
      Unavailable: { _tag: 'Unavailable', retry: 'later', reason },
      OutOfSpace: { _tag: 'OutOfSpace', retry: 'later', reason },
      Locked: { _tag: 'Locked', retry: 'never', reason, until: instant('2030-01-01T00:00:00.000Z') },
      AccessDenied: { _tag: 'AccessDenied', retry: 'never', reason },
      NotFound: { _tag: 'NotFound', retry: 'never', reason },
      Conflict: { _tag: 'Conflict', retry: 'never', reason },
      InvalidRef: { _tag: 'InvalidRef', retry: 'never', reason },
      Refused: { _tag: 'Refused', retry: 'never', reason }
    }
    const name = 'call/call-1' as Extract<VaultError, { _tag: 'KeyMissing' }>['name']
    const vault: {
      readonly [T in Exclude<VaultError, KeyTableError>['_tag']]: Extract<VaultError, { _tag: T }>
    } = {
      KeyMissing: { _tag: 'KeyMissing', retry: 'never', name },
      KeyDestroyed: {
        _tag: 'KeyDestroyed',
        retry: 'never',
        name,
        destroyedAt: instant('2030-01-01T00:00:00.000Z')
      },
      WrongMasterKey: { _tag: 'WrongMasterKey', retry: 'never', wrappedBy: 'k1', given: ['k2'] },
      NotUnwrapped: { _tag: 'NotUnwrapped', retry: 'never', name },
      MasterKeyFailed: { _tag: 'MasterKeyFailed', retry: 'never', reason },
      LogUnread: { _tag: 'LogUnread', retry: 'later', error: log.Unavailable },
      LedgerFailed: { _tag: 'LedgerFailed', retry: 'later', error: store.Unavailable }
    }
    const table: { readonly [T in KeyTableError['_tag']]: Extract<KeyTableError, { _tag: T }> } = {
      Unavailable: { _tag: 'Unavailable', retry: 'later', reason },
      Busy: { _tag: 'Busy', retry: 'later', reason },
      OutOfSpace: { _tag: 'OutOfSpace', retry: 'later', reason },
      AccessDenied: { _tag: 'AccessDenied', retry: 'never', reason },
      Damaged: { _tag: 'Damaged', retry: 'never', reason },
      Refused: { _tag: 'Refused', retry: 'never', reason },
      Closed: { _tag: 'Closed', retry: 'never' }
    }
    const refusals: { readonly [T in Refusal['_tag']]: Extract<Refusal, { _tag: T }> } = {
      UnknownTarget: { _tag: 'UnknownTarget', target: 'hold', targetId: 'hold-1' },
      BeforeTarget: {
        _tag: 'BeforeTarget',
        targetId: 'rec-1',
        since: instant('2030-01-01T00:00:00.000Z')
      },
      NotAnonymisable: { _tag: 'NotAnonymisable', targetId: 'analysis-1' },
      StillOpen: { _tag: 'StillOpen', callId: 'call-1' },
      IdTaken: { _tag: 'IdTaken', id: 'event-1' }
    }
    expect(identifier('rec-1')).toBe('rec-1')
    const said = [
      ...Object.values(log).map(renderLogError),
      ...Object.values(store).map(renderStoreError),
      ...Object.values(vault).map(renderVaultError),
      ...Object.values(table).map(renderVaultError),
      ...Object.values(refusals).map(renderRefusal)
    ]
    for (const each of said) {
      const { da, en } = inDanish(each)
      expect(en).toBe(each)
      // Of what is quoted there is only what the operating system said.
      expect([da, da.replace('“ENOSPC”', '').includes('“'), englishIn(da)]).toEqual([da, false, []])
    }
  })

  test('of every type of event and every member', () => {
    for (const { meaning, article, members } of eventCatalogue) {
      const texts = [meaning, ...[...envelopeMembers, ...members].flatMap(each => [each.meaning, each.form])]
      for (const text of texts) {
        const { da } = meaningText(text)
        expect([text, isQuoted(da)]).toEqual([text, false])
        expect([da, englishIn(da)]).toEqual([da, []])
      }
      if (article !== undefined)
        expect(articlesText(article).da).toMatch(/^GDPR (artikel|præambelbetragtning) \d/)
    }
  })
})

test('every member of the documents has its name, and a purpose of a company keeps its own', () => {
  const membersOf = (value: unknown): ReadonlyArray<string> => {
    if (typeof value !== 'object' || value === null) return []
    const own = 'properties' in value ? Object.keys(value.properties as object) : []
    return [...own, ...Object.values(value).flatMap(membersOf)]
  }
  const schemas = ['report', 'art30', 'head'].map(
    name =>
      JSON.parse(
        readFileSync(resolve(__dirname, `../../audit/schemas/${name}.schema.json`), 'utf8')
      ) as unknown
  )
  const members = [...new Set(schemas.flatMap(membersOf))].filter(each => !['da', 'en'].includes(each))
  expect(members.length).toBeGreaterThan(100)
  expect(members.filter(each => !Object.hasOwn(memberLabels, each))).toEqual([])
  for (const each of Object.values(memberLabels)) expect([each, englishIn(each)]).toEqual([each, []])
  expect(keyOf('byPurpose')?.('voice-analysis').da).toBe('Stemmeanalyse')
  expect(keyOf('byPurpose')?.('fraud-detection').da).toBe('fraud-detection')
  expect(danishValue('purpose', 'fraud-detection')).toBe('fraud-detection')
  expect(danishValue('activity', 'storage-and-use-documentation')).toBe('opbevaring og brug: dokumentation')
})

test('what is counted is singular where there is one, and its thousands are apart as each language has them', () => {
  expect(howMany(1, 'event')).toEqual({ da: '1 hændelse', en: '1 event' })
  expect(howMany(1200, 'event')).toEqual({ da: '1.200 hændelser', en: '1,200 events' })
  expect(numeral(0.5)).toEqual({ da: '0,5', en: '0.5' })
})

test('the language is the one that --lang names, wherever it stands', () => {
  expect(languageIn(['due', 'x', '--lang', 'da'])).toBe('da')
  expect(languageIn(['--lang=da', 'due'])).toBe('da')
  for (const args of [[], ['due'], ['due', '--lang'], ['due', '--lang', 'both'], ['due', '--lang=sv', 'da']])
    expect(languageIn(args)).toBe('en')
})
