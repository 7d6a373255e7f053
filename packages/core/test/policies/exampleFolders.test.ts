// The answers of the example policies, by the second reading: nobody reads them off what they are to hold.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { decodePolicy } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { assess } from '../oracle/oracle.ts'
import type { Entry, PlainPolicy } from '../oracle/plain.ts'

const file = (name: string, member: string): string =>
  readFileSync(resolve(__dirname, '../../../../examples/policies', name, member), 'utf8')
const lines = (text: string): readonly object[] =>
  text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as object)

test.each(['notice', 'bank', 'insurer', 'helpline', 'germany'])('%s', name => {
  const policy = decodePolicy(JSON.parse(file(name, 'policy.json')))
  if (E.isLeft(policy)) throw new Error('refused')
  const history = lines(file(name, 'history.ndjson')) as readonly Entry[]
  const asOf = '2026-03-01T12:00:00.000Z'
  const { actions, findings } = assess(history, policy.right as unknown as PlainPolicy, { asOf })
  // It knows the holidays of Denmark alone, and findings about the policy are another reading's.
  const isComparable = (line: object): boolean => !('target' in line && line.target === 'access-request')
  expect(actions.filter(isComparable)).toEqual(lines(file(name, 'due.ndjson')).filter(isComparable))
  const ofCalls = lines(file(name, 'findings.ndjson')).filter(line => 'callId' in line)
  expect(findings.filter(isComparable)).toEqual(
    ofCalls
      .filter(isComparable)
      .map(line => Object.fromEntries(Object.entries(line).filter(([member]) => member !== 'detail')))
  )
})
