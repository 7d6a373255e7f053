import { placesOf } from '../../src/seal/places.ts'
import { instant, linesOf, runTask, workshop } from './support.ts'

it('says where each sealed event of a call lies, and nothing of what is not sealed', async () => {
  const shop = workshop()
  const lines = linesOf(600, 40)
  shop.write(lines)
  await shop.seal(instant(1000))
  const later = linesOf(1, 1, 700).map(line => ({ ...line, callId: 'c7' }))
  shop.append(later)
  const places = await runTask(placesOf({ log: shop.log, call: 'c7' }))
  const own = lines.flatMap(({ callId, id }, leaf) => (callId === 'c7' ? [{ id, leaf }] : []))
  expect([...places]).toEqual(
    own.map(({ id, leaf }, revision) => [id, { stream: 'call-c7', revision: String(revision), leaf }])
  )
  expect(places.size).toBe(15)
  expect((await runTask(placesOf({ log: shop.log, call: 'nobody' }))).size).toBe(0)
  shop.remove()
})

it('is an error where there is no log', async () => {
  const shop = workshop()
  expect(await placesOf({ log: shop.log, call: 'c7' })()).toMatchObject({
    _tag: 'Left',
    left: { _tag: 'NoLog' }
  })
  shop.remove()
})
