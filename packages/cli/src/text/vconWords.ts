/**
 * What `samtykke import vcon` and `samtykke export vcon` say, in Danish and English.
 */
import type { ExportedVcon, Note, NoteCount, VconError } from '@samtykke/vcon'
import { counted } from './table.ts'
import {
  danishExpected,
  danishFound,
  danishRefusals,
  danishRemarks,
  type Refusal,
  type Remark
} from './vconWordsDanish.ts'

/** What came of the files. */
export interface VconCounts {
  readonly files: number
  readonly passedOver: number
  readonly unreadable: number
  readonly imported: number
  readonly inPart: number
  readonly refused: number
  readonly repeated: number
  readonly events: number
}

export interface VconWords {
  /** Why nothing of a vCon was read. */
  readonly error: (error: VconError) => string
  /** Why something of it was not. */
  readonly refused: (note: Note) => string
  /** What was assumed or left out, and how often. */
  readonly note: (count: NoteCount) => string
  readonly sums: (counts: VconCounts) => ReadonlyArray<string>
  /** What an exported vCon does not say. */
  readonly exported: (exported: ExportedVcon) => ReadonlyArray<string>
}

const englishRefusals: Readonly<Record<Refusal, string>> = {
  'no-direction': 'neither a role nor meta.direction says who called: not imported without --direction',
  'no-offset': 'a time without an offset: not read without --time-zone',
  'no-start': 'no time says when it was: not imported',
  'no-time-of-grant': 'no time says when it was granted or denied: not imported',
  'no-method': 'no proof says how consent was given: not imported without --method',
  'unknown-reference': 'points at a party or dialog that is not there',
  'hash-differs': 'the hash is not that of the statement: what it grants is not counted',
  'hash-not-checked': 'a hash of a kind that is not known: what it grants is not counted',
  'conditional-grant': 'granted on conditions, which no event can say: not counted',
  'no-purpose': 'no name of a purpose that an event can hold: not imported without --purposes'
}

const englishRemarks: Readonly<Record<Remark, string>> = {
  'signed-not-verified': 'signed, not verified: no --verify-key was given',
  'signature-verified': 'signed by a key that was given',
  'unknown-version': 'of a version that is not known, read as the newest',
  'no-uuid': 'without a UUID: the call has an id made of the content',
  'text-kept': 'written, and kept: taken for a recording',
  'content-elsewhere': 'says that it was recorded, not where: taken to be kept',
  'unknown-dialog-type': 'of a type that no draft names: taken for a recording',
  'directions-differ': 'meta.direction and the roles differ: meta.direction counts',
  'no-processor': 'nothing says who stores it: not-stated (--processor)',
  'no-region': 'nothing says where it is stored: ZZ (--region)',
  'no-line': 'nothing says on which line: other (--line)',
  'no-customer-type': 'nothing says whether private or business: unknown (--customer-type)',
  'time-of-analysis': 'nothing says when it was made: the end of its dialog counts, which is the earliest',
  'no-engine': 'nothing says by what it was made: not-stated',
  'no-engine-version': 'no version of what made it: not-stated',
  'no-type-of-analysis': 'nothing says of what it is: not-stated',
  'no-sides': 'nothing says who speaks: customer and agent',
  'no-notice': 'nothing says which notice was given: not-stated (--notice-version)',
  'no-language': 'nothing says in which language: und (--language)',
  'no-channel': 'nothing says how it came: other',
  'overruled-grant': 'granted, and denied before: the denial counts',
  expired: 'expired: withdrawn at that time',
  'expires-later': 'expires later, which no event says yet: import it again then',
  'never-valid': 'expired before it was granted: not counted',
  'basis-of-the-policy': 'another basis than consent: the policy states it',
  'basis-differs': 'another basis than consent, which the policy does not state for that purpose',
  'no-subject': 'no reference to the customer (--subject-key, and one party who is the customer)',
  'no-grant': 'a lawful basis without a grant: no consent',
  'not-of-a-customer': "consent of the company's side: not the customer's",
  'denied-without-effect': 'denied on a basis that asks nobody: no event',
  'empty-place': 'an empty place',
  'no-content': 'nothing is kept of it here',
  'no-recording': 'a transfer, a set or a call that did not come about: no recording',
  'redacted-content': 'redacted here: it stands in another vCon',
  'not-carried': 'no event says it: left out',
  'unknown-member': 'with members that are not known: left out',
  'personal-data': 'personal data: left out',
  'other-attachment': 'an attachment that states no lawful basis: left out',
  'another-vcon': 'refers to another vCon, which is a call of its own'
}

const at = (path: string, text: string): string => (path === '' ? text : `${path}: ${text}`)

