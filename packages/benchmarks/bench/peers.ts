/**
 * The same fold on other libraries of event sourcing, side by side with core's: events in memory, the state of each call
 * built by the library's own means, then what is due of it.
 */
import { EventStore, EventType } from '@castore/core'
import { getInMemoryEventStore } from '@event-driven-io/emmett'
import { View } from '@fraktalio/fmodel-ts'
import type { AnyEvent } from '@samtykke/core'
import { foldOnCore } from './core-fold.ts'
import { asOf, type Call, decodedCalls } from './histories.ts'
import { ratio, sideBySide } from './measure.ts'
import { type CallSoFar, type Due, dueOfCall, evolve, initialState } from './peers-fold.ts'

/** Peers have no notion of an instant up to which events count: they are given those that count. */
const happened = (calls: ReadonlyArray<Call>): ReadonlyArray<Call> =>
  calls.map(({ callId, events }) => ({
    callId,
    events: events.filter(event => event.occurredAt <= asOf)
  }))

const calls = happened(decodedCalls(20_000)).filter(({ events }) => events.length > 0)

const onCastore = (() => {
  interface Detail {
    aggregateId: string
    version: number
    type: 'happened'
    timestamp: string
    payload: AnyEvent
  }
  interface Aggregate extends CallSoFar {
    aggregateId: string
    version: number
  }
  const store = new EventStore({
    eventStoreId: 'CALLS',
    eventTypes: [new EventType<'happened', AnyEvent>({ type: 'happened' })],
    reducer: (aggregate: Aggregate | undefined, { aggregateId, version, payload }: Detail): Aggregate => ({
      ...evolve(aggregate ?? initialState, payload),
      aggregateId,
      version
    })
  })
  const details = calls.map(({ callId, events }) =>
    events.map((payload, index): Detail => ({
      aggregateId: callId,
      version: index + 1,
      type: 'happened',
      timestamp: payload.occurredAt,
      payload
    }))
  )
  return () => details.map(each => dueOfCall(store.buildAggregate(each) ?? initialState, asOf))
})()

const onFmodel = (() => {
  const view = new View<CallSoFar, AnyEvent>(evolve, initialState)
  return () => calls.map(({ events }) => dueOfCall(events.reduce(view.evolve, view.initialState), asOf))
})()

const onEmmett = await (async () => {
  type Happened = {
    readonly type: 'happened'
    readonly data: { readonly event: AnyEvent }
  }
  const store = getInMemoryEventStore()
  for (const { callId, events } of calls) {
    await store.appendToStream(
      callId,
      events.map((event): Happened => ({ type: 'happened', data: { event } }))
    )
  }
  return async () => {
    const due: Array<ReadonlyArray<Due>> = []
    for (const { callId } of calls) {
      const { state } = await store.aggregateStream<CallSoFar, Happened>(callId, {
        evolve: (state: CallSoFar, event: Happened) => evolve(state, event.data.event),
        initialState: () => initialState
      })
      due.push(dueOfCall(state, asOf))
    }
    return due
  }
})()

const onCore = (): ReadonlyArray<ReadonlyArray<Due>> => calls.map(foldOnCore)

const written = (due: ReadonlyArray<ReadonlyArray<Due>>): ReadonlyArray<string> =>
  due.map(each =>
    each
      .map(({ targetId, action, rule, dueAt, status }) => [targetId, action, rule, dueAt, status].join(' '))
      .sort()
      .join('; ')
  )

const ofKept = (due: ReadonlyArray<ReadonlyArray<Due & { readonly target?: string }>>) =>
  written(due.map(each => each.filter(({ target }) => target === 'recording' || target === 'analysis')))

const contestants = [
  { name: '@castore/core', run: onCastore },
  { name: '@fraktalio/fmodel-ts', run: onFmodel },
  { name: '@event-driven-io/emmett', run: onEmmett }
]

const expected = ofKept(onCore())
for (const { name, run } of contestants) {
  const agreeing = written(await run()).filter((each, i) => each === expected[i]).length
  console.log(`${name}: the same answer as core for ${agreeing} of ${calls.length} calls`)
}

const [core, ...others] = await sideBySide([{ name: '@samtykke/core', run: onCore }, ...contestants], 7)
const perCall = (time: number): string => `${((time * 1e3) / calls.length).toFixed(2)} µs a call`
console.log(`${'@samtykke/core'.padEnd(24)} ${perCall(core!)}`)
for (const [i, { name }] of contestants.entries()) {
  console.log(
    `${name.padEnd(24)} ${perCall(others[i]!)}: ${ratio(others[i]!, core!)} times core's (more than 1)`
  )
}
