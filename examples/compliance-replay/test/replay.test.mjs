// The replay says what the program `samtykke` says, names what it cannot read, and takes lines in any order.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'replay-'))
after(() => rmSync(folder, { recursive: true }))

const run = (command, ...args) => spawnSync(command, args, { cwd: here, encoding: 'utf8' })
const samtykke = (...args) => run('npx', 'samtykke', ...args).stdout
const replay = (...args) => run(process.execPath, 'replay.mjs', ...args)

const file = (name, content) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const asOf = ['--as-of', '2025-09-30T12:00:00Z']
const simulated = samtykke('simulate', '--calls', '100', '--seed', '7')
const log = file('log.ndjson', simulated)

const counts = (verb, log, text) => {
  const counted = new Map()
  for (const line of samtykke(verb, log, ...asOf, '--json')
    .trim()
    .split('\n')) {
    const key = text(JSON.parse(line))
    counted.set(key, (counted.get(key) ?? 0) + 1)
  }
  return [...counted].map(([key, count]) => `  ${count} ${key}`)
}

test('every count is that of samtykke due and samtykke findings', () => {
  const { stdout, status } = replay(log, ...asOf)
  assert.equal(status, 1)
  const due = counts('due', log, ({ status, action, target }) => `${status}: ${action} ${target}`)
  const found = counts('findings', log, ({ severity, code }) => `${severity}: ${code}`)
  assert.ok(due.length > 1 && found.length > 3)
  const lines = stdout.split('\n').filter(line => line.startsWith('  '))
  assert.deepEqual(lines.sort(), [...due, ...found].sort())
})

test('the order of lines decides nothing, and the report is the same to the byte', () => {
  const reversed = file('reversed.ndjson', simulated.trim().split('\n').reverse().join('\n'))
  const [one, other] = [log, reversed].map(each => {
    const report = `${each}.html`
    replay(each, ...asOf, '--report', report)
    return readFileSync(report, 'utf8')
  })
  assert.match(one, /^<!doctype html>/i)
  assert.equal(other, one)
})

test('a line that is no event is named, and the others count', () => {
  const bad = file('bad.ndjson', `${simulated}{"id":\n\n{"type":"consent-given"}\n`)
  const lines = simulated.trim().split('\n').length
  const { stdout, stderr, status } = replay(bad, ...asOf)
  assert.equal(status, 3)
  assert.match(stderr, new RegExp(`bad.ndjson:${lines + 1}: event: expected an event`))
  assert.match(stderr, new RegExp(`bad.ndjson:${lines + 3}: id: expected a UUID, found nothing`))
  assert.match(stdout, /of 100 calls, .*; 2 lines are no event/)
})

test('a wrong command line says what was expected', () => {
  const { stderr, status } = replay(log, '--as-of', 'today')
  assert.deepEqual([status, stderr.startsWith('--as-of: expected an instant')], [2, true])
})
