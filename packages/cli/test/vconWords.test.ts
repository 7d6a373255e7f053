import { type NoteCode, noteKinds } from '@samtykke/vcon'
import { vconWords, type VconCounts } from '../src/text/vconWords.ts'
import { danishExpected, danishFound } from '../src/text/vconWordsDanish.ts'

const codes = Object.keys(noteKinds) as ReadonlyArray<NoteCode>
const english = /\b(the|is|was|not|it|who|says|left|out|of|kept|read|granted|times|files|imported)\b/

/** Words that stand for themselves: members, options, values of events. */
const literal = /--[a-z-]+|“[^”]*”|meta\.direction|parties, dialog, analysis eller attachments|\{[^}]*\}/g

const saidOf = (code: NoteCode): string => {
  const words = vconWords.da
  return noteKinds[code] === 'refused'
    ? words.refused({
        code,
        path: 'dialog.0',
        ...(['wrong-member', 'no-event'].includes(code) && { expected: 'a text', found: 'nothing' })
      })
    : words.note({ code, member: 'dialog[]', count: 2 })
}

test.each(codes)('%s has words in both languages, and Danish ones in Danish', code => {
  const said = saidOf(code)
  expect(said.length).toBeGreaterThan('dialog.0: '.length + 5)
  expect(said.replace(literal, '')).not.toMatch(english)
  expect(said).not.toContain('undefined')
  const { refused, note } = vconWords.en
  const inEnglish =
    noteKinds[code] === 'refused'
      ? refused({ code, path: '', expected: 'a', found: 'b' })
      : note({ code, member: '', count: 1 })
  expect(inEnglish).not.toContain('undefined')
})

/** What the codec and the reader expect, as they name it. */
const expectations = [
  'a text',
  'an index (a whole number, 0 or more)',
  'an index or a list of them',
  'seconds (a number, 0 or more)',
  'an index, or a list of indices and lists of them',
  'a hash or a list of them',
  'a list of names',
  'an object',
  'a list',
  'a party (an object)',
  'a dialog (an object)',
  'an analysis (an object)',
  'an attachment (an object)',
  'a time (RFC 3339)',
  'a media type',
  'a lawful basis (a JSON object)',
  'an object { algorithm, canonicalization, value }',
  'a grant (an object)',
  'a purpose (a text)',
  'true or false',
  'a list of grants',
  'one of consent, contract',
  'a UUID',
  'a vCon (a JSON object)',
  'a vCon (an object with parties, dialog, analysis or attachments)',
  'at most 200 levels of objects and lists',
  'at most 16 signed forms',
  'gzip of at most 268435456 bytes'
]

test.each(expectations)('"%s" has Danish words', expected => {
  const said = danishExpected(expected)
  expect(said).not.toBe('en værdi, som en hændelse kan rumme')
  expect(said.replace(literal, '')).not.toMatch(/\b(a|an|or|of|list|text|most|the)\b/)
})

test.each([
  'a text of 7 characters',
  'a text of 1 character',
  'a number of 3 characters',
  'a number of 1 character',
  'a list of 2',
  'an object',
  'nothing',
  'a boolean',
  '12 bytes'
])('"%s" has Danish words', found => {
  expect(danishFound(found)).not.toBe('noget andet')
})

const counts: VconCounts = {
  files: 1200,
  passedOver: 1,
  unreadable: 1,
  imported: 1199,
  inPart: 1,
  refused: 2,
  repeated: 1,
  events: 1
}

test('the sums, one and many', () => {
  expect(vconWords.da.sums(counts)).toEqual([
    '1.200 filer: 1.199 vCon’er importeret fuldt ud, 1 delvist, 2 slet ikke; 1 hændelse',
    '1 fil kunne ikke læses',
    '1 vCon vedrører en samtale, som en tidligere vCon også vedrører',
    '1 fil hedder noget andet og er ikke læst'
  ])
  expect(
    vconWords.en.sums({ ...counts, files: 1, imported: 1, passedOver: 0, unreadable: 0, repeated: 0 })
  ).toEqual(['1 file: imported 1 vCon whole, 1 in part, 2 not; 1 event'])
})

test('what is not exported', () => {
  const exported = { vcon: {}, notCarried: { 'recording-used': 2 }, emptied: 1, unreadable: 1, givenAgain: 1 }
  expect(vconWords.da.exported(exported).join('\n').replace('recording-used', '')).not.toMatch(english)
  expect(vconWords.en.exported(exported)).toHaveLength(4)
  expect(
    vconWords.en.exported({ ...exported, notCarried: {}, emptied: 0, unreadable: 0, givenAgain: 0 })
  ).toEqual([])
})
