/** What every agenda does, on days of the test's own, so that the agenda may be shared. */
import { randomInt, randomUUID } from 'node:crypto'
import type { Identifier, LocalDate } from '@samtykke/core'
import type { Agenda, Hint, Hints } from '../src/index.ts'
import * as E from 'fp-ts/lib/Either.js'
import { rightOf } from './some.ts'

/** An agenda to be tested, as several workers have it: of each the same days. */
export interface AgendaUnderTest {
  readonly workers: readonly [Agenda, Agenda, Agenda]
  readonly close: () => Promise<void>
}

type Case = readonly [name: string, body: (...workers: AgendaUnderTest['workers']) => Promise<void>]

const someDay = (): LocalDate => {
  const twoDigits = (most: number): string => String(randomInt(1, most + 1)).padStart(2, '0')
  return `${randomInt(2_100, 9_999)}-${twoDigits(12)}-${twoDigits(28)}` as LocalDate
}

const valueOf = <L, A>(either: E.Either<L, A>): A => {
  if (E.isLeft(either)) throw new Error(`the agenda failed: ${JSON.stringify(either.left)}`)
  return either.right
}

const noteSome = async (
  agenda: Agenda,
  day: LocalDate,
  count: number
): Promise<ReadonlyArray<Identifier>> => {
  const callIds = Array.from({ length: count }, () => `contract.${randomUUID()}` as Identifier)
  await Promise.all(callIds.map(callId => rightOf(agenda.note(day, callId))))
  return callIds.toSorted()
}

const readAll = async (agenda: Agenda, day: LocalDate): Promise<ReadonlyArray<Identifier>> => {
  const callIds = new Set<Identifier>()
  for await (const page of agenda.read(day)) for (const callId of valueOf(page)) callIds.add(callId)
  return [...callIds].toSorted()
}

/** Takes to the end there is now. */
const takeAll = async (hints: Hints, use: (hint: Hint) => Promise<unknown>): Promise<Identifier[]> => {
  const callIds: Identifier[] = []
  for await (const hint of hints) {
    await use(valueOf(hint))
    callIds.push(valueOf(hint).callId)
  }
  return callIds.toSorted()
}

const settle = ({ settle: task }: Hint): Promise<void> => rightOf(task)

