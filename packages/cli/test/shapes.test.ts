// Events in another shape than one a line: read where that can be told, or said in one sentence.
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { inProcess } from './inProcess.ts'
import { naiveDue } from './naive.ts'
import { samtykke, scratch } from './program.ts'
import { simulatedLines } from './simulated.ts'

const file = scratch()
const asOf = '2025-10-15T00:00:00Z'
const lines = simulatedLines(40, 31)
const events = lines.map(line => JSON.parse(line) as object)
const due = naiveDue(lines, asOf)
const args = ['--json', '--as-of', asOf]

describe('a JSON array', () => {
  it('is read as its elements, from a file, compressed, and from standard input', async () => {
    const [compact, spread] = [JSON.stringify(events), `\ufeff\n${JSON.stringify(events, null, 2)}\n`]
    const sources = [
      file('compact.json', compact),
      file('spread.json', spread),
      file('array.json.gz', gzipSync(spread))
    ]
    for (const source of sources) {
      expect(await inProcess(['due', source, ...args])).toEqual({ status: 0, stdout: due, stderr: '' })
    }
    for (const stdin of [compact, spread]) {
      expect((await samtykke(['due', '-', ...args], { stdin })).stdout).toBe(due)
    }
    const half = [
      file('half-1.json', JSON.stringify(events.slice(0, 50))),
      file('half-2.ndjson', lines.slice(50).join('\n'))
    ]
    expect((await inProcess(['due', ...half, ...args])).stdout).toBe(due)
  })

  it('names what is wrong with an element by its number, and keeps it', async () => {
    const source = file(
      'bad.json',
      JSON.stringify([events[0], { type: 7 }, ...events.slice(1), null], null, 1)
    )
    const rejects = file('rejects.ndjson', '')
    const ran = await inProcess(['due', source, ...args, '--rejects', rejects])
    expect(ran).toMatchObject({ status: 3, stdout: due })
    expect(ran.stderr).toMatch(/bad\.json: element 2: id: expected a UUID, found nothing\n/)
    expect(ran.stderr).toContain(`bad.json: element ${events.length + 2}: event: expected an event`)
    const kept = readFileSync(rejects, 'utf8').trim().split('\n')
    expect(kept.map(line => JSON.parse(line) as unknown)).toEqual([{ type: 7 }, null])
  })

  it('that is cut, or is to be written over, is refused', async () => {
    const text = JSON.stringify(events, null, 2)
    const cut = await inProcess(['due', file('cut.json', text.slice(0, -100)), ...args])
    expect(cut).toMatchObject({ status: 4, stdout: '' })
    expect(cut.stderr).toMatch(/cut\.json: expected the end of the JSON array, found the end of the text\n$/)
    const source = file('kept.json', text)
    expect((await inProcess(['due', source, ...args, '--rejects', source])).status).toBe(2)
    const zipped = file('kept.json.gz', gzipSync(text))
    expect((await inProcess(['due', zipped, ...args, '--rejects', zipped])).status).toBe(2)
    expect(readFileSync(source, 'utf8')).toBe(text)
  })

  it('is not sealed, where each line is to be as it stands', async () => {
    const source = file('sealed.json', JSON.stringify(events, null, 2))
    const key = file(
      'key.pem',
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })
    )
    const log = file('log', '') + '.d'
    const sentence =
      /sealed\.json: expected one JSON object a line, each to be sealed as it stands, found a JSON array\n$/
    const sealed = await inProcess(['seal', source, '--log', log, '--key', key, '--init', '--origin', 'a/b'])
    expect(sealed).toMatchObject({ status: 4, stdout: '' })
    expect(sealed.stderr).toMatch(sentence)
    expect(existsSync(log)).toBe(false)
    const reported = await inProcess(['report', source, '--log', log])
    expect(reported.stderr).toMatch(sentence)
  })

  it('a line is still no event', async () => {
    const ran = await inProcess([
      'due',
      file('arrays.ndjson', `[${lines[0]!}]\n${lines.join('\n')}\n`),
      ...args
    ])
    expect(ran).toMatchObject({ status: 3, stdout: due })
    expect(ran.stderr).toMatch(
      /arrays\.ndjson:1: event: expected an event \(a JSON object\), found a list of 1\n$/
    )
  })
})

test('objects that take several lines each are read', async () => {
  const spread = events.map(event => `${JSON.stringify(event, null, 2)}\n`).join('')
  const ran = await inProcess(['due', file('spread.ndjson', spread), ...args])
  expect(ran).toEqual({ status: 0, stdout: due, stderr: '' })
})

describe('what is no JSON at all is said in one sentence', () => {
  const said = async (name: string, content: string | Buffer): Promise<string> => {
    const ran = await inProcess(['due', file(name, content), ...args])
    expect(ran).toMatchObject({ status: 4, stdout: '' })
    return ran.stderr
  }
  const expected =
    'expected one JSON object a line \\(samtykke events shows their members\\), or a JSON array of them'

  it.each([
    ['commas.csv', 'id,type,callId,occurredAt\n1,consent-given,c-1,2025-01-01\n'],
    ['semicolons.csv', '\ufeff"Samtale";"Dato";"Kunde nr."\r\n"1";"2025-01-01";"7"\r\n'],
    ['tabs.tsv', 'call\tdate\tcustomer\n1\t2\t3\n']
  ])('%s', async (name, content) => {
    expect(await said(name, content)).toMatch(
      new RegExp(`^samtykke due: \\S*${name}: ${expected}, found a table \\(CSV\\)\n$`)
    )
  })

  it('text in UTF-16, as some shells write it', async () => {
    const content = Buffer.from(`\ufeff${lines.join('\r\n')}`, 'utf16le')
    expect(await said('utf16.ndjson', content)).toMatch(new RegExp(`${expected}, found text in UTF-16\n$`))
  })

  it('but not where a line of the source might still be an event', async () => {
    const ran = await inProcess([
      'due',
      file('headed.ndjson', `events, of, 2025\n${lines.join('\n')}`),
      ...args
    ])
    expect(ran).toMatchObject({ status: 3, stdout: due })
    expect(ran.stderr).toMatch(/^\S*headed\.ndjson:1: event: expected an event [^\n]*\n$/)
  })
})

test('the host and port of a store is no file: the hint says how a store is named', async () => {
  const ran = await inProcess(['due', 'localhost:2113'])
  expect(ran).toEqual({
    status: 4,
    stdout: '',
    stderr: 'samtykke due: localhost:2113: no such file; a store is named esdb://localhost:2113\n'
  })
})
