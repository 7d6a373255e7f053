import { gzipSync } from 'node:zlib'
import { inProcess } from './inProcess.ts'
import { naiveDue, naiveFindings } from './naive.ts'
import { canPin, onOneProcessor, samtykke, scratch } from './program.ts'
import { shuffled, simulatedLines } from './simulated.ts'

const file = scratch()
const asOf = '2025-10-15T00:00:00Z'
const lines = simulatedLines(600, 11)
const text = (some: ReadonlyArray<string>, end = '\n'): string => some.map(line => line + end).join('')
const due = naiveDue(lines, asOf)

const expectDue = async (
  files: ReadonlyArray<string>,
  stdin?: string | Uint8Array,
  stderr = ''
): Promise<void> => {
  const args = ['due', ...files, '--json', '--as-of', asOf]
  const ran = await (stdin === undefined ? inProcess(args) : samtykke(args, { stdin }))
  expect(ran).toEqual({ status: 0, stdout: due, stderr })
}

describe('a source', () => {
  it('gives what core gives in memory', async () => {
    expect(due.length).toBeGreaterThan(10_000)
    await expectDue([file('plain.ndjson', text(lines))])
    const found = await inProcess(['findings', file('plain.ndjson', text(lines)), '--json', '--as-of', asOf])
    expect(found).toEqual({ status: 0, stdout: naiveFindings(lines, asOf), stderr: '' })
  })

  it('gives the same bytes in any order of lines', async () => {
    for (const seed of [1, 2, 3])
      await expectDue([file(`shuffled-${seed}.ndjson`, text(shuffled(lines, seed)))])
    const found = await inProcess([
      'findings',
      file('shuffled.ndjson', text(shuffled(lines, 4))),
      '--json',
      '--as-of',
      asOf
    ])
    expect(found.stdout).toBe(naiveFindings(lines, asOf))
  })

  it('may be several files, over which the events of a call are spread', async () => {
    const third = (n: number): string => text(lines.filter((_, i) => i % 3 === n))
    await expectDue([file('a.ndjson', third(0)), file('b.ndjson', third(1)), file('c.ndjson', third(2))])
  })

  it('may be compressed, in one piece or several, and told from its bytes', async () => {
    const half = Math.floor(lines.length / 2)
    await expectDue([file('whole.ndjson.gz', gzipSync(text(lines)))])
    const members = Buffer.concat([gzipSync(text(lines.slice(0, half))), gzipSync(text(lines.slice(half)))])
    await expectDue([file('no-suffix', members)])
  })

  it('may be standard input, plain or compressed', async () => {
    await expectDue(['-'], text(lines))
    await expectDue(['-'], gzipSync(text(lines)))
    const half = Math.floor(lines.length / 2)
    await expectDue([file('first.ndjson', text(lines.slice(0, half))), '-'], text(lines.slice(half)))
  })

  it('may have a byte-order mark, blank lines, CRLF, and no end of its last line', async () => {
    await expectDue([file('bom.ndjson', `\ufeff${text(lines)}`)])
    await expectDue([file('blank.ndjson', `\n  \n${text(lines, '\n\t\n')}\n\n`)])
    await expectDue([file('crlf.ndjson', text(lines, '\r\n'))])
    await expectDue([file('open.ndjson', lines.join('\n'))])
    await expectDue([
      file('bom-1.ndjson', `\ufeff${text(lines.slice(0, 9))}`),
      file('bom-2.ndjson', `\ufeff${text(lines.slice(9))}`)
    ])
  })

  it('may be empty', async () => {
    const ran = await inProcess(['due', file('empty.ndjson', ''), '--json'])
    expect(ran).toEqual({ status: 0, stdout: '', stderr: 'the source holds no event\n' })
    expect((await samtykke(['due', '-', '--json'])).status).toBe(0)
  })

  it('may be written with spaces, escapes and repeated members', async () => {
    const respelled = lines.map((line, i) => {
      const event = JSON.parse(line) as { callId: string }
      const { callId } = event
      switch (i % 5) {
        case 0:
          return JSON.stringify(event, null, 1).replaceAll('\n', ' ')
        case 1:
          return line.replace('"callId"', '"call\\u0049d"')
        case 2:
          return line.replace(callId, `\\u00${callId.charCodeAt(0).toString(16)}${callId.slice(1)}`)
        case 3:
          return line.replace('{', '{"callId":"another-call",')
        default:
          return line.replace('{', '{"nested":{"callId":"another-call"},')
      }
    })
    expect(naiveDue(respelled, asOf)).toBe(due)
    const nested = respelled.filter(line => line.includes('"nested"')).length
    await expectDue(
      [file('respelled.ndjson', text(respelled))],
      undefined,
      `unknown member "nested", left out: ${nested} events\n`
    )
  })

  it('may have lines longer than what is read at once', async () => {
    const filler = 'x'.repeat(3_000_000)
    const long = lines.slice(0, 12).map(line => line.replace('{', `{"filler":"${filler}",`))
    // So much is read by several threads, which a process has.
    const source = file('long.ndjson', text([...long, ...lines.slice(12)]))
    const stderr = 'unknown member "filler", left out: 12 events\n'
    expect(await samtykke(['due', source, '--json', '--as-of', asOf])).toEqual({
      status: 0,
      stdout: due,
      stderr
    })
  })
})

describe('many events', () => {
  // Enough for several threads and several parts of the calls.
  const many = simulatedLines(10_000, 12)
  const expected = naiveDue(many, asOf)

  it('are told alike by several threads, by one, and in memory', async () => {
    const events = file('many.ndjson', text(many))
    const args = ['due', events, '--json', '--as-of', asOf]
    const ran = await samtykke(args)
    expect(ran.stderr).toBe('')
    expect(ran.stdout === expected).toBe(true)
    if (!canPin) {
      console.warn('not run on one thread: taskset is not installed')
      return
    }
    const pinned = await samtykke(args, { prefix: onOneProcessor })
    expect(pinned.stdout === expected).toBe(true)
    const findings = ['findings', events, '--json', '--as-of', asOf]
    const [byMany, byOne] = [await samtykke(findings), await samtykke(findings, { prefix: onOneProcessor })]
    expect(byMany.stdout === byOne.stdout).toBe(true)
    expect(byMany.stdout === naiveFindings(many, asOf)).toBe(true)
  }, 120_000)

  it('are told alike from memory as from a file', async () => {
    const ran = await samtykke(['due', '-', '--json', '--as-of', asOf], { stdin: text(many) })
    expect(ran.stdout === expected).toBe(true)
  }, 60_000)
})
