/** The example policies, as the program answers for them: whoever starts from one gets what it shows. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { noticePolicy } from '@samtykke/core'
import { inProcess } from './inProcess.ts'

const folder = (name: string): string => resolve(__dirname, '../../../examples/policies', name)
const at = ['--as-of', '2026-03-01T12:00:00Z', '--json']
const examples = ['notice', 'bank', 'insurer', 'helpline', 'germany']

test.each(examples)('%s: what is due and what is wrong', async name => {
  const file = (member: string): string => resolve(folder(name), member)
  const asked = [file('history.ndjson'), '--policy', file('policy.json'), ...at]
  const due = await inProcess(['due', ...asked])
  expect(due).toMatchObject({ status: 0, stdout: readFileSync(file('due.ndjson'), 'utf8') })
  const found = await inProcess(['findings', ...asked])
  expect(found).toMatchObject({ status: 0, stdout: readFileSync(file('findings.ndjson'), 'utf8') })
})

test.each(examples)('%s: nothing in it is hardly meant, and it keeps its own promises', async name => {
  const policy = resolve(folder(name), 'policy.json')
  const checked = await inProcess(['policy', 'check', policy, '--promises', policy])
  expect(checked.status).toBe(0)
  expect(checked.stdout).not.toContain('warning:')
})

test("the notice's policy is the one built in", () => {
  const text = readFileSync(resolve(folder('notice'), 'policy.json'), 'utf8')
  const { $schema: _, ...policy } = JSON.parse(text) as { $schema: string }
  expect(policy).toEqual(JSON.parse(JSON.stringify(noticePolicy)))
})
