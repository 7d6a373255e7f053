import type { StoreError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { createStoreLimiter } from '../src/storeLimiter.ts'
import { createVirtualTime } from './simulation/virtualTime.ts'

const unavailable: StoreError = { _tag: 'Unavailable', retry: 'later', reason: 'off' }

const world = (concurrency: number, perSecond: number) => {
  const time = createVirtualTime(0)
  const clock = { now: time.now, elapsed: time.now, wait: time.sleep }
  return { time, limiter: createStoreLimiter(clock, { concurrency, perSecond }) }
}

test('so many at once, and what a person asked for first', async () => {
  const { time, limiter } = world(2, Infinity)
  const begun: string[] = []
  let running = 0
  const task = (name: string) => async () => {
    begun.push(name)
    running++
    expect(running).toBeLessThanOrEqual(2)
    await time.sleep(10)
    running--
    return E.right(undefined)
  }
  const all = [
    ...['a', 'b', 'c', 'd'].map(name => limiter.run(false, task(name))),
    limiter.run(true, task('urgent'))
  ]
  await time.passUntil(Promise.all(all))
  expect(begun).toEqual(['a', 'b', 'urgent', 'c', 'd'])
  expect(time.now()).toBe(30)
})

test('so many a second', async () => {
  const { time, limiter } = world(100, 10)
  const begun: number[] = []
  const all = Array.from({ length: 25 }, () =>
    limiter.run(false, () => {
      begun.push(time.now())
      return Promise.resolve(E.right(undefined))
    })
  )
  await time.passUntil(Promise.all(all))
  expect(begun).toEqual(Array.from({ length: 25 }, (_, index) => index * 100))
})

test('a store that fails five times in a row rests, longer each time, and is asked again', async () => {
  const { time, limiter } = world(8, Infinity)
  let asked = 0
  const fail = () => {
    asked++
    return Promise.resolve(E.left(unavailable))
  }
  for (let count = 0; count < 20; count++) await limiter.run(false, fail)
  expect(asked).toBe(5)
  await time.passTo(1_000)
  await limiter.run(false, fail)
  expect(asked).toBe(6)
  await time.passTo(2_000)
  await limiter.run(false, fail)
  expect(asked).toBe(6)
  await time.passTo(3_000)
  expect(await limiter.run(false, () => Promise.resolve(E.right('well')))).toEqual(E.right('well'))
  for (let count = 0; count < 5; count++) await limiter.run(false, fail)
  expect(asked).toBe(11)
})
