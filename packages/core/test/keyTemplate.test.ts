import { type Identifier, isIdentifier, keyTemplate, type KeyTemplate, type Ref, refId } from '@samtykke/core'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'

const read = (text: string): KeyTemplate => {
  const template = keyTemplate(text)
  if (E.isLeft(template)) throw new Error(template.left)
  return template.right
}

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

const anId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,12}$/).filter(isIdentifier)
const aRef: fc.Arbitrary<Ref> = fc.record(
  {
    callId: anId,
    recordingId: anId,
    processor: fc.constant('p'),
    mediaType: fc.constantFrom('audio/wav', 'Audio/MPEG; x=1', 'application/pdf')
  },
  { requiredKeys: ['callId', 'recordingId', 'processor'] }
)
const templates = [
  '{callId}/{recordingId}.{ext}',
  '{callId}/{recordingId}.wav',
  '{recordingId}@{callId}',
  'a b/{callId}.x/-{recordingId}_1.0.wav',
  'calls/{callId}/{recordingId}'
]

describe('a key template', () => {
  test('gives a key from which the ref is read again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...templates), aRef, (text, ref) => {
        const template = read(text)
        expect(template.refOf(right(template.keyOf(ref)), 'p')).toEqual({
          callId: ref.callId,
          recordingId: ref.recordingId,
          processor: 'p'
        })
      }),
      { numRuns: 2000 }
    )
  })

  test('gives two refs two keys, and the prefix of one leads to no key that reads as another', () => {
    fc.assert(
      fc.property(fc.constantFrom(...templates), aRef, aRef, (text, one, other) => {
        fc.pre(one.callId !== other.callId || refId(one) !== refId(other))
        const template = read(text)
        const [oneKey, otherKey] = [right(template.keyOf(one)), right(template.keyOf(other))]
        expect(oneKey).not.toBe(otherKey)
        expect(oneKey.startsWith(right(template.prefixOf(one)))).toBe(true)
        // No key of a call begins as another call's does up to its end.
        expect(template.refOf(otherKey, 'p')).not.toMatchObject({
          callId: one.callId,
          recordingId: one.recordingId
        })
      }),
      { numRuns: 2000 }
    )
  })

  test('reads of any text at all only what it would write', () => {
    const anyKey = fc.oneof(
      fc.string(),
      fc.tuple(fc.string(), fc.string()).map(([a, b]) => `${a}/${b}.wav`),
      fc.stringMatching(/^[A-Za-z0-9._~/-]{0,20}\.wav$/)
    )
    fc.assert(
      fc.property(anyKey, key => {
        const template = read('{callId}/{recordingId}.wav')
        const ref = template.refOf(key, 'p')
        if (ref !== undefined) expect(right(template.keyOf(ref))).toBe(key)
      }),
      { numRuns: 5000 }
    )
    expect(read('{callId}/{recordingId}.wav').refOf('../rec.wav', 'p')).toBeUndefined()
    expect(read('{callId}/{recordingId}.wav').refOf('call-1/12345678.wav', 'p')).toBeUndefined()
  })

  test('writes the extension of the media type, and reads any', () => {
    const template = read('{callId}/{recordingId}.{ext}')
    const ref = { callId: 'c' as Identifier, recordingId: 'r' as Identifier, processor: 'p' }
    const keyFor = (mediaType: string): string => right(template.keyOf({ ...ref, mediaType }))
    expect(['audio/wav', 'audio/MPEG', 'audio/ogg; codecs=opus', 'image/x'].map(keyFor)).toEqual([
      'c/r.wav',
      'c/r.mp3',
      'c/r.ogg',
      'c/r.bin'
    ])
    expect(right(template.keyOf(ref))).toBe('c/r.bin')
    expect(template.refOf('c/r.2.XYZ', 'p')).toEqual({ ...ref, recordingId: 'r.2' })
    expect(template.refOf('c/r', 'p')).toBeUndefined()
  })

  test('refuses ids that are none, and what it does not hold', () => {
    const template = read('{callId}/{recordingId}.wav')
    const bad = ['', '..', '../x', 'a/b', 'a\0', '.x', 'x'.repeat(129), '12345678'] as Identifier[]
    for (const id of bad) {
      expect(template.keyOf({ callId: id, recordingId: 'r' as Identifier, processor: 'p' })).toMatchObject({
        left: { _tag: 'InvalidRef', retry: 'never' }
      })
      expect(template.prefixOf({ callId: 'c' as Identifier, recordingId: id, processor: 'p' })).toMatchObject(
        {
          left: { _tag: 'InvalidRef' }
        }
      )
    }
    expect(
      template.keyOf({ callId: 'c' as Identifier, analysisId: 'a' as Identifier, processor: 'p' })
    ).toMatchObject({ left: { reason: 'expected a recording, found an analysis' } })
    expect(read('{callId}/{analysisId}').refOf('c/a', 'p')).toEqual({
      callId: 'c',
      analysisId: 'a',
      processor: 'p'
    })
  })

  test.each([
    ['', '{callId} must stand in it once'],
    ['{recordingId}.wav', '{callId} must stand in it once'],
    ['{callId}/{callId}/{recordingId}', '{callId} must stand in it once'],
    ['{callId}/x.wav', 'one of {recordingId} and {analysisId} must stand in it, once'],
    ['{callId}/{recordingId}/{analysisId}', 'one of {recordingId} and {analysisId} must stand in it, once'],
    ['{callId}/{recordingId}/{date}', '{date} is none of {callId}, {recordingId}, {analysisId} and {ext}'],
    ['{callId}{recordingId}', 'between two ids must stand a sign'],
    ['{callId}-{recordingId}.wav', 'between two ids must stand a sign'],
    ['{callId}_x.y~{recordingId}', 'between two ids must stand a sign'],
    ['{callId}/{ext}/{recordingId}', '{ext} may only be its end, after a dot'],
    ['{callId}/{recordingId}{ext}', '{ext} may only be its end, after a dot'],
    ['{callId}/{recordingId}.{ext}.{ext}', '{ext} may only be its end, after a dot'],
    ['../{callId}/{recordingId}', 'no part between slashes may be empty or begin with a dot'],
    ['/{callId}/{recordingId}', 'no part between slashes'],
    ['a//{callId}/{recordingId}', 'no part between slashes'],
    ['{callId}/{recordingId}/', 'no part between slashes'],
    ['{callId}/.{recordingId}', 'no part between slashes'],
    ['a\\{callId}/{recordingId}', 'no control characters, backslashes or single braces'],
    ['a\0{callId}/{recordingId}', 'no control characters'],
    ['a}{callId}/{recordingId}', 'no control characters, backslashes or single braces']
  ])('%j is refused', (text, fault) => {
    const template = keyTemplate(text)
    expect(E.isLeft(template) && template.left).toContain(fault)
  })
})
