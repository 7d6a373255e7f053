/**
 * The part of the contract suite about appending, and about what became of what was appended.
 */
import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { randomUUID } from 'node:crypto'
import { type AnyEvent, callHistory, compareStored, instantFromEpoch } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { type Cases, idsOf, left, objected, right, someCall, someEvents } from './contractCase.ts'

export const appending: Cases = {
  'gives back what was appended, in order, with the log’s own time': async ({ log }) => {
    const call = someCall()
    const events = someEvents(call, 3)
    strictEqual(await right(log.append(call, events, 'no-stream')), 2n)
    const loaded = await right(log.load(call))
    deepStrictEqual([loaded.callId, loaded.revision], [call, 2n])
    deepStrictEqual(idsOf(loaded.entries), idsOf(events))
    for (const [index, entry] of loaded.entries.entries()) {
      deepStrictEqual([entry.callId, entry.type, entry.revision], [call, 'analysis-objected', BigInt(index)])
      deepStrictEqual(entry.payload, {
        _tag: 'readable',
        event: { ...events[index], recordedAt: entry.recordedAt }
      })
    }
  },
  'goes on from the revision expected': async ({ log }) => {
    const call = someCall()
    const [first, second] = [objected(call), objected(call)]
    const revision = await right(log.append(call, [first], 'no-stream'))
    strictEqual(await right(log.append(call, [second], revision)), 1n)
    deepStrictEqual(idsOf((await right(log.load(call))).entries), [first.id, second.id])
  },
  'refuses another revision than that expected, and writes nothing': async ({ log }) => {
    const call = someCall()
    const [first, other] = [objected(call), objected(call)]
    await right(log.append(call, [first], 'no-stream'))
    for (const expected of ['no-stream', 7n] as const) {
      const error = await left(log.append(call, [other], expected))
      deepStrictEqual(error, {
        _tag: 'RevisionConflict',
        retry: 'reload',
        expected,
        actual: 0n
      })
    }
    deepStrictEqual(idsOf((await right(log.load(call))).entries), [first.id])
  },
  'refuses a revision of a call that is not there': async ({ log }) => {
    const call = someCall()
    const error = await left(log.append(call, [objected(call)], 0n))
    deepStrictEqual(error, {
      _tag: 'RevisionConflict',
      retry: 'reload',
      expected: 0n,
      actual: 'no-stream'
    })
  },
  'takes the same append again as done, also when others came since': async ({ log }) => {
    const call = someCall()
    const [events, later] = [someEvents(call, 2), someEvents(call, 2)]
    await right(log.append(call, events, 'no-stream'))
    strictEqual(await right(log.append(call, events, 'no-stream')), 1n)
    await right(log.append(call, later, 1n))
    strictEqual(await right(log.append(call, events, 'no-stream')), 1n)
    strictEqual(await right(log.append(call, later, 1n)), 3n)
    deepStrictEqual(idsOf((await right(log.load(call))).entries), idsOf([...events, ...later]))
  },
  'takes the same append with other content as a conflict, and keeps the first': async ({ log }) => {
    const call = someCall()
    const events = someEvents(call, 2)
    await right(log.append(call, events, 'no-stream'))
    const other = events.map(event => ({ ...event, channel: 'another' }))
    for (let time = 0; time < 2; time++) {
      const error = await left(log.append(call, other, 'no-stream'))
      deepStrictEqual([error._tag, error.retry], ['RevisionConflict', 'reload'])
    }
    const { entries } = await right(log.load(call))
    deepStrictEqual(
      entries.map(({ payload }) => payload._tag === 'readable' && compareStored(payload, events[0]!)),
      ['same', 'other']
    )
    const sameInOtherWords = events.map(event => ({ ...event, subjectRef: null }) as unknown as AnyEvent)
    strictEqual(await right(log.append(call, sameInOtherWords, 'no-stream')), 1n)
  },
  'begins a call that is not there, and refuses one that is, also where that is by the same events': async ({
    log,
    truncate
  }) => {
    const call = someCall()
    const events = someEvents(call, 2)
    strictEqual(await right(log.create(call, events)), 1n)
    deepStrictEqual(idsOf((await right(log.load(call))).entries), idsOf(events))
    for (const again of [events, [objected(call)]]) {
      const error = await left(log.create(call, again))
      deepStrictEqual([error._tag, error.retry], ['RevisionConflict', 'reload'])
    }
    await truncate(call, 2n)
    strictEqual((await left(log.create(call, [objected(call)])))._tag, 'RevisionConflict')
    strictEqual((await left(log.create(someCall(), [objected(call)])))._tag, 'InvalidAppend')
  },
  'begins many calls at once, each once, and tells which were there': async ({ log }) => {
    const [old, fresh] = [Array.from({ length: 40 }, someCall), Array.from({ length: 40 }, someCall)]
    const first = new Map([...old, ...fresh].map(call => [call, someEvents(call, 2)] as const))
    await Promise.all(old.map(call => right(log.create(call, first.get(call) ?? []))))
    const begun = await Promise.all(
      [...first].map(async ([call, events]) => [call, await log.create(call, events)()] as const)
    )
    deepStrictEqual(
      begun.filter(([, result]) => E.isRight(result)).map(([call]) => call),
      fresh
    )
    for (const call of first.keys()) strictEqual((await right(log.load(call))).entries.length, 2)
  },
  'takes an append of which only a part is there as a conflict': async ({ log }) => {
    const call = someCall()
    const events = someEvents(call, 2)
    await right(log.append(call, events, 'no-stream'))
    const error = await left(log.append(call, [...events, objected(call)], 'no-stream'))
    deepStrictEqual([error._tag, error.retry], ['RevisionConflict', 'reload'])
    strictEqual((await right(log.load(call))).entries.length, 2)
  },
  'appends nothing for no events': async ({ log }) => {
    const call = someCall()
    strictEqual(await right(log.append(call, [], 'no-stream')), 'no-stream')
    deepStrictEqual((await right(log.load(call))).revision, 'no-stream')
  },
  'refuses what is no event of the call, and writes nothing': async ({ log }) => {
    const call = someCall()
    const event = objected(call)
    const refused: ReadonlyArray<ReadonlyArray<unknown>> = [
      [objected(someCall())],
      [{ ...event, type: '$mine' }],
      [{ ...event, channel: 7 }],
      [{ ...event, type: 'from-later', amount: 1n }],
      [event, { ...objected(call), id: event.id }]
    ]
    for (const events of refused) {
      const error = await left(log.append(call, events as ReadonlyArray<AnyEvent>, 'no-stream'))
      deepStrictEqual([error._tag, error.retry], ['InvalidAppend', 'never'])
    }
    deepStrictEqual((await right(log.load(call))).revision, 'no-stream')
  },
  'lets one of many writers win who expect the same': async ({ log }) => {
    const call = someCall()
    const results = await Promise.all(
      Array.from({ length: 20 }, () => log.append(call, someEvents(call, 2), 'no-stream')())
    )
    strictEqual(results.filter(E.isRight).length, 1)
    for (const result of results) {
      if (E.isLeft(result)) strictEqual(result.left._tag, 'RevisionConflict')
    }
    strictEqual((await right(log.load(call))).entries.length, 2)
  },
  'keeps a call of many entries whole': async ({ log }) => {
    const call = someCall()
    const events = someEvents(call, 1200)
    await right(log.append(call, events.slice(0, 700), 'no-stream'))
    await right(log.append(call, events.slice(700), 699n))
    deepStrictEqual(idsOf((await right(log.load(call))).entries), idsOf(events))
  }
}