const english: VconWords = {
  error: error => {
    switch (error._tag) {
      case 'NotJson':
        return 'expected a vCon (JSON), found text that is not JSON'
      case 'NotVcon':
        return at(error.path, `expected ${error.expected}, found ${error.found}`)
      case 'Encrypted':
        return 'encrypted (JWE): decrypt it first'
      case 'UnknownCritical':
        return `critical: names ${counted(error.count, 'extension', 'extensions')} that must be known and ${error.count === 1 ? 'is' : 'are'} not: refused`
      case 'NotVerified':
        return 'signatures: none is by a key that was given: refused'
    }
  },
  refused: ({ code, path, expected, found }) =>
    at(
      path,
      expected !== undefined && found !== undefined
        ? `expected ${expected}, found ${found}`
        : englishRefusals[code as Refusal]
    ),
  note: ({ code, member, count }) =>
    `${at(member, englishRemarks[code as Remark])}: ${counted(count, 'time', 'times')}`,
  sums: counts => [
    `${counted(counts.files, 'file', 'files')}: imported ${counted(counts.imported, 'vCon', 'vCons')} whole, ${counts.inPart.toLocaleString('en')} in part, ${counts.refused.toLocaleString('en')} not; ${counted(counts.events, 'event', 'events')}`,
    ...(counts.unreadable > 0 ? [`${counted(counts.unreadable, 'file', 'files')} could not be read`] : []),
    ...(counts.repeated > 0
      ? [`${counted(counts.repeated, 'vCon is', 'vCons are')} of a call that another was of before`]
      : []),
    ...(counts.passedOver > 0
      ? [`${counted(counts.passedOver, 'file', 'files')} named otherwise and not read`]
      : [])
  ],
  exported: ({ notCarried, emptied, unreadable, givenAgain }) => [
    ...Object.entries(notCarried).map(
      ([type, count]) => `not for a vCon, left out: ${type}: ${counted(count, 'event', 'events')}`
    ),
    ...(emptied > 0 ? [`erased, left as empty places: ${emptied}`] : []),
    ...(unreadable > 0
      ? [`not known or not readable, left out: ${counted(unreadable, 'event', 'events')}`]
      : []),
    ...(givenAgain > 0
      ? [
          `consent given again after a denial: ${counted(givenAgain, 'time', 'times')}; whoever takes the most restrictive grant does not count it`
        ]
      : [])
  ]
}

const danishCount = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('da')} ${count === 1 ? one : many}`

const danish: VconWords = {
  error: error => {
    switch (error._tag) {
      case 'NotJson':
        return 'ventede en vCon (JSON), fandt tekst, der ikke er JSON'
      case 'NotVcon':
        return at(error.path, `ventede ${danishExpected(error.expected)}, fandt ${danishFound(error.found)}`)
      case 'Encrypted':
        return 'krypteret (JWE): dekryptér den først'
      case 'UnknownCritical':
        return `critical: nævner ${danishCount(error.count, 'udvidelse', 'udvidelser')}, som skal kendes og ikke gør det: afvist`
      case 'NotVerified':
        return 'signatures: ingen underskrift er afgivet med en nøgle, der blev givet: afvist'
    }
  },
  refused: ({ code, path, expected, found }) =>
    at(
      path,
      expected !== undefined && found !== undefined
        ? `ventede ${danishExpected(expected)}, fandt ${danishFound(found)}`
        : danishRefusals[code as Refusal]
    ),
  note: ({ code, member, count }) =>
    `${at(member, danishRemarks[code as Remark])}: ${danishCount(count, 'gang', 'gange')}`,
  sums: counts => [
    `${danishCount(counts.files, 'fil', 'filer')}: ${danishCount(counts.imported, 'vCon', 'vCon’er')} importeret fuldt ud, ${counts.inPart.toLocaleString('da')} delvist, ${counts.refused.toLocaleString('da')} slet ikke; ${danishCount(counts.events, 'hændelse', 'hændelser')}`,
    ...(counts.unreadable > 0 ? [`${danishCount(counts.unreadable, 'fil', 'filer')} kunne ikke læses`] : []),
    ...(counts.repeated > 0
      ? [
          `${danishCount(counts.repeated, 'vCon vedrører', 'vCon’er vedrører')} en samtale, som en tidligere vCon også vedrører`
        ]
      : []),
    ...(counts.passedOver > 0
      ? [`${danishCount(counts.passedOver, 'fil', 'filer')} hedder noget andet og er ikke læst`]
      : [])
  ],
  exported: ({ notCarried, emptied, unreadable, givenAgain }) => [
    ...Object.entries(notCarried).map(
      ([type, count]) =>
        `hører ikke til i en vCon og er udeladt: ${type}: ${danishCount(count, 'hændelse', 'hændelser')}`
    ),
    ...(emptied > 0 ? [`slettet og efterladt som tomme pladser: ${emptied}`] : []),
    ...(unreadable > 0
      ? [`ukendt eller ulæseligt og derfor udeladt: ${danishCount(unreadable, 'hændelse', 'hændelser')}`]
      : []),
    ...(givenAgain > 0
      ? [
          `samtykke givet igen efter et afslag: ${danishCount(givenAgain, 'gang', 'gange')}; den, der lader det mest begrænsende svar gælde, regner det ikke med`
        ]
      : [])
  ]
}

export const vconWords: Readonly<Record<'da' | 'en', VconWords>> = { da: danish, en: english }