const cases: ReadonlyArray<Case> = [
  [
    'has nothing on a day for which nothing was noted',
    async agenda => {
      const day = someDay()
      expect(await readAll(agenda, day)).toEqual([])
      expect(await rightOf(agenda.size(day))).toBe(0)
      expect(await takeAll(agenda.take(day), settle)).toEqual([])
    }
  ],
  [
    'has on a day what was noted for it by whomever, and a note that comes again is nothing new',
    async (one, two, three) => {
      const [day, another] = [someDay(), someDay()]
      const callIds = await noteSome(one, day, 60)
      const others = await noteSome(one, another, 1)
      await Promise.all(
        callIds.flatMap(callId => [one, two, three].map(each => rightOf(each.note(day, callId))))
      )
      expect(await readAll(two, day)).toEqual(callIds)
      expect(await readAll(two, another)).toEqual(others)
      expect(await rightOf(three.size(day))).toBeGreaterThanOrEqual(60)
      expect([...new Set(await takeAll(three.take(day), settle))]).toEqual(callIds)
    }
  ],
  [
    'reads a day of many pages, which takes nothing from those who take',
    async (one, two) => {
      const day = someDay()
      const callIds = await noteSome(one, day, 1_500)
      expect(await rightOf(two.size(day))).toBe(1_500)
      const [read, taken] = await Promise.all([readAll(two, day), takeAll(one.take(day), settle)])
      expect(read).toEqual(callIds)
      expect(taken).toEqual(callIds)
      expect(await readAll(two, day)).toEqual(callIds)
    }
  ],
  [
    'gives a day to those who take it at once, each note to one of them',
    async (...workers) => {
      const day = someDay()
      const callIds = await noteSome(workers[0], day, 300)
      const taken = await Promise.all(workers.map(each => takeAll(each.take(day), settle)))
      expect(taken.flat().toSorted()).toEqual(callIds)
      expect(await takeAll(workers[1].take(day), settle)).toEqual([])
    }
  ],
  [
    'gives again what was taken and not settled, once the iteration is over',
    async (one, two) => {
      const day = someDay()
      const callIds = await noteSome(one, day, 20)
      const settled: Identifier[] = []
      let count = 0
      for await (const hint of one.take(day)) {
        if (++count % 2 === 0) {
          await settle(valueOf(hint))
          settled.push(valueOf(hint).callId)
        }
        if (count === 10) break
      }
      const rest = callIds.filter(callId => !settled.includes(callId))
      expect(await takeAll(two.take(day), settle)).toEqual(rest)
    }
  ],
  [
    'lets what was taken be settled later, even when there is no more to take',
    async (one, two) => {
      const day = someDay()
      const callIds = await noteSome(one, day, 12)
      const hints = one.take(day)[Symbol.asyncIterator]()
      const taken: Hint[] = []
      for (let next = await hints.next(); next.done !== true; next = await hints.next())
        taken.push(valueOf(next.value))
      expect(taken.map(({ callId }) => callId).toSorted()).toEqual(callIds)
      await Promise.all(taken.slice(1).map(settle))
      await rightOf(taken[1]!.settle)
      await hints.return?.()
      expect(await takeAll(two.take(day), settle)).toEqual([taken[0]!.callId])
    }
  ],
  [
    'ends an iteration that is over before it began, or in the middle of taking',
    async agenda => {
      const day = someDay()
      const callIds = await noteSome(agenda, day, 3)
      await agenda.take(day)[Symbol.asyncIterator]().return?.()
      const begun = agenda.take(day)[Symbol.asyncIterator]()
      await begun.next()
      await begun.return?.()
      expect((await begun.next()).done).toBe(true)
      expect(await takeAll(agenda.take(day), settle)).toEqual(callIds)
    }
  ],
  [
    'gives what is noted after all was taken',
    async (one, two) => {
      const day = someDay()
      await noteSome(one, day, 3)
      await takeAll(one.take(day), settle)
      const later = await noteSome(two, day, 2)
      expect(await takeAll(one.take(day), settle)).toEqual(later)
    }
  ],
  [
    'keeps a day of which somebody holds a note, until it is settled',
    async (one, two) => {
      const day = someDay()
      const callIds = await noteSome(one, day, 3)
      const hints = one.take(day)[Symbol.asyncIterator]()
      const taken: Hint[] = []
      for (let next = await hints.next(); next.done !== true; next = await hints.next())
        taken.push(valueOf(next.value))
      expect(await rightOf(two.done(day))).toBe(false)
      expect(await readAll(two, day)).toEqual(callIds)
      await Promise.all(taken.map(settle))
      await hints.return?.()
      expect(await rightOf(two.done(day))).toBe(true)
      expect(await readAll(two, day)).toEqual([])
    }
  ],
  [
    'has nothing of a day that is done, says so as often as asked, and begins it anew with another note',
    async (one, two) => {
      const day = someDay()
      await noteSome(one, day, 5)
      await takeAll(one.take(day), settle)
      for (const each of [one, two, one]) {
        expect(await rightOf(each.done(day))).toBe(true)
        expect(await readAll(two, day)).toEqual([])
        expect(await rightOf(one.size(day))).toBe(0)
        expect(await takeAll(two.take(day), settle)).toEqual([])
      }
      await rightOf(one.done(someDay()))
      const later = await noteSome(two, day, 2)
      expect(await readAll(one, day)).toEqual(later)
      expect(await takeAll(one.take(day), settle)).toEqual(later)
    }
  ]
]

/** @param start gives an agenda for each case */
export const agendaCases = (start: () => Promise<AgendaUnderTest>): void => {
  describe('an agenda', () => {
    it.each(cases)('%s', async (_, body) => {
      const { workers, close } = await start()
      try {
        await body(...workers)
      } finally {
        await close()
      }
    })
  })
}