export const payloads: Cases = {
  'keeps an event of an unknown type as it is': async ({ log }) => {
    const call = someCall()
    const event = { ...objected(call), type: 'from-a-later-version', more: { nested: [1, 'æ'] } }
    await right(log.append(call, [event as unknown as AnyEvent], 'no-stream'))
    const [entry] = (await right(log.load(call))).entries
    deepStrictEqual(entry?.payload, {
      _tag: 'readable',
      event: { ...event, recordedAt: entry?.recordedAt }
    })
  },
  'has its own time as that of recording, whatever an event claims': async ({ log }) => {
    const call = someCall()
    const claimed = instantFromEpoch(86_400_000)
    await right(log.append(call, [{ ...objected(call), recordedAt: claimed }], 'no-stream'))
    const [entry] = (await right(log.load(call))).entries
    ok(entry?.payload._tag === 'readable')
    strictEqual(entry.payload.event.recordedAt, entry.recordedAt)
    ok(entry.recordedAt !== claimed)
  },
  'keeps what cannot be read apart, and goes on behind it': async ({ log, writeRaw }) => {
    const call = someCall()
    await right(log.append(call, [objected(call)], 'no-stream'))
    const raw = [
      { type: 'analysis-objected', json: 'no JSON' },
      { type: 'consent-given', json: JSON.stringify({ channel: 'email' }) },
      { type: 'analysis-objected', json: JSON.stringify({ ...objected(call), callId: someCall() }) }
    ].map(each => ({ ...each, id: randomUUID() }))
    for (const each of raw) await writeRaw(call, each)
    await right(log.append(call, [objected(call)], 3n))
    const { entries } = await right(log.load(call))
    deepStrictEqual(
      entries.map(entry => entry.payload._tag),
      ['readable', 'undecodable', 'undecodable', 'undecodable', 'readable']
    )
    const { events, faults } = callHistory({ callId: call, entries })
    strictEqual(events.length, 2)
    deepStrictEqual(
      faults.map(fault => fault._tag !== 'bad-line' && [fault._tag, fault.id]),
      raw.map(each => ['undecodable', each.id])
    )
  },
  'shows what was truncated away as redacted, and goes on from the old revision': async ({
    log,
    truncate
  }) => {
    const call = someCall()
    const events = someEvents(call, 3)
    await right(log.append(call, events, 'no-stream'))
    await truncate(call, 2n)
    const loaded = await right(log.load(call))
    deepStrictEqual(idsOf(loaded.entries), [events[2]?.id])
    const { faults } = callHistory(loaded)
    deepStrictEqual(
      faults.map(fault => fault._tag),
      ['redacted', 'redacted']
    )
    strictEqual(loaded.revision, 2n)
    strictEqual(await right(log.append(call, [objected(call)], loaded.revision)), 3n)
  }
}
