/** That the built program is what tests run in their own process: each verb starts, and says, writes and ends the same. */
import { basename } from 'node:path'
import { inProcess } from './inProcess.ts'
import { samtykke, scratch } from './program.ts'
import { simulatedLines } from './simulated.ts'
import { verbs } from '../src/verbs/verbs.ts'

const file = scratch()
const source = file('events.ndjson', simulatedLines(20, 31).join('\n'))
const asOf = ['--as-of', '2026-06-01']

const commands: ReadonlyArray<ReadonlyArray<string>> = [
  ...Object.keys(verbs).map(name => [name, '--no-such-option']),
  ['--help'],
  ['due', '--help'],
  ['due', source, ...asOf],
  ['findings', source, '--fail-on', 'info', '--lang', 'da', ...asOf],
  ['report', source, ...asOf],
  ['certificate', source, '--all', '--format', 'csv', ...asOf],
  ['due', source, 'no-such-file.ndjson', ...asOf],
  ['due', file('bad.ndjson', 'no event\n'), ...asOf]
]

const named = commands.map(args => [args.map(each => basename(each)).join(' '), args] as const)

test.each(named)('samtykke %s', async (_, args) => {
  const ran = await samtykke(args)
  expect(ran.stdout + ran.stderr).not.toBe('')
  expect(await inProcess(args)).toEqual(ran)
})
