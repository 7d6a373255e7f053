/** Names that are a company's own, on the command line: of its policy, and not of the notice. */
import { resolve } from 'node:path'
import { inProcess } from './inProcess.ts'
import { scratch } from './program.ts'

const file = scratch()
const bank = ['--policy', resolve(__dirname, '../../../examples/policies/bank/policy.json')]
const nowhere = 'esdb://127.0.0.1:1?tls=false'

const ask = (verb: string, purposes: string, ...more: readonly string[]) =>
  inProcess([verb, nowhere, '--call', 'call-1', '--channel', 'email', '--purposes', purposes, ...more])

const put = (line: string, ...more: readonly string[]) => {
  const sound = file('call.wav', 'sound')
  const into = ['--recordings', `recorder=${resolve(sound, '..', line)}`, '--create']
  const of = ['--call', 'call-1', '--recording', 'rec-1', '--region', 'DK', '--direction', 'inbound']
  const call = ['--started-at', '2026-01-05', '--customer-type', 'private', '--line', line]
  return inProcess(['store', 'put', sound, ...into, ...of, ...call, ...more])
}

test.each([
  ['a purpose of the policy', 'quality,orders', bank, 4, /./],
  [
    'nearly one',
    'qualty',
    bank,
    2,
    /--purposes: expected some of orders, quality, found "qualty": did you mean quality\?/
  ],
  ['one of another policy', 'documentation', bank, 2, /found a text of 13 characters/],
  ['no name', 'a b', [], 2, /--purposes: expected an identifier/]
])('withdraw and object: %s', async (_, purposes, policy, status, message) => {
  for (const verb of ['withdraw', 'object']) {
    const asked = await ask(verb, purposes, ...policy)
    expect(asked.status).toBe(status)
    expect(asked.stderr).toMatch(message)
  }
})

test('store put: a line of the policy', async () => {
  const stored = await put('orders', ...bank)
  expect(stored).toMatchObject({ status: 0, stderr: '' })
  // A date is its start in the time zone of the policy.
  expect(JSON.parse(stored.stdout)).toMatchObject({ line: 'orders', startedAt: '2026-01-04T23:00:00.000Z' })
})

test('store put: nearly a line of the policy is an error, and nothing is stored', async () => {
  const stored = await put('ordrs', ...bank)
  expect(stored).toMatchObject({ status: 2, stdout: '' })
  expect(stored.stderr).toMatch(
    /--line: expected a line of the policy \(orders\), found "ordrs": did you mean orders\?/
  )
})

test('store put: another line is stored, and told to be none of the policy', async () => {
  const stored = await put('switchboard', ...bank)
  expect(stored.status).toBe(0)
  expect(stored.stderr).toMatch(/--line: the policy names no such line \(it names orders\)/)
})

test('simulate: purposes and lines of the policy', async () => {
  const simulated = await inProcess(['simulate', '--calls', '60', '--seed', '1', ...bank])
  expect(simulated.status).toBe(0)
  const events = simulated.stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { readonly purposes?: readonly string[]; readonly line?: string })
  expect(new Set(events.flatMap(({ purposes }) => purposes ?? []))).toEqual(new Set(['quality']))
  expect(new Set(events.flatMap(({ line }) => line ?? []))).toEqual(new Set(['orders', 'other']))
})
