// `samtykke report` in each of its forms, as those who answer for a log run it.
import { samtykke, scratch } from './program.ts'
import { simulatedLines } from './simulated.ts'

const file = scratch()
const lines = simulatedLines(60, 3)
const asOf = ['--as-of', '2026-06-01T00:00:00Z']

const reportOf = async (source: string, ...more: ReadonlyArray<string>): Promise<string> => {
  const ran = await samtykke(['report', source, ...asOf, ...more])
  expect(ran).toMatchObject({ status: 0, stderr: '' })
  return ran.stdout
}

test('it is the same bytes in any order of lines, in every form', async () => {
  const turned = file('turned.ndjson', [...lines].reverse().join('\n'))
  const forward = file('forward.ndjson', lines.join('\n'))
  for (const form of [[], ['--format', 'csv'], ['--format', 'html', '--lang', 'both']])
    expect(await reportOf(turned, ...form)).toBe(await reportOf(forward, ...form))
})

test('it is one object as JSON, one page as HTML, one table as CSV', async () => {
  const source = file('source.ndjson', lines.join('\n'))
  const json: unknown = JSON.parse(await reportOf(source))
  expect(json).toMatchObject({
    kind: 'report',
    source: { events: lines.length },
    quality: { rejectedLines: 0 }
  })
  expect(await reportOf(source, '--format', 'html', '--lang', 'en')).toMatch(
    /^<!doctype html>\n<html lang="en">/
  )
  const { figures } = json as { figures: { calls: number } }
  const table = await reportOf(source, '--format', 'csv')
  expect(table.split('\r\n')[0]).toMatch(/^"section","measure","value","unit",/)
  expect(table).toContain(`\r\n"figures","calls","${figures.calls}","count",`)
  expect(await reportOf(source, '--format', 'csv', '--excel')).toMatch(/^\ufeff"section";"measure";/)
  expect((await samtykke(['report', source, '--format', 'pdf'])).status).toBe(2)
})
