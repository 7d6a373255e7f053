/** `policy print` and `policy check`, as someone runs them who has a notice and a policy. */
import { noticePolicy } from '@samtykke/core'
import { inProcess } from './inProcess.ts'
import { scratch } from './program.ts'

const file = scratch()
const [version] = noticePolicy.versions
if (version === undefined) throw new Error('a policy without versions')
type Rules = readonly object[]

const policyOf = (name: string, recordings: Rules, members: object = {}): string =>
  file(name, JSON.stringify({ ...noticePolicy, versions: [{ ...version, recordings }], ...members }))
const keptFor = (keep: string): Rules => version.recordings.map(rule => ({ ...rule, keep }))
const promised = (): string => policyOf('promised.json', version.recordings)

test("what is printed is the notice's policy, and can be read again", async () => {
  const printed = await inProcess(['policy', 'print'])
  expect(printed.status).toBe(0)
  expect(JSON.parse(printed.stdout)).toEqual(JSON.parse(JSON.stringify(noticePolicy)))
  const again = await inProcess(['policy', 'print', '--policy', file('again.json', printed.stdout)])
  expect(JSON.parse(again.stdout)).toEqual(JSON.parse(printed.stdout))
})

test('the notice within its own promises: what it leaves open, by article, and nothing broken', async () => {
  const checked = await inProcess(['policy', 'check', promised(), '--promises', promised()])
  expect(checked).toMatchObject({ status: 0, stderr: '' })
  expect(checked.stdout).toMatch(/^not stated: dataProtectionOfficer \(art\. 13\(1\)\(b\), 30\(1\)\(a\)\)\n/)
  expect(checked.stdout).not.toMatch(/warning|broken:/)
  expect(checked.stdout).toMatch(/\nno promise is broken\n$/)
})

test('184 days are longer than six months of some calls only: the first, as a call', async () => {
  const checked = await inProcess([
    ...['policy', 'check', policyOf('longer.json', keptFor('P184D'))],
    ...['--promises', promised()]
  ])
  expect(checked.status).toBe(1)
  expect(checked.stdout).toMatch(
    /broken: a .* call on line sales of 31 May 2018 would be kept for .* until 1 December 2018; promised: 30 November \(and \d+ more of this kind\)\n/
  )
})

test('183 days as well, about the end of August in some years; 180 days never are', async () => {
  const until = async (keep: string): Promise<string> =>
    (await inProcess(['policy', 'check', policyOf(`${keep}.json`, keptFor(keep)), '--promises', promised()]))
      .stdout
  expect(await until('P183D')).toMatch(/would be kept/)
  expect(await until('P180D')).toMatch(/no promise is broken/)
})

test('one object a line for programs', async () => {
  const members = { allowedRegions: [...noticePolicy.allowedRegions, 'US'] }
  const other = policyOf('other.json', version.recordings, members)
  const checked = await inProcess(['policy', 'check', other, '--promises', promised(), '--json'])
  const lines = checked.stdout.trimEnd().split('\n')
  expect(checked.status).toBe(1)
  expect(lines.map(line => JSON.parse(line) as object).filter(line => 'promise' in line)).toEqual([
    { promise: 'region', found: 'US', text: 'a recording could be stored in US; promised: not there' }
  ])
})

test('what is hardly meant', async () => {
  const [first] = version.recordings
  const twice = [...version.recordings, { ...first, keep: 'P2Y' }]
  const checked = await inProcess(['policy', 'check', policyOf('twice.json', twice)])
  expect(checked.status).toBe(0)
  expect(checked.stdout).toMatch(/^warning: version 1: two rules of the name inbound-private\n/)
  expect(checked.stdout).toMatch(/\nwarning: version 1: the rule inbound-private never decides/)
})

test('an interest for a purpose that no version has, once and of the latest version', async () => {
  const [interest, ...others] = noticePolicy.interests ?? []
  const misspelt = { ...interest, purposes: ['documentation', 'voice-analisis'] }
  const policy = { ...noticePolicy, interests: [misspelt, { ...misspelt, id: 'another' }, ...others] }
  const checked = await inProcess(['policy', 'check', file('misspelt.json', JSON.stringify(policy))])
  expect(checked.status).toBe(0)
  expect(checked.stdout.split('\n').filter(line => line.startsWith('warning'))).toEqual([
    'warning: version 1: a legitimate interest is for voice-analisis, which no version has: the record of processing does not show it there'
  ])
})

test.each([
  [
    'no policy',
    (): string => file('no.json', '{"policy": 1}'),
    3,
    /no\.json: policy: expected .*\n.*no\.json: timeZone: /
  ],
  ['no JSON', (): string => file('text.json', 'policy'), 3, /text\.json: expected a policy \(JSON\)/],
  ['no file', (): string => 'missing.json', 4, /missing\.json: no such file/]
])('%s', async (_, name, status, message) => {
  const checked = await inProcess(['policy', 'check', name(), '--promises', promised()])
  expect(checked).toMatchObject({ status, stdout: '' })
  expect(checked.stderr).toMatch(message)
})

test.each([
  [['policy']],
  [['policy', 'chekc']],
  [['policy', 'check']],
  [['policy', 'check', 'a.json', 'b.json']],
  [['policy', 'print', 'a.json']]
])('%j is a wrong command line', async args => {
  expect(await inProcess(args)).toMatchObject({ status: 2, stdout: '' })
})
