/**
 * Values and names of members as they may stand in a line: right ones, nearly right ones, and what is no JSON.
 */
import { envelopeMembers, eventCatalogue } from '@samtykke/core/catalogue'

const quoted = (texts: ReadonlyArray<string>): ReadonlyArray<string> => texts.map(text => `"${text}"`)

const words = (text: string): ReadonlyArray<string> => text.trim().split(/\s+/)

export const instants = quoted([
  '2025-09-01 08:00:00.000Z',
  '',
  ...words(`
    2025-09-01T08:00:00.000Z 2024-02-29T23:59:59.999Z 2000-02-29T00:00:00.000Z 2025-12-31T10:09:08.070Z
    2025-10-30T01:20:30.405Z 2025-01-31T19:00:59.999Z 1900-02-29T00:00:00.000Z 2023-02-29T00:00:00.000Z
    2025-02-30T00:00:00.000Z 2025-04-31T00:00:00.000Z 2025-06-31T00:00:00.000Z 2025-09-31T00:00:00.000Z
    2025-11-31T00:00:00.000Z 2025-01-32T00:00:00.000Z 2025-00-01T00:00:00.000Z 2025-13-01T00:00:00.000Z
    2025-01-00T00:00:00.000Z 2025-01-01T24:00:00.000Z 2025-01-01T00:60:00.000Z 2025-01-01T00:00:60.000Z
    0000-01-01T00:00:00.000Z 9999-12-31T23:59:59.999Z 0000-01-01T00:00:00.000+23:59 2025-09-01T08:00:00Z
    2025-09-01T08:00:00.1239+02:00 2025-09-01t08:00:00.000z 2025-09-01T08:00:00.000z
    2025-09-01T08:00:00.000-00:00 2025-09-01T08:00:00.000 2025-09-01 202:-09-01T08:00:00.000Z
    2025-0/-01T08:00:00.000Z 2025-09-01T08:00:00.00:Z 2025-09-01T08:00:00.0000Z 2025-09-01T08:00:00,000Z
    2025-09-01T08.00.00.000Z 2025-01-01T00:30:00+01:00 2024-12-31T23:30:00.5-01:00 2024-03-01T00:00:00+00:01
    2023-03-01T00:00:00+00:01 2024-02-28T23:59:59-00:01 2025-04-30T23:59:00-23:59 9999-12-31T23:59:59.999-00:01
    2025-09-01T08:00:00+24:00 2025-09-01T08:00:00+01:60 2025-09-01T08:00:00+0100 2025-09-01T08:00:00.Z 2025-09-01T08:00:00+1:00
  `)
])

export const uuids = quoted([
  '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a1`',
  '',
  ...words(`
    3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10 ffffffff-ffff-ffff-ffff-ffffffffffff
    3F0C2F0E-6A3C-4C6E-9D57-1F8E2B7F4A10 3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a1A
    3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a1g
    3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a1/ 3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a1:
    3f0c2f0e6-a3c-4c6e-9d57-1f8e2b7f4a10 3f0c2f0e-6a3c-4c6e9-d57-1f8e2b7f4a10
    3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a1 3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a100
    3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7-4a10 3f0c2f0e-6a3c-4c6-e9d57-1f8e2b7f4a10
    -f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10 3f0c2f0e_6a3c_4c6e_9d57_1f8e2b7f4a10
    {f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a1} 3f0c2f0e6a3c4c6e9d571f8e2b7f4a10
  `)
])

export const identifiers = quoted([
  'a b',
  ...words('a 1 Z call-1 call-2 a~_. a~_.- 1~ 1_ ~a _a -a .a 1. 1-'),
  ...words('1234567 12345678 010190-1234 45.12.34.56.78 123456789012345 1234567890123456 12345678a'),
  ...['a12345678', '1'.repeat(128), `${'1'.repeat(127)}a`, `${'1'.repeat(128)}a`],
  ...[14, 15, 16, 17, 31, 32, 33, 35, 36, 37, 127, 128, 129, 130, 255, 256, 300].map(n => 'x'.repeat(n)),
  ...['3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', '3F0C2F0E-6A3C-4C6E-9D57-1F8E2B7F4A10'],
  ...[
    '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a1g',
    '\\u0063all-1',
    'c\\u0061ll-1',
    'call\\u002d1',
    'call-1\\u0000'
  ],
  ...['[forgotten]', 'æ', 'a/b', 'a:b', 'a@b', 'a[b', 'a`b', 'a{b', 'a}b', 'a\u007f', 'a+', ' a', 'a ', '']
])

