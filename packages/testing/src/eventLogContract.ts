/**
 * What every log must do, as tests: for the logs here, and for whoever writes another.
 *
 * It asks of a test framework only `describe` and `it`. A log may hold entries of others: every case uses calls and
 * subjects of its own.
 */
import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { type FollowStep, type Identifier, type Position, type RecordedEntry } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { appending, payloads } from './appendContract.ts'
import {
  type Cases,
  idsOf,
  isOf,
  left,
  type LogUnderTest,
  objected,
  replayed,
  right,
  someCall,
  someEvents,
  someSubject,
  type TestFramework
} from './contractCase.ts'
import { subjects } from './subjectContract.ts'

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

const replaying: Cases = {
  'replays every entry once, by position': async ({ log }) => {
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
  },
  'replays what is behind a position': async ({ log }) => {
    const call = someCall()
    await right(log.append(call, someEvents(call, 3), 'no-stream'))
    const own = (await replayed(log)).filter(isOf(call))
    const rest = await replayed(log, own[0]!.position)
    deepStrictEqual(idsOf(rest.filter(isOf(call))), idsOf(own.slice(1)))
    deepStrictEqual((await replayed(log, own[2]!.position)).filter(isOf(call)), [])
  }
}

const following: Cases = {
  'gives what is there and what comes, once each, in order': async ({ log }) => {
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
  },
  'goes on behind a position': async ({ log }) => {
    const call = someCall()
    const events = someEvents(call, 4)
    await right(log.append(call, events, 'no-stream'))
    const own = (await right(log.load(call))).entries
    const entries = await followed(log.follow(own[1]!.position), call, 2)
    deepStrictEqual(idsOf(entries), idsOf(events.slice(2)))
  },
  'from the end gives only what comes': async ({ log }) => {
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
  },
  'ends when the iteration is ended, also while it waits': async ({ log }) => {
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
}

const closing: Cases = {
  'is closed once closed, also twice, and ends who follows': async ({ log }) => {
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
}

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
      for (const [name, body] of Object.entries(members)) {
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
