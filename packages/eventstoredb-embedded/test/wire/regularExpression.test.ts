import { compileRegularExpression } from '../../src/wire/regularExpression.ts'

const matches = (pattern: string, text: string): boolean => compileRegularExpression(pattern).test(text)

describe('regular expressions of .NET', () => {
  test.each([
    ['^orders-', 'orders-1', 'my-orders-1'],
    ['^(?!\\$)', 'user', '$system'],
    ['^[^$].*', 'user', '$system'],
    ['(?i)order', 'ORDER', 'odrer'],
    ['^a(?i)b$', 'aB', 'AB'],
    ['^(?i:a)b$', 'Ab', 'AB'],
    ['\\Aa\\z', 'a', 'ab'],
    ['^a$', 'a\n', 'a\n\n'],
    ['^[\\w-]+$', 'ordre-ø1', 'a b'],
    ['^[^\\W]$', 'é', '-'],
    ['\\bcat\\b', 'a cat!', 'æcat'],
    ['^\\p{Lu}', 'Å', 'å'],
    ["(?'x'a)\\k<x>", 'aa', 'ab'],
    ['^[a-z-[aeiou]]$', 'b', 'a'],
    ['^\\x41\\u0042\\103?$', 'AB', 'ab'],
    ['^[]a]$', ']', 'b'],
    ['^a{,2}$', 'a{,2}', 'aa'],
    ['(?x) a b # no more', 'ab', 'a b'],
    ['(?s)^a.b$', 'a\nb', 'ab'],
    ['^a.b$', 'a\rb', 'a\nb'],
    ['(?m)^b$', 'a\nb\nc', 'ab'],
    ['a(?#remark)b', 'ab', 'a'],
    ['^[$$&&~~]$', '&', 'a'],
    ['^(?>a|b)$', 'b', 'c']
  ])('%s', (pattern, matching, other) => {
    expect(matches(pattern, matching)).toBe(true)
    expect(matches(pattern, other)).toBe(false)
  })

  test.each(
    '( ) [ [^] *a a** a{2}{3} a{2,1} \\ \\y \\_ \\Q \\8 \\1 \\k<a> \\x4 \\u00 \\c \\pL \\p{Foo} [b-a] [\\d-z] [a-\\d] (? (?< (?<> (?P<n>a) (?#'.split(
      ' '
    )
  )('%s is refused', pattern => {
    expect(() => compileRegularExpression(pattern)).toThrow(SyntaxError)
  })
})
