import { parseMetadata, withTruncateBefore } from '../../src/store/metadata.ts'
import { tombstoneRevision } from '../../src/store/types.ts'

const parse = (text: string) => parseMetadata(Buffer.from(text))

describe('metadata', () => {
  test('is read by the names of the server', () => {
    expect(parse('{"$maxCount":3,"$maxAge":2,"$tb":7,"$acl":{"$r":"a","$w":["b","c"]},"own":[1]}')).toEqual({
      maxCount: 3,
      maxAge: 2000,
      truncateBefore: 7,
      accessList: { read: ['a'], write: ['b', 'c'] }
    })
  })

  test('of a soft delete truncates everything, exactly', () => {
    expect(parse('{"$tb":9223372036854775807}')).toEqual({ truncateBefore: tombstoneRevision })
    expect(parse('{"$tb":9223372036854775806}').truncateBefore).not.toBe(tombstoneRevision)
    expect(parse('{"own":{"$tb":5},"$tb":9223372036854775807}')).toEqual({
      truncateBefore: tombstoneRevision
    })
    expect(parse('{"$tb":1,"$tb":9223372036854775807}')).toEqual({ truncateBefore: tombstoneRevision })
  })

  test.each([
    '[1]',
    'no JSON',
    '{"$tb":9223372036854775808}',
    '{"$maxCount":"3"}',
    '{"$maxCount":1.5}',
    '{"$maxCount":2.0,"$tb":1}',
    '{"$tb":1e2}',
    '{"$tb":-9223372036854775809}',
    '{"$maxAge":922337203686,"$tb":1}',
    '{"$cacheControl":-922337203686,"$tb":1}',
    '{"$maxCount":2,"$acl":5}',
    '{"$maxCount":2,"$acl":{"$r":5}}',
    '{"$maxCount":2,"$acl":{"read":"x"}}',
    '{"$maxCount":2,"$tmp":"x"}'
  ])('that the server cannot read counts as none: %s', text => {
    expect(parse(text)).toEqual({})
  })

  test('ignores limits below 1, and $tb below 0', () => {
    expect(parse('{"$maxCount":0,"$maxAge":-1,"$tb":-1}')).toEqual({})
    expect(parse('{"$tb":0}')).toEqual({ truncateBefore: 0 })
  })

  test('keeps its other members when a deleted stream is written again', () => {
    const changed = withTruncateBefore(Buffer.from('{"own":1,"$tb":9223372036854775807}'), 4)
    expect(JSON.parse(Buffer.from(changed ?? []).toString())).toEqual({ own: 1, $tb: 4 })
    expect(withTruncateBefore(Buffer.from('[]'), 4)).toBeUndefined()
  })

  test('keeps the digits of large numbers when a deleted stream is written again', () => {
    const changed = withTruncateBefore(
      Buffer.from('{"$maxCount":9223372036854775807,"own":[18446744073709551616]}'),
      4
    )
    expect(Buffer.from(changed ?? []).toString()).toBe(
      '{"$maxCount":9223372036854775807,"own":[18446744073709551616],"$tb":4}'
    )
    expect(parseMetadata(changed ?? Buffer.of())).toMatchObject({ truncateBefore: 4 })
  })
})
