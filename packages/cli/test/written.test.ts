// What is written is never what is read, nor half of it; a device is written to, and a link stays one.
import { execFileSync, spawnSync } from 'node:child_process'
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { noticePolicy } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { writeFolder, writeWhole } from '../src/command/writeWhole.ts'
import { mount, onVolume, unmountAll, why } from './fullVolume.ts'
import { inProcess } from './inProcess.ts'
import { scratch } from './program.ts'
import { simulatedLines } from './simulated.ts'

afterAll(unmountAll)
const file = scratch()
const content = `${simulatedLines(20, 3).join('\n')}\n`
const policy = JSON.stringify(noticePolicy)
const year = ['--from', '2025-01-01', '--to', '2026-01-01', '--sample', '1', '--seed', 's']

/** A file under two names, and what stands in it. */
const twoNames = (name: string, text: string): readonly [string, string] => {
  const first = file(name, text)
  const second = `${first}.link`
  symlinkSync(first, second)
  return [first, second]
}

test.each([
  ['access', '--out', (source: string) => ['--request', 'r', '--call', 'c', '--media', dirname(source)]],
  ['prove', '--out', () => ['--call', 'c', '--log', 'log', '--format', 'html']],
  ['inspection', '--out', () => year],
  ['due', '--rejects', () => []],
  ['report', '--rejects', () => []]
])('%s %s is none of the files to read, whatever name it has', async (verb, option, more) => {
  const [source, link] = twoNames(`${verb}.ndjson`, content)
  const [policyFile, policyLink] = twoNames(`${verb}.json`, policy)
  const refused = async (output: string, ...others: ReadonlyArray<string>) => {
    const { status, stderr } = await inProcess([
      verb,
      source,
      ...more(source),
      ...others,
      `${option}=${output}`
    ])
    expect([status, stderr]).toEqual([
      2,
      `samtykke ${verb}: ${option}: ${output} is one of the files to read\n`
    ])
  }
  await refused(source)
  await refused(link)
  if (verb !== 'prove') await refused(policyLink, '--policy', policyFile)
  expect([readFileSync(source, 'utf8'), readFileSync(policyFile, 'utf8')]).toEqual([content, policy])
})

test('what is not there, or read by nobody, may be written over', async () => {
  const source = file('kept.ndjson', 'no event\n')
  const rejects = file('rejects', 'of an earlier run')
  expect((await inProcess(['due', source, '--rejects', rejects])).status).toBe(3)
  expect(readFileSync(rejects, 'utf8')).toBe('no event\n')
})

test('a link stays a link, and what it leads to is replaced', async () => {
  const [target, link] = twoNames('target.zip', 'old')
  expect(await writeWhole(link, Buffer.from('new'))()).toEqual(E.right(undefined))
  expect([readFileSync(target, 'utf8'), lstatSync(link).isSymbolicLink()]).toEqual(['new', true])
  expect(readdirSync(dirname(target)).filter(name => name.endsWith('.part'))).toEqual([])
})

const canMakePipes = spawnSync('mkfifo', ['--version']).status === 0
const withPipes = canMakePipes ? test : test.skip

withPipes('a pipe is written to, and is still one (skipped where there is no mkfifo)', async () => {
  const pipe = join(dirname(file('x', '')), 'pipe')
  execFileSync('mkfifo', [pipe])
  const [written, read] = await Promise.all([
    writeWhole(pipe, Buffer.from('bytes'))(),
    readFile(pipe, 'utf8')
  ])
  expect([written, read]).toEqual([E.right(undefined), 'bytes'])
  expect(lstatSync(pipe).isFIFO()).toBe(true)
})

onVolume(`where the disk is full, nothing is left of what was begun${why}`, async () => {
  const folder = join(dirname(file('y', '')), 'small')
  mkdirSync(folder)
  mount(folder, 64)
  const bytes = Buffer.alloc(200_000, 1)
  const failed = [
    await writeWhole(join(folder, 'package.zip'), bytes)(),
    await writeFolder(join(folder, 'package'), part => {
      writeFileSync(join(part, 'a'), 'a')
      mkdirSync(join(part, 'b'))
      writeFileSync(join(part, 'b', 'c'), bytes)
    })()
  ]
  expect(failed.map(E.isLeft)).toEqual([true, true])
  for (const each of failed) expect(JSON.stringify(each)).toContain('no space left')
  expect(readdirSync(folder)).toEqual([])
})

test.each([
  ['nothing', '', 'an empty file'],
  ['only blanks', ' \n', 'an empty file'],
  ['what breaks', '{"policy":}', 'text that is not JSON: it breaks at character 11']
])('a policy file with %s is told by what it is', async (_, text, found) => {
  const { status, stderr } = await inProcess(['policy', 'check', file('p.json', text)])
  expect([status, stderr]).toEqual([3, expect.stringContaining(`expected a policy (JSON), found ${found}`)])
})

test('a policy file may begin with a byte-order mark', async () => {
  expect((await inProcess(['policy', 'check', file('bom.json', `\ufeff${policy}`)])).status).toBe(0)
})
