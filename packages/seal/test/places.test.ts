import { placesOf, type SealedPlace, visitPlaces } from '../src/places.ts'
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

it('visits where each event lies, those that were sent twice too', async () => {
  const shop = workshop()
  const lines = linesOf(600, 40)
  shop.write(lines)
  await shop.seal(instant(1000))
  const calls = [...new Set(lines.map(({ callId }) => callId))]
  const places = await runTask(placesOf({ log: shop.log, calls }))
  const visited: Array<readonly [eventId: string, place: SealedPlace]> = []
  await runTask(visitPlaces({ log: shop.log, visit: (...each) => void visited.push(each) }))
  expect(visited.map(([id, place]) => [id, place.leaf])).toEqual(lines.map(({ id }, leaf) => [id, leaf]))
  for (const [id, place] of visited) expect(places(lines[place.leaf]!.callId)(id)).toEqual(place)
  shop.remove()
  expect(await visitPlaces({ log: shop.log, visit: () => undefined })()).toMatchObject({
    _tag: 'Left',
    left: { _tag: 'NoLog' }
  })
})
