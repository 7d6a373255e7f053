/** One limit of nesting for every verb that reads lines. */
import { generateKeyPairSync } from 'node:crypto'
import { dirname, join } from 'node:path'
import { inProcess } from './inProcess.ts'
import { scratch } from './program.ts'

jest.setTimeout(240_000)

const file = scratch()
const asOf = ['--as-of', '2026-01-01T00:00:00Z']
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const line = (n: number, levels = 0): string =>
  `{"id":"${uuid(n)}","type":"analysis-objected","callId":"c1","channel":"email","occurredAt":"2025-01-01T00:00:0${n}Z"` +
  `${levels === 0 ? '' : `,"extra":${'['.repeat(levels)}${']'.repeat(levels)}`}}`

test('a line that is nested too deep is named by each, and the rest is read', async () => {
  const source = file('deep.ndjson', `${[line(0), line(1, 3_000), line(2, 199), line(3, 200)].join('\n')}\n`)
  const log = join(dirname(source), 'log')
  const privateKey = generateKeyPairSync('ed25519').privateKey
  const key = file('key.pem', privateKey.export({ format: 'pem', type: 'pkcs8' }))
  const vkey = ['--key', join(log, 'key.vkey')]
  const verbs: Readonly<Record<string, ReadonlyArray<string>>> = {
    seal: ['seal', source, '--log', log, '--key', key, '--init', '--origin', 'company.example/log', ...asOf],
    'seal again': ['seal', source, '--log', log, '--key', key, ...asOf],
    verify: ['verify', source, '--log', log, ...vkey],
    prove: ['prove', source, '--log', log, '--call', 'c1', '--out', join(dirname(source), 'proof')],
    due: ['due', source, ...asOf],
    findings: ['findings', source, ...asOf],
    trail: ['trail', source, '--call', 'c1', '--log', log, ...asOf],
    report: ['report', source, '--log', log, ...asOf]
  }
  for (const [name, args] of Object.entries(verbs)) {
    const { status, stderr } = await inProcess(args)
    const named = [2, 4].map(n =>
      expect.stringMatching(
        new RegExp(`^${source}:${n}: event: expected .*, found members nested deeper than 200 levels$`)
      )
    )
    const lines = stderr.split('\n').filter(each => each.includes('nested'))
    expect({ name, status, lines }).toEqual({ name, status: 3, lines: named })
  }
  const { stdout } = await inProcess(['verify', source, '--log', log, ...vkey, '--json'])
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, intact: 2, unsealed: 0 })
})
