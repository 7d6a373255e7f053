/** The histories of the notice are held to core, and to the sentences that docs/notice.md quotes. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeEvent } from '@samtykke/core'
import { given } from '@samtykke/testing'
import { noticeCases } from '@samtykke/testing/notice'
import * as E from 'fp-ts/lib/Either.js'

const workspace = join(__dirname, '../../../..')
const shared = join(workspace, process.env['SAMTYKKE_SHARED'] ?? '../shared')
const notice = join(shared, 'reference/notice-3-samtaler.da.txt')

/** What the first column of the table quotes; what it does not quote is said of the notice. */
const quotes = readFileSync(join(workspace, 'docs/notice.md'), 'utf8')
  .split('\n')
  .filter(line => line.startsWith('| ') && !/^\| (the notice says|-+) /.test(line))
  .map(line => line.split(' | ')[0]!.slice(2).trim())
  .map(cell => {
    const quoted = [...cell.matchAll(/"([^"]*)"/g)].map(([, text]) => text!)
    return quoted.length === 0 ? [cell] : quoted
  })

describe('the cases of the notice', () => {
  test.each(noticeCases)('$name: $follows', ({ events, asOf, expected }) => {
    expect(events.map(event => E.isRight(decodeEvent(event)))).not.toContain(false)
    given(events)
      .when(asOf)
      .then(...expected)
  })

  test('are of every sentence of docs/notice.md, and of no other', () => {
    expect(quotes.length).toBeGreaterThan(20)
    const sentences = new Set(noticeCases.map(({ sentence }) => sentence))
    expect(sentences).toEqual(new Set(quotes.flat()))
  })

  test('have names of their own', () => {
    expect(new Set(noticeCases.map(({ name }) => name)).size).toBe(noticeCases.length)
  })

  // An expectation that any history meets would show nothing: without its events no case stands.
  test.each(noticeCases.filter(({ sentence }) => !sentence.startsWith('3 gemmer samtalerne')))(
    '$name: follows from its events',
    ({ asOf, expected }) => {
      const without = () => {
        given([])
          .when(asOf)
          .then(...expected)
      }
      if (expected.every(({ _tag }) => _tag === 'notFound' || _tag === 'nothingDue'))
        expect(without).not.toThrow()
      else expect(without).toThrow()
    }
  )

  if (existsSync(notice))
    test('quote the notice word for word', () => {
      const text = readFileSync(notice, 'utf8')
      for (const sentence of quotes.flat().filter(each => !each.startsWith('(')))
        for (const part of sentence.split('…')) expect(text).toContain(part.trim().replace(/^,|,$/g, ''))
    })
  else test.skip('quote the notice word for word: skipped, since its text is not here', () => undefined)
})
