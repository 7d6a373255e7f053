/**
 * Workers that leave a step out, or do it in the wrong order: the simulation notices each. What it does not notice, it
 * would not notice of the worker either.
 */
import type { AnyEvent, LoadedCall } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import fc from 'fast-check'
import type { WorkerPorts } from '@samtykke/retention'
import { createOperations, type Operations, type OperationsPorts } from '../../src/operations.ts'
import { outcome } from '../../src/records.ts'
import { type Mutation, run } from './run.ts'
import { scenarios } from './scenario.ts'

type Change = (operations: Operations, ports: OperationsPorts) => Partial<Operations>

const withOperations = (change: Change): Mutation => ({
  operations: ports => {
    const operations = createOperations(ports)
    return { ...operations, ...change(operations, ports) }
  }
})

const withPorts = (ports: (ports: WorkerPorts) => WorkerPorts): Mutation => ({ ports })

const isOutcome = ({ type }: AnyEvent): boolean => /-(erased|anonymised)$/.test(type)

const mutants: Readonly<Record<string, Mutation>> = {
  'no intent': withOperations(operations => ({
    instruct: (call, events) =>
      operations.instruct(
        call,
        events.filter(({ type }) => type !== 'erasure-instructed')
      )
  })),
  'no second look': withOperations(() => ({ lookAgain: () => Promise.resolve(E.right(true)) })),
  'no verification': withOperations(operations => {
    const acted = new Set<string>()
    return {
      act: (step, mayGoOn) => {
        acted.add(step.targetId)
        return operations.act(step, mayGoOn)
      },
      look: step => (acted.delete(step.targetId) ? Promise.resolve(E.right(false)) : operations.look(step))
    }
  }),
  'outcome first': withOperations((operations, { clock }) => ({
    act: async (step, mayGoOn) => {
      if (!(await mayGoOn())) return E.right({ _tag: 'held-back' })
      const now = new Date(clock.now()).toISOString() as never
      await operations.record(step.callId, [
        outcome(step, [{ processor: 'recorder', confirmation: 'soon', copies: 1 }], now)
      ])
      return operations.act(step, () => Promise.resolve(true))
    }
  })),
  'no outcome': withOperations(operations => ({
    record: (callId, events) =>
      operations.record(
        callId,
        events.filter(event => !isOutcome(event))
      )
  })),
  'the intent at whatever revision': withOperations((operations, { log }) => ({
    instruct: async (call: LoadedCall, events) => {
      const recorded = await operations.record(call.callId, events)
      if (E.isLeft(recorded)) return recorded
      const loaded = await log.load(call.callId)()
      return E.isLeft(loaded) ? loaded : E.right(loaded.right.revision)
    }
  })),
  'not found is erased': withOperations(operations => {
    const looked = new Set<string>()
    return {
      look: async step => {
        const found = await operations.look(step)
        if (looked.has(step.targetId) || E.isLeft(found)) return found
        looked.add(step.targetId)
        return E.right(true)
      }
    }
  }),
  'a failing store is an empty one': withOperations(operations => ({
    look: async step => {
      const found = await operations.look(step)
      return E.isLeft(found) ? E.right(false) : found
    }
  })),
  'one outcome for ever': withOperations(operations => ({
    record: async (callId, events) =>
      operations.record(
        callId,
        events.map(
          event =>
            ({
              ...event,
              ...(isOutcome(event) && { id: '00000000-0000-4000-8000-0000000000ff' })
            }) as AnyEvent
        )
      )
  })),
  'an outcome of its own each time': withOperations(operations => {
    let count = 0
    return {
      record: (callId, events) =>
        operations.record(
          callId,
          events.map(
            event =>
              ({
                ...event,
                ...(isOutcome(event) && {
                  id: `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`
                })
              }) as AnyEvent
          )
        )
    }
  }),
  'the clock is believed': withPorts(ports => ({
    ...ports,
    logTime: () => Promise.resolve(E.right(new Date(ports.clock.now()).toISOString() as never))
  })),
  'nothing is noted': withPorts(ports => ({
    ...ports,
    agenda: { ...ports.agenda, note: () => TE.right(undefined) }
  })),
  'nothing is followed': withPorts(ports => ({
    ...ports,
    feed: {
      ...ports.feed,
      // eslint-disable-next-line require-yield
      async *follow(signal) {
        await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()))
      }
    }
  })),
  'copies are forgotten': withPorts(ports => ({
    ...ports,
    answers: { put: () => TE.right(undefined), remove: () => TE.right(undefined) }
  }))
}

const seeds = Number(process.env['SAMTYKKE_MUTANT_SEEDS'] ?? 300)

test.each(Object.keys(mutants))(
  '%s',
  async name => {
    const cases = fc.sample(scenarios, { numRuns: seeds, seed: 1 })
    let caught: string | undefined
    for (const scenario of cases) {
      const [first] = await run(scenario, mutants[name])
      caught = first
      if (caught !== undefined) break
    }
    expect(caught).toBeDefined()
  },
  600_000
)
