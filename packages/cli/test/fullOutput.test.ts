// Where standard output is full, that is what is named, in the language of the run; it is no finding, and no stack is shown.
import { existsSync } from 'node:fs'
import { inShell, scratch } from './program.ts'
import { simulatedLines } from './simulated.ts'

const file = scratch()
const source = file('events.ndjson', simulatedLines(40, 31).join('\n'))
const asOf = '--as-of 2026-02-01'

// A device that is always full stands on Linux only.
const itWhereFull = existsSync('/dev/full') ? it : it.skip

itWhereFull.each([
  ['--help', '', 4],
  ['--version', '', 4],
  ['due --help', '', 4],
  ['due', `${source} ${asOf} --json`, 4],
  ['due', `${source} ${asOf}`, 4],
  ['report', `${source} ${asOf} --format html`, 4],
  ['findings', `${source} ${asOf} --fail-on info`, 4],
  ['findings', `${source} ${asOf} --color`, 2]
])('a full standard output: %s (skipped where there is no /dev/full)', (verb, args, status) => {
  const ran = inShell(`samtykke ${verb} ${args} > /dev/full`)
  expect([ran.status, ran.stderr.split('\n').filter(line => /standard output/.test(line))]).toEqual([
    status,
    status === 2 ? [] : ['samtykke: standard output: no space left']
  ])
  expect(ran.stderr).not.toMatch(/ at .*:\d+:\d+|errno/)
})

itWhereFull('it is said in Danish (skipped where there is no /dev/full)', () => {
  const { status, stderr } = inShell(`samtykke due ${source} ${asOf} --lang da > /dev/full`)
  expect([status, stderr.split('\n')]).toEqual([
    4,
    expect.arrayContaining(['samtykke: standardoutput: der er ikke mere plads'])
  ])
})

itWhereFull('what cannot be said either still has its status (skipped where there is no /dev/full)', () => {
  const { status, stderr } = inShell(`samtykke due ${source} ${asOf} > /dev/full 2>&1`)
  expect([status, stderr]).toEqual([4, ''])
})
