/** No password of a mistyped address is ever printed, wherever on the command line the address stands. */
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import * as fc from 'fast-check'
import { looksLikeAddress } from '@samtykke/eventstoredb/address'
import { inProcess } from './inProcess.ts'
import { samtykke, scratch } from './program.ts'

const file = scratch()
const events = (): string => file('none.ndjson', '')

const secret = fc
  .string({ minLength: 2, maxLength: 10, unit: fc.constantFrom(...Array.from('abXY19-._~!$&*+;=%:/?# ')) })
  .map(middle => `SE${middle}CRET`)

const written = fc
  .tuple(
    fc.constantFrom('', ' ', '\t'),
    fc.constantFrom(
      'ESDB',
      'esdbs',
      'https',
      'http',
      'eventstore',
      'kurrent+discovr',
      'kurrentdb+discover',
      'esdb'
    ),
    fc.constantFrom('://', ':/', ':', ':///'),
    fc.constantFrom('admin', 'a/b', 'a?b', 'a@b'),
    secret,
    fc.constantFrom('127.0.0.1', '127.0.0.1:99999', '127.0.0.1:1,', '', 'db example', '127.0.0.1:x'),
    fc.constantFrom('?tsl=false', '?tls=maybe', '?connectionName=', '?x', '?=', '?gossipTimeout=soon')
  )
  .map(([blank, scheme, slashes, user, password, host, settings]) => ({
    address: `${blank}${scheme}${slashes}${user}:${password}@${host}${settings}`,
    password
  }))

const withoutScheme = secret.map(password => ({ address: `admin:${password}@127.0.0.1:2113`, password }))

/** Where an address may stand. */
const places: ReadonlyArray<(address: string) => ReadonlyArray<string>> = [
  address => ['due', address],
  address => ['findings', address, '--json'],
  address => ['trail', address, '--call', 'call-1'],
  address => ['due', events(), address],
  address => ['record', events(), address],
  address => ['record', address],
  address => ['withdraw', address, '--call', 'call-1', '--channel', 'email'],
  address => ['request-access', address, 'esdb://127.0.0.1:99999', '--subject', 's-1', '--channel', 'email'],
  address => ['seal', address, '--log', file('log', ''), '--key', file('key', '')],
  address => ['verify', address, '--log', file('log', ''), '--key', 'a+00000000+AAAA'],
  address => ['follow', address],
  address => ['report', events(), '--log', address],
  address => ['due', events(), '--policy', address],
  address => ['due', events(), '--rejects', address],
  address => ['due', events(), '--as-of', address],
  address => ['due', events(), '--status', address],
  address => ['due', events(), `--${address}`],
  address => ['seal', events(), '--log', file('log', ''), '--key', address],
  address => ['verify', '--log', file('log', ''), '--key', address],
  address => ['verify', '--proof', address, '--key', 'a+00000000+AAAA'],
  address => ['trail', events(), '--call', address],
  address => ['simulate', address],
  address => [address],
  address => ['follow', 'esdb://127.0.0.1:99999', '--give-up-after', address]
]

test('an address that is mistyped is never printed with its password', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof({ weight: 5, arbitrary: written }, withoutScheme),
      fc.constantFrom(...places),
      // Without a scheme it is the name of a file, which would be made.
      async ({ address, password }, place) => {
        fc.pre(looksLikeAddress(address) || !place(address).includes('--rejects'))
        const { stdout, stderr, status } = await inProcess(place(address))
        expect([2, 4]).toContain(status)
        expect(stdout + stderr).not.toContain(password)
        expect(stdout + stderr).not.toMatch(/SE[^ ]*CRET|SE[abXY19]|CRET/)
      }
    ),
    { numRuns: 600 }
  )
}, 240_000)

test('nor is one in SAMTYKKE_STORE', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(written, withoutScheme), async ({ address, password }) => {
      const verb = ['withdraw', '--call', 'call-1', '--channel', 'email']
      const { stdout, stderr, status } = await inProcess(verb, { SAMTYKKE_STORE: address })
      expect(status).toBe(4)
      expect(stdout + stderr).not.toContain(password)
      expect(stdout + stderr).not.toMatch(/SE[abXY19]|CRET/)
    }),
    { numRuns: 200 }
  )
}, 240_000)

test.each([
  [
    ['due', 'esdbs://me:hunter2@db'],
    'the address of the store: esdbs:// is no scheme of a store: did you mean esdb://?'
  ],
  [
    ['due', ' ESDB:/me:hunter2@db'],
    'the address of the store: expected two slashes after esdb:, as in esdb://HOST:PORT'
  ],
  [
    ['due', 'esdb://me:hunter2@db:99999'],
    'the address of the store: the port: expected 1 to 65535, found 99999'
  ],
  [['due', 'me:hunter2@db:2113'], 'a name of 18 characters: no such file'],
  [['due', 'esdb://db?tsl=false'], 'no setting of the name tsl: did you mean tls?']
])('%j is told in one sentence that says what to do', async (args, sentence) => {
  const { status, stdout, stderr } = await samtykke(args)
  expect([status, stdout, stderr.trim().split('\n')]).toEqual([4, '', [expect.stringContaining(sentence)]])
})

test('nor does the client print it, whose warnings quote the whole address', () => {
  const bin = resolve(__dirname, '../bin/samtykke.mjs')
  const address = 'esdb://me:hunter2@127.0.0.1:1?tlsVerifyCert=false'
  const { stdout, stderr } = spawnSync(process.execPath, [bin, 'due', address], {
    encoding: 'utf8',
    env: { ...process.env, DEBUG: '*' }
  })
  expect(stdout + stderr).not.toContain('hunter2')
})
