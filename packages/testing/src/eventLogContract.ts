/**
 * What every log must do, as tests: for the logs here, and for whoever writes another.
 *
 * It asks of a test framework only `describe` and `it`. A log may hold entries of others: every case uses calls and
 * subjects of its own.
 */
import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { randomUUID } from 'node:crypto'
import {
  type AnyEvent,
  callHistory,
  compareStored,
  type FollowStep,
  type Identifier,
  instantFromEpoch,
  type Position,
  type RecordedEntry
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import {
  type Case,
  idsOf,
  isOf,
  left,
  type LogUnderTest,
  objected,
  replayed,
  right,
  someCall,
  someEvents,
  someSubject
} from './contractCase.ts'
import { subjects } from './subjectContract.ts'

/** The part of a test framework that is needed: that of jest, vitest, mocha and `node:test`. */
export interface TestFramework {
  readonly describe: (name: string, body: () => void) => void
  readonly it: (name: string, body: () => Promise<void>) => void
}

/** Follows until `enough` of the call's entries have come, and ends the iteration. */
const followed = async (
  steps: AsyncIterable<FollowStep>,
  call: Identifier,
  enough: number,
  onStep: (step: FollowStep) => Promise<void> | void = () => undefined
): Promise<ReadonlyArray<RecordedEntry>> => {
  const entries: RecordedEntry[] = []
  for await (const step of steps) {
    await onStep(step)
    if (step._tag === 'failed') throw new Error(`following failed: ${step.error._tag}`)
    if (step._tag === 'entry' && step.entry.callId === call) entries.push(step.entry)
    if (entries.length >= enough) break
  }
  return entries
}

const isBehind = (a: Position, b: Position): boolean =>
  a.commit > b.commit || (a.commit === b.commit && a.prepare > b.prepare)

const appending: ReadonlyArray<Case> = [
  [
    'gives back what was appended, in order, with the log’s own time',
    async ({ log }) => {
      const call = someCall()
      const events = someEvents(call, 3)
      strictEqual(await right(log.append(call, events, 'no-stream')), 2n)
      const loaded = await right(log.load(call))
      deepStrictEqual([loaded.callId, loaded.revision], [call, 2n])
      deepStrictEqual(idsOf(loaded.entries), idsOf(events))
      for (const [index, entry] of loaded.entries.entries()) {
        deepStrictEqual(
          [entry.callId, entry.type, entry.revision],
          [call, 'analysis-objected', BigInt(index)]
        )
        deepStrictEqual(entry.payload, {
          _tag: 'readable',
          event: { ...events[index], recordedAt: entry.recordedAt }
        })
      }
    }
  ],
  [
    'goes on from the revision expected',
    async ({ log }) => {
      const call = someCall()
      const [first, second] = [objected(call), objected(call)]
      const revision = await right(log.append(call, [first], 'no-stream'))
      strictEqual(await right(log.append(call, [second], revision)), 1n)
      deepStrictEqual(idsOf((await right(log.load(call))).entries), [first.id, second.id])
    }
  ],
  [
    'refuses another revision than that expected, and writes nothing',
    async ({ log }) => {
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
    }
  ],
  [
    'refuses a revision of a call that is not there',
    async ({ log }) => {
      const call = someCall()
      const error = await left(log.append(call, [objected(call)], 0n))
      deepStrictEqual(error, {
        _tag: 'RevisionConflict',
        retry: 'reload',
        expected: 0n,
        actual: 'no-stream'
      })
    }
  ],
  [
    'takes the same append again as done, also when others came since',
    async ({ log }) => {
      const call = someCall()
      const [events, later] = [someEvents(call, 2), someEvents(call, 2)]
      await right(log.append(call, events, 'no-stream'))
      strictEqual(await right(log.append(call, events, 'no-stream')), 1n)
      await right(log.append(call, later, 1n))
      strictEqual(await right(log.append(call, events, 'no-stream')), 1n)
      strictEqual(await right(log.append(call, later, 1n)), 3n)
      deepStrictEqual(idsOf((await right(log.load(call))).entries), idsOf([...events, ...later]))
    }
  ],
  [
    'takes the same append with other content as a conflict, and keeps the first',
    async ({ log }) => {
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
    }
  ],
  [
    'begins a call that is not there, and refuses one that is, also where that is by the same events',
    async ({ log, truncate }) => {
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
    }
  ],
  [
    'begins many calls at once, each once, and tells which were there',
    async ({ log }) => {
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
    }
  ],
  [
    'takes an append of which only a part is there as a conflict',
    async ({ log }) => {
      const call = someCall()
      const events = someEvents(call, 2)
      await right(log.append(call, events, 'no-stream'))
      const error = await left(log.append(call, [...events, objected(call)], 'no-stream'))
      deepStrictEqual([error._tag, error.retry], ['RevisionConflict', 'reload'])
      strictEqual((await right(log.load(call))).entries.length, 2)
    }
  ],
  [
    'appends nothing for no events',
    async ({ log }) => {
      const call = someCall()
      strictEqual(await right(log.append(call, [], 'no-stream')), 'no-stream')
      deepStrictEqual((await right(log.load(call))).revision, 'no-stream')
    }
  ],
  [
    'refuses what is no event of the call, and writes nothing',
    async ({ log }) => {
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
    }
  ],
  [
    'lets one of many writers win who expect the same',
    async ({ log }) => {
      const call = someCall()
      const results = await Promise.all(
        Array.from({ length: 20 }, () => log.append(call, someEvents(call, 2), 'no-stream')())
      )
      strictEqual(results.filter(E.isRight).length, 1)
      for (const result of results) {
        if (E.isLeft(result)) strictEqual(result.left._tag, 'RevisionConflict')
      }
      strictEqual((await right(log.load(call))).entries.length, 2)
    }
  ],
  [
    'keeps a call of many entries whole',
    async ({ log }) => {
      const call = someCall()
      const events = someEvents(call, 1200)
      await right(log.append(call, events.slice(0, 700), 'no-stream'))
      await right(log.append(call, events.slice(700), 699n))
      deepStrictEqual(idsOf((await right(log.load(call))).entries), idsOf(events))
    }
  ]
]

const payloads: ReadonlyArray<Case> = [
  [
    'keeps an event of an unknown type as it is',
    async ({ log }) => {
      const call = someCall()
      const event = { ...objected(call), type: 'from-a-later-version', more: { nested: [1, 'æ'] } }
      await right(log.append(call, [event as unknown as AnyEvent], 'no-stream'))
      const [entry] = (await right(log.load(call))).entries
      deepStrictEqual(entry?.payload, {
        _tag: 'readable',
        event: { ...event, recordedAt: entry?.recordedAt }
      })
    }
  ],
  [
    'has its own time as that of recording, whatever an event claims',
    async ({ log }) => {
      const call = someCall()
      const claimed = instantFromEpoch(86_400_000)
      await right(log.append(call, [{ ...objected(call), recordedAt: claimed }], 'no-stream'))
      const [entry] = (await right(log.load(call))).entries
      ok(entry?.payload._tag === 'readable')
      strictEqual(entry.payload.event.recordedAt, entry.recordedAt)
      ok(entry.recordedAt !== claimed)
    }
  ],
  [
    'keeps what cannot be read apart, and goes on behind it',
    async ({ log, writeRaw }) => {
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
    }
  ],
  [
    'shows what was truncated away as redacted, and goes on from the old revision',
    async ({ log, truncate }) => {
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
  ]
]

const replaying: ReadonlyArray<Case> = [
  [
    'replays every entry once, by position',
    async ({ log }) => {
      const [a, b] = [someCall(), someCall()]
      await right(log.append(a, someEvents(a, 2), 'no-stream'))
      await right(log.append(b, someEvents(b, 2), 'no-stream'))
      await right(log.append(a, someEvents(a, 2), 1n))
      const all = await replayed(log)
      for (let i = 1; i < all.length; i++) ok(isBehind(all[i]!.position, all[i - 1]!.position))
      const own = all.filter(isOf(a, b))
      deepStrictEqual(
        own.map(entry => entry.callId),
        [a, a, b, b, a, a]
      )
      const loaded = await right(log.load(a))
      deepStrictEqual(own.filter(isOf(a)), loaded.entries)
    }
  ],
  [
    'replays what is behind a position',
    async ({ log }) => {
      const call = someCall()
      await right(log.append(call, someEvents(call, 3), 'no-stream'))
      const own = (await replayed(log)).filter(isOf(call))
      const rest = await replayed(log, own[0]!.position)
      deepStrictEqual(idsOf(rest.filter(isOf(call))), idsOf(own.slice(1)))
      deepStrictEqual((await replayed(log, own[2]!.position)).filter(isOf(call)), [])
    }
  ]
]

const following: ReadonlyArray<Case> = [
  [
    'gives what is there and what comes, once each, in order',
    async ({ log }) => {
      const call = someCall()
      const events = someEvents(call, 6)
      await right(log.append(call, events.slice(0, 3), 'no-stream'))
      let appended = false
      const entries = await followed(log.follow('start'), call, 6, async step => {
        if (step._tag !== 'caught-up' || appended) return
        appended = true
        await right(log.append(call, events.slice(3), 2n))
      })
      deepStrictEqual(idsOf(entries), idsOf(events))
      deepStrictEqual(entries, (await right(log.load(call))).entries)
    }
  ],
  [
    'goes on behind a position',
    async ({ log }) => {
      const call = someCall()
      const events = someEvents(call, 4)
      await right(log.append(call, events, 'no-stream'))
      const own = (await right(log.load(call))).entries
      const entries = await followed(log.follow(own[1]!.position), call, 2)
      deepStrictEqual(idsOf(entries), idsOf(events.slice(2)))
    }
  ],
  [
    'from the end gives only what comes',
    async ({ log }) => {
      const call = someCall()
      const events = someEvents(call, 2)
      await right(log.append(call, events.slice(0, 1), 'no-stream'))
      let appended = false
      const entries = await followed(log.follow('end'), call, 1, async step => {
        if (step._tag !== 'caught-up' || appended) return
        appended = true
        await right(log.append(call, events.slice(1), 0n))
      })
      deepStrictEqual(idsOf(entries), idsOf(events.slice(1)))
    }
  ],
  [
    'ends when the iteration is ended, also while it waits',
    async ({ log }) => {
      const steps = log.follow('end')[Symbol.asyncIterator]()
      let step = await steps.next()
      while (step.done !== true && step.value._tag !== 'caught-up') step = await steps.next()
      const waiting = (async () => {
        for (;;) {
          const next = await steps.next()
          if (next.done === true) return 'ended'
        }
      })()
      await steps.return?.()
      strictEqual(await waiting, 'ended')
    }
  ]
]

const closing: ReadonlyArray<Case> = [
  [
    'is closed once closed, also twice, and ends who follows',
    async ({ log }) => {
      const call = someCall()
      const steps = log.follow('end')[Symbol.asyncIterator]()
      let step = await steps.next()
      while (step.done !== true && step.value._tag !== 'caught-up') step = await steps.next()
      const last = steps.next()
      await log.close()()
      await log.close()()
      const { value } = await last
      deepStrictEqual(value, { _tag: 'failed', error: { _tag: 'Closed', retry: 'never' } })
      const tasks = [
        log.create(call, [objected(call)]),
        log.append(call, [objected(call)], 'no-stream'),
        log.load(call),
        log.link(someSubject(), call),
        log.subject(someSubject())
      ]
      for (const task of tasks) strictEqual((await left(task))._tag, 'Closed')
      const pages: unknown[] = []
      for await (const page of log.replay()) pages.push(page)
      deepStrictEqual(pages, [E.left({ _tag: 'Closed', retry: 'never' })])
    }
  ]
]

const cases = { appending, payloads, replaying, following, subjects, closing }

/**
 * Registers the tests of a log. Each gets a log of its own from `makeLog`, and closes it.
 *
 * @example
 * import { createMemoryLog, eventLogContract } from '@samtykke/testing'
 *
 * const names: string[] = []
 * eventLogContract(
 *   { describe: (_, body) => body(), it: name => names.push(name) },
 *   async () => {
 *     const log = createMemoryLog()
 *     return { ...log, log }
 *   }
 * )
 * assert.ok(names.includes('replays every entry once, by position'))
 */
export const eventLogContract = (
  { describe, it }: TestFramework,
  makeLog: () => Promise<LogUnderTest> | LogUnderTest
): void => {
  for (const [group, members] of Object.entries(cases)) {
    describe(group, () => {
      for (const [name, body] of members) {
        it(name, async () => {
          const test = await makeLog()
          try {
            await body(test)
          } finally {
            await test.log.close()()
          }
        })
      }
    })
  }
}
