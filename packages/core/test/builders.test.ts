// Each builder makes what decoding its members makes.
import * as core from '@samtykke/core'
import { decodeKnownEvent, type EventBuilder, type EventType } from '@samtykke/core'
import { eventCatalogue } from '@samtykke/core/catalogue'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'

const builderOf = (type: EventType): EventBuilder<EventType> => {
  const name = type.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  return (core as unknown as Record<string, EventBuilder<EventType>>)[name] as EventBuilder<EventType>
}

test.each(eventCatalogue.map(each => [each.type, each] as const))('%s', (type, { example }) => {
  const { type: _, ...members } = example
  const build = builderOf(type) as (members: unknown) => E.Either<unknown, unknown>
  expect(build(members)).toEqual(E.right(example))
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(members)), fc.jsonValue(), (name, value) => {
      const changed = { ...members, [name]: value }
      expect(build(changed)).toEqual(decodeKnownEvent({ ...changed, type }))
    })
  )
})

test('another type among the members changes nothing', () => {
  const members = {
    id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
    callId: 'call-1',
    occurredAt: '2025-09-01T10:00:00+02:00',
    channel: 'email'
  }
  const expected = E.right({ ...members, type: 'analysis-objected', occurredAt: '2025-09-01T08:00:00.000Z' })
  expect(core.analysisObjected(members)).toEqual(expected)
  expect(core.analysisObjected(Object.assign({ type: 'access-requested' }, members))).toEqual(expected)
})
