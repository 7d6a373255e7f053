/**
 * A log, stores, an agenda and clocks of the test's own, and workers that can be killed at each request they make of them.
 */
import {
  type AnyEvent,
  type Identifier,
  instantFromEpoch,
  type LogError,
  type Position,
  type RecordingStore,
  type Rules
} from '@samtykke/core'
import { type Agenda, derivedId } from '@samtykke/log'
import {
  createMemoryAgenda,
  createMemoryJournals,
  feedOf,
  type ProofRedaction,
  type WorkerPorts
} from '@samtykke/retention'
import { createMemoryLog, type MemoryLog } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import { type Contents, createContents } from './contents.ts'
import { agendaOf, logOf, readingOnce } from './logOf.ts'
import { type Chance, chanceOf, createMachine, type Machine, unavailable } from './machine.ts'
import type { Scenario } from './scenario.ts'
import { processor, storesOf } from './stores.ts'
import { createTruth, type Knowledge, type Truth } from './truth.ts'
import { createVirtualTime, type VirtualTime } from './virtualTime.ts'

export const beginning = Date.parse('2026-03-24T09:00:00.000Z')

/** Small and quick, and the same for the same seed (xorshift). */
export const randomOf = (seed: number): (() => number) => {
  let state = seed | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 4_294_967_296
  }
}

/** A worker's process: alive until it is killed. */
export interface Process extends Pick<Machine, 'isAlive' | 'kill'> {
  readonly ports: WorkerPorts
}

export interface World {
  readonly time: VirtualTime
  readonly log: MemoryLog
  readonly truth: Truth
  readonly agenda: Agenda
  readonly contents: Contents
  readonly boot: (number: number, rules: Rules, onKilled: () => void) => Process
  readonly jump: (number: number, by: number) => void
  readonly ambush: Chance['ambush']
}

/** Appends the event, and forgets nothing: the worker's part of it is the same. */
const redactIn =
  (machine: Machine, log: MemoryLog): ProofRedaction['redact'] =>
  ({ callId, revision }, occurredAt) =>
  () =>
    machine.request(
      'other',
      async (): Promise<E.Either<LogError, void>> => {
        const event = {
          id: derivedId('redacted', callId, String(revision)),
          type: 'proof-redacted',
          callId,
          occurredAt,
          keyDestroyed: true
        } as AnyEvent
        const done = await log.append(callId, [event], revision)()
        return E.isLeft(done) && done.left._tag !== 'RevisionConflict' ? done : E.right(undefined)
      },
      unavailable,
      unavailable,
      false
    )

export const createWorld = (scenario: Scenario): World => {
  const time = createVirtualTime(beginning)
  const random = randomOf(scenario.chance)
  const chance = chanceOf(scenario, time, random)
  const log = readingOnce(createMemoryLog({ now: time.now }))
  const truth = createTruth(log, time.now)
  const agenda = createMemoryAgenda()
  const journals = createMemoryJournals()
  const contents = createContents()
  const checkpoints: Array<Position | undefined> = []
  const skews: number[] = []

  const boot: World['boot'] = (number, rules, onKilled) => {
    const machine = createMachine(chance, onKilled)
    const knowledge = new Map<Identifier, Knowledge>()
    const looked = new Map<string, number>()
    skews[number] ??= Math.round((random() - 0.5) * 4 * 60_000)
    const skew = (): number => skews[number] ?? 0
    const started = time.now()
    const clock = {
      now: () => time.now() + skew(),
      elapsed: () => time.now() - started,
      wait: (milliseconds: number, signal?: AbortSignal): Promise<void> =>
        new Promise(resolve => {
          void time.sleep(milliseconds, signal).then(() => {
            if (machine.isAlive()) resolve()
          })
        })
    }
    const shared = { machine, time, truth, contents, knowledge, looked }
    const logPort = logOf({ ...shared, log })
    const { store, answers } = storesOf({ ...shared, rules, accepts: scenario.accepts, skew })
    const checkpoint = {
      load: () => Promise.resolve(E.right(checkpoints[number])),
      save: (position: Position) => () => {
        if (machine.isAlive()) checkpoints[number] = position
        return Promise.resolve(E.right(undefined))
      }
    }
    return {
      isAlive: machine.isAlive,
      kill: machine.kill,
      ports: {
        log: logPort,
        logTime: () => machine.quietly(() => Promise.resolve(E.right(instantFromEpoch(time.now())))),
        rules,
        stores: {
          recordings: new Map<string, RecordingStore>([[processor, store]]),
          analyses: new Map([[processor, store]])
        },
        answers,
        redaction: { redact: redactIn(machine, log), isBrokenOff: () => false },
        agenda: agendaOf(machine, agenda),
        journals,
        feed: feedOf(logPort, checkpoint, clock),
        clock,
        random
      }
    }
  }

  return {
    time,
    log,
    truth,
    agenda,
    contents,
    boot,
    jump: (number, by) => {
      skews[number] = (skews[number] ?? 0) + by
    },
    ambush: chance.ambush
  }
}