export const texts = quoted([
  ...[
    '',
    ' ',
    'a',
    'email',
    'a\\"b',
    '\\\\',
    '\\\\\\"',
    '\\u0000',
    '\\u0041',
    '\\ud800',
    '\\udc00x',
    '\\ud83d\\ude00'
  ],
  ...[
    '\\/',
    '\\n',
    '\\x',
    '\\',
    '\\u12',
    '\u0000',
    '\u0001',
    '\u001f',
    '\u007f',
    '\t',
    '\r',
    'æøå',
    '\u2028',
    '😀',
    '\ufeff'
  ],
  ...['{', '}', '[', ']', ',', ':', '{\\"callId\\":\\"call-9\\"}', '},{', '[forgotten]', '＂'],
  ...[14, 15, 16, 17, 30, 31, 32, 33].map(n => 'x'.repeat(n)),
  ...[13, 14, 15, 16].flatMap(n => [`${'x'.repeat(n)}\u0001`, `${'x'.repeat(n)}æ`, `${'x'.repeat(n)}\\n`]),
  ...[2040, 2048, 3000].map(n => 'y'.repeat(n))
])

/** Longer than what a line may have that is cut out of it. */
export const longTexts = quoted([12_000, 12_288, 12_400, 16_384, 40_000, 66_000].map(n => 'z'.repeat(n)))

export const numbers: ReadonlyArray<string> = [
  ...['0', '1', '7', '10', '123456789012345', '999999999999999', '1000000000000000', '9007199254740991'],
  ...words('9007199254740992 9007199254740993 12345678901234567890 -0 -1 1e3 1E3 1e-3 1.0 1.5'),
  ...[
    '01',
    '00',
    '000',
    '+1',
    '.5',
    '1.',
    '0x10',
    'NaN',
    'Infinity',
    '"1"',
    '"0"',
    '1a',
    '1 2',
    '1\u0000',
    '1_0',
    ''
  ]
]

const lists = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

export const anyValues: ReadonlyArray<string> = [
  ...[
    'null',
    'true',
    'false',
    '[]',
    '{}',
    '[null]',
    '[[]]',
    '[{}]',
    '{"a":null}',
    '{"callId":"call-9"}',
    '["a","b"]'
  ],
  ...[
    '["]","}","[","{",{"a":"\\""}]',
    '["a\\\\"]',
    '{"a":"}"}',
    '[ "a" ,\t"b"\r]',
    '["æ"]',
    '["\u0001"]',
    '[\u0001]'
  ],
  ...[
    'tru',
    'truefalse',
    'nul',
    '[1,2',
    ']',
    '}',
    '[}',
    '{]',
    '[,]',
    '[1,]',
    '{"a"}',
    '{"a":}',
    '"',
    '"unclosed',
    "'a'"
  ],
  ...[
    '"a"b"',
    '"a""b"',
    '"a" "b"',
    '"a",',
    ',',
    ':',
    '\u007f',
    'æ',
    '\ufeff1',
    'undefined',
    '//',
    '["recording"]'
  ],
  ...[199, 200, 201].map(lists),
  ...[
    '["documentation"]',
    '["documentation","documentation"]',
    '["customer"]',
    '["customer",1]',
    '"recording"',
    '"all"'
  ]
]

/** Of all members of events. */
export const names: ReadonlyArray<string> = [
  ...new Set(
    [...envelopeMembers, ...eventCatalogue.flatMap(({ members }) => members)].map(({ name }) => name)
  )
]

/** Of none, or spelled otherwise. */
export const otherNames: ReadonlyArray<string> = quoted([
  ...[
    '',
    'x',
    'callI',
    'callIdx',
    'CallId',
    'callid',
    'calIId',
    'i',
    'idx',
    'typ',
    'types',
    'recordingI',
    'occurredA'
  ],
  ...[
    'occurredAtt',
    'a'.repeat(14),
    'a'.repeat(15),
    'a'.repeat(16),
    'a'.repeat(17),
    'a'.repeat(300),
    '__proto__'
  ],
  ...[
    'constructor',
    'toString',
    'hasOwnProperty',
    'backupsExpireO',
    'backupsExpireOnX',
    'backupsExpireOn',
    'æ',
    '\\u0069d'
  ],
  ...[
    'c\\u0061llId',
    '\\u005f_proto__',
    'id\\u0000',
    'id\u0000',
    'id\u0000\u0000',
    'callId\u0000',
    'type\u0000',
    '\u0000id'
  ],
  ...['channel\u0000', 'line\u0000', 'id ', ' id', 'id\t', '\\', 'id\\', 'id\\"', 'subjectref', 'purposes ']
])

const sha = '0123456789abcdef'.repeat(4)
export const shas: ReadonlyArray<string> = quoted([
  ...[
    sha,
    sha.toUpperCase(),
    sha.slice(1),
    `${sha}0`,
    `${sha.slice(1)}g`,
    `g${sha.slice(1)}`,
    `${sha.slice(1)}/`
  ],
  ...[`${sha.slice(0, 31)}:${sha.slice(32)}`, `${sha.slice(0, 32)}A${sha.slice(33)}`, 'f'.repeat(64), '']
])

export const dates = quoted([
  ...[
    '2025-09-01',
    '2024-02-29',
    '2023-02-29',
    '1900-02-29',
    '2000-02-29',
    '2025-04-31',
    '2025-12-31',
    '2025-1-01'
  ],
  ...[
    '2025-00-10',
    '2025-13-10',
    '2025-10-00',
    '0000-01-01',
    '2025/09/01',
    '2025-09-01Z',
    '2025-09-1',
    '202a-09-01'
  ]
])
