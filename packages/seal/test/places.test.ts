import { placesOf, wantedLeaves } from '../src/places.ts'
import { instant, linesOf, runTask, workshop } from './support.ts'

it('says where each sealed event of a call lies, and nothing of what is not sealed', async () => {
  const shop = workshop()
  const lines = linesOf(600, 40)
  shop.write(lines)
  await shop.seal(instant(1000))
  const later = linesOf(1, 1, 700).map(line => ({ ...line, callId: 'c7' }))
  shop.append(later)
  const places = await runTask(placesOf({ log: shop.log, calls: ['c7', 'c8', 'nobody'] }))
  for (const call of ['c7', 'c8']) {
    const own = lines.flatMap(({ callId, id }, leaf) => (callId === call ? [{ id, leaf }] : []))
    expect(own).toHaveLength(15)
    for (const [revision, { id, leaf }] of own.entries())
      expect(places(call)(id)).toEqual({ stream: `call-${call}`, revision: String(revision), leaf })
  }
  expect(places('c7')(later[0]!.id)).toBeUndefined()
  // Of another call than asked for, or not asked for at all.
  expect(places('c8')(lines.find(({ callId }) => callId === 'c7')!.id)).toBeUndefined()
  expect(places('c9')(lines.find(({ callId }) => callId === 'c9')!.id)).toBeUndefined()
  shop.remove()
})

it('is an error where there is no log', async () => {
  const shop = workshop()
  expect(await placesOf({ log: shop.log, calls: ['c7'] })()).toMatchObject({
    _tag: 'Left',
    left: { _tag: 'NoLog' }
  })
  shop.remove()
})

it('finds the leaf of each event that is wanted, and of one that was sent twice the first', async () => {
  const shop = workshop()
  const lines = linesOf(600, 40)
  shop.write([...lines, lines[7]!])
  await shop.seal(instant(1000))
  const wanted = wantedLeaves()
  const [some, others] = [lines.slice(0, 400), lines.slice(400)]
  for (const { callId, id } of some) wanted.add(callId, id)
  wanted.add('c7', 'nobody')
  const leafOf = await runTask(wanted.find(shop.log))
  expect(some.map(({ callId, id }) => leafOf(callId, id))).toEqual(some.map((_, leaf) => leaf))
  // Not wanted, not sealed, and of another call.
  const [first, other] = [some[0]!, some.find(({ callId }) => callId !== some[0]!.callId)!]
  expect(others.map(({ callId, id }) => leafOf(callId, id))).toEqual(others.map(() => undefined))
  expect(leafOf('c7', 'nobody')).toBeUndefined()
  expect(leafOf(other.callId, first.id)).toBeUndefined()
  shop.remove()
  expect(await wantedLeaves().find(shop.log)()).toMatchObject({ _tag: 'Left', left: { _tag: 'NoLog' } })
})
