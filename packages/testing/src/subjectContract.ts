/**
 * The part of the contract suite about subjects: links to calls, and requests.
 */
import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { randomUUID } from 'node:crypto'
import { type Identifier, instantFromEpoch, renderLogError, type SubjectRequest } from '@samtykke/core'
import { type Cases, isOf, left, objected, replayed, right, someCall, someSubject } from './contractCase.ts'

const erasure = (subjectRef: Identifier, requestId: string): SubjectRequest => ({
  kind: 'erasure',
  scope: 'all',
  requestId: requestId as Identifier,
  subjectRef,
  receivedAt: instantFromEpoch(1_750_000_000_000),
  channel: 'email'
})

/** Each makes no request of a good one. */
const badMembers: ReadonlyArray<readonly [member: string, value: unknown]> = [
  ['kind', 'rectification'],
  ['kind', undefined],
  ['kind', 'toString'],
  ['scope', 'everything'],
  ['scope', undefined],
  ['channel', ''],
  ['channel', 7],
  ['receivedAt', 'yesterday'],
  ['receivedAt', '2025-09-01T08:00:60Z'],
  ['receivedAt', null],
  ['requestId', '12345678'],
  ['requestId', undefined]
]

export const subjects: Cases = {
  'links a subject to its calls, each once': async ({ log }) => {
    const [subject, a, b] = [someSubject(), someCall(), someCall()]
    deepStrictEqual(await right(log.subject(subject)), { calls: [], requests: [], setAside: [] })
    deepStrictEqual((await right(log.link(subject, a))).calls, [a])
    for (const call of [b, a]) deepStrictEqual((await right(log.link(subject, call))).calls, [a, b])
    await Promise.all(Array.from({ length: 5 }, () => right(log.link(subject, b))))
    deepStrictEqual((await right(log.subject(subject))).calls, [a, b])
  },
  'keeps a subject’s requests, each once, and refuses another under the id of one that is kept': async ({
    log
  }) => {
    const subjectRef = someSubject()
    const kept = [erasure(subjectRef, 'r1'), { ...erasure(subjectRef, 'r2'), channel: 'phone' }]
    for (const each of [...kept, ...kept]) await right(log.receive(each))
    for (const other of [{ channel: 'letter' }, { scope: 'recording' as const }]) {
      const error = await left(log.receive({ ...erasure(subjectRef, 'r1'), ...other }))
      deepStrictEqual([error._tag, error.retry], ['InvalidAppend', 'never'])
      ok(renderLogError(error).includes('requestId'))
    }
    deepStrictEqual(await right(log.subject(subjectRef)), { calls: [], requests: kept, setAside: [] })
  },
  'keeps no request that is none, and says which member is wrong': async ({ log }) => {
    const subjectRef = someSubject()
    for (const [member, value] of badMembers) {
      const request = { ...erasure(subjectRef, 'r1'), [member]: value }
      const error = await left(log.receive(request))
      deepStrictEqual([error._tag, error.retry], ['InvalidAppend', 'never'])
      ok(renderLogError(error).includes(`${member}: expected`), renderLogError(error))
    }
    for (const request of [undefined, null, 'no request', []]) {
      const error = await left(log.receive(request as unknown as SubjectRequest))
      deepStrictEqual([error._tag, error.retry], ['InvalidAppend', 'never'])
    }
    deepStrictEqual((await right(log.subject(subjectRef))).requests, [])
  },
  'sets aside what is kept of a subject and is no link and no request, and shows the others': async ({
    log,
    writeRawSubject
  }) => {
    const [subjectRef, call] = [someSubject(), someCall()]
    await right(log.receive(erasure(subjectRef, 'r1')))
    const raw = [
      ...badMembers.map(([member, value]) => ({ ...erasure(subjectRef, 'r2'), [member]: value })),
      { ...erasure(subjectRef, 'r1'), scope: 'analysis' },
      { ...erasure(subjectRef, 'r3'), subjectRef: someSubject() }
    ].map(data => ({ type: 'request-received', json: JSON.stringify(data) }))
    const bad = [
      ...raw,
      { type: 'request-received', json: 'no JSON' },
      { type: 'request-received', json: '[]' },
      { type: 'call-linked', json: '{}' },
      { type: 'call-linked', json: JSON.stringify({ callId: '+45 12 34 56 78' }) },
      { type: 'call-linked', json: 'null' },
      { type: 'from-a-later-version', json: '{}' }
    ].map(each => ({ ...each, id: randomUUID() }))
    for (const each of bad) await writeRawSubject(subjectRef, each)
    await right(log.link(subjectRef, call))
    await right(log.receive(erasure(subjectRef, 'r2')))
    const subject = await right(log.subject(subjectRef))
    deepStrictEqual(subject.calls, [call])
    deepStrictEqual(subject.requests, [erasure(subjectRef, 'r1'), erasure(subjectRef, 'r2')])
    deepStrictEqual(
      subject.setAside.map(({ id, type }) => [id, type]),
      bad.map(({ id, type }) => [id, type])
    )
    for (const { reason } of subject.setAside) {
      ok(/expected /.test(reason), reason)
      ok(!reason.includes('12 34'), reason)
    }
    deepStrictEqual(await right(log.link(subjectRef, call)), subject)
  },
  'keeps a request whose id only what cannot be read has, once': async ({ log, writeRawSubject }) => {
    const subjectRef = someSubject()
    const json = JSON.stringify({ ...erasure(subjectRef, 'r1'), channel: '' })
    await writeRawSubject(subjectRef, { id: randomUUID(), type: 'request-received', json })
    for (let time = 0; time < 3; time++) await right(log.receive(erasure(subjectRef, 'r1')))
    const { requests, setAside } = await right(log.subject(subjectRef))
    deepStrictEqual(requests, [erasure(subjectRef, 'r1')])
    strictEqual(setAside.length, 1)
  },
  'takes no link of what is no identifier, and knows of no such subject': async ({ log }) => {
    const bad = [undefined, null, '', '+45 12 34 56 78', 7] as unknown as ReadonlyArray<Identifier>
    for (const id of bad) {
      for (const task of [log.link(id, someCall()), log.link(someSubject(), id)]) {
        const error = await left(task)
        deepStrictEqual([error._tag, error.retry], ['InvalidAppend', 'never'])
      }
      deepStrictEqual(await right(log.subject(id)), { calls: [], requests: [], setAside: [] })
    }
  },
  'links many calls at once, losing none': async ({ log }) => {
    const [subject, calls] = [someSubject(), Array.from({ length: 25 }, someCall)]
    await Promise.all(calls.map(call => right(log.link(subject, call))))
    deepStrictEqual([...(await right(log.subject(subject))).calls].sort(), [...calls].sort())
  },
  'does not show links among the entries of calls': async ({ log }) => {
    const [subject, call] = [someSubject(), someCall()]
    await right(log.link(subject, call))
    await right(log.append(call, [objected(call)], 'no-stream'))
    strictEqual((await replayed(log)).filter(isOf(call)).length, 1)
  }
}
