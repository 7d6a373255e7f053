/**
 * One scenario from beginning to end, and what was wrong in it.
 */
import {
  type AnyEvent,
  callHistory,
  callState,
  type CallState,
  dueActions,
  type EventOf,
  type Identifier,
  type Instant,
  instantFromEpoch,
  type Rules,
  actionableGround
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { derivedId } from '@samtykke/log'
import { checkAgenda, plusDays } from '../../src/agendaBuild.ts'
import { createOperations, type Operations, type OperationsPorts } from '../../src/operations.ts'
import { survey } from '../../src/survey.ts'
import { sweep } from '../../src/sweep.ts'
import { handsOf } from '../../src/attending.ts'
import { type Worker, type WorkerPorts, workerOf } from '../../src/worker.ts'
import { rules as firstRules, shorterFrom } from './policy.ts'
import { day, type Happening, type Scenario, type Story } from './scenario.ts'
import { processor } from './stores.ts'
import { findingsOf } from './truth.ts'
import { beginning, createWorld, type Process, randomOf, type World } from './world.ts'

/** What is changed of the worker, to see that it is noticed. */
export interface Mutation {
  readonly operations?: (ports: OperationsPorts) => Operations
  readonly ports?: (ports: WorkerPorts) => WorkerPorts
}

const minute = 60_000
const hour = 60 * minute
const length = 3.5 * day
/** By when what is due must be gone, whatever went wrong. */
const within = 10 * hour

const purposes = ['quality-assurance', 'internal-training', 'documentation', 'voice-analysis']

type Content = Readonly<Record<string, unknown>>

/** Records what people and recorders say of a call. */
const recorderOf = (world: World) => {
  let count = 0
  return async (callId: Identifier, content: Content): Promise<void> => {
    const id = derivedId('people', callId, String(count++))
    const event = {
      id,
      callId,
      occurredAt: instantFromEpoch(world.time.now()),
      ...content
    } as unknown as AnyEvent
    const loaded = await world.log.load(callId)()
    if (E.isRight(loaded)) await world.log.append(callId, [event], loaded.right.revision)()
  }
}

type Say = ReturnType<typeof recorderOf>

const callOf = (index: number): Identifier => `call-${index}` as Identifier
const recordingOf = (index: number): string => `recording-${index}`

const stored = (story: Story, number: number, occurredAt: Instant): Content => ({
  type: 'recording-stored',
  recordingId: recordingOf(number),
  startedAt: instantFromEpoch(beginning + story.startedAt),
  occurredAt,
  direction: 'inbound',
  customerType: 'private',
  line: 'customer-service',
  processor,
  region: 'DK'
})

/** The call is made. */
const tell = (world: World, record: Say, story: Story, index: number): void => {
  const { time, contents } = world
  const callId = callOf(index)
  const keep = (kind: string, id: string): void => {
    if (!story.lost) contents.put(`${kind} ${callId} ${id}`, time.now())
  }
  const consent = {
    type: 'consent-given',
    method: 'keypress',
    purposes,
    noticeVersion: '1',
    language: 'da',
    occurredAt: instantFromEpoch(beginning + story.startedAt - minute)
  }
  const at = (offset: number, run: () => Promise<void>): void => {
    time.after(Math.max(0, story.startedAt + offset), () => void run())
  }
  const whenHappened = (offset: number): Instant => instantFromEpoch(beginning + story.startedAt + offset)
  if (story.consent === 'before') at(0, () => record(callId, consent))
  at(5 * minute, async () => {
    for (let number = 0; number < story.recordings; number++) {
      keep('recording', recordingOf(number))
      await record(callId, stored(story, number, whenHappened(5 * minute)))
    }
    if (!story.analysis) return
    keep('analysis', 'analysis-0')
    await record(callId, {
      type: 'analysis-produced',
      occurredAt: whenHappened(5 * minute),
      analysisId: 'analysis-0',
      recordingId: recordingOf(0),
      direction: 'inbound',
      features: ['tempo'],
      engine: 'engine',
      engineVersion: '1',
      subjects: ['customer']
    })
  })
  if (story.consent === 'late') at(10 * minute, () => record(callId, consent))
}

/** Something happens to a call that is there. */
const happen = async (
  world: World,
  record: Say,
  story: Story,
  index: number,
  what: Happening['what']
): Promise<void> => {
  const callId = callOf(index)
  const entries = await world.truth.entries(callId)
  const events = entries.flatMap(({ payload }) => (payload._tag === 'readable' ? [payload.event] : []))
  if (!events.some(({ type }) => type === 'recording-stored')) return
  const count = (type: string): number => events.filter(event => event.type === type).length
  switch (what) {
    case 'withdraw':
      return record(callId, { type: 'consent-withdrawn', channel: 'phone' })
    case 'object':
      return record(callId, { type: 'analysis-objected', channel: 'phone' })
    case 'request-erasure':
      return record(callId, { type: 'erasure-requested', channel: 'phone', scope: 'all' })
    case 'hold-all':
    case 'hold-expiry':
      return record(callId, {
        type: 'hold-placed',
        holdId: `hold-${count('hold-placed')}`,
        claimReference: 'claim',
        approvedBy: 'somebody',
        reviewOn: '2026-06-01',
        suspends: what === 'hold-all' ? 'all' : 'expiry'
      })
    case 'release':
      if (count('hold-placed') <= count('hold-released')) return
      return record(callId, {
        type: 'hold-released',
        holdId: `hold-${count('hold-released')}`,
        approvals: 2
      })
    case 'request-access':
      return record(callId, {
        type: 'access-requested',
        requestId: `request-${count('access-requested')}`,
        channel: 'letter'
      })
    case 'answer-access':
      if (count('access-requested') <= count('access-answered')) return
      return record(callId, {
        type: 'access-answered',
        requestId: `request-${count('access-answered')}`,
        copyHandedOver: true
      })
    case 'store-again':
      if (!story.lost) world.contents.put(`recording ${callId} ${recordingOf(0)}`, world.time.now())
      return record(callId, stored(story, 0, instantFromEpoch(world.time.now())))
    case 'consent':
      return record(callId, {
        type: 'consent-given',
        method: 'keypress',
        purposes,
        noticeVersion: '1',
        language: 'da'
      })
    case 'unreadable':
      world.log.writeRaw(callId, {
        id: derivedId('unreadable', callId, String(entries.length)),
        type: 'consent-given',
        json: '{'
      })
  }
}

/** What must be true of a call when all is over. */
const judge = async (
  world: World,
  rules: Rules,
  story: Story,
  index: number,
  scenario: Scenario
): Promise<ReadonlyArray<string>> => {
  const end = world.time.now()
  const asOf = instantFromEpoch(end)
  const callId = callOf(index)
  const entries = await world.truth.entries(callId)
  const call: CallState = callState({ rules, asOf })(callHistory({ callId, entries }))
  const wrong: string[] = [...findingsOf(rules, asOf, call)]
  const events = call.facts.events
  const ids = new Set(entries.map(({ id }) => id))
  if (ids.size < entries.length) wrong.push(`${callId}: an id came twice`)

  for (const kept of [...call.recordings, ...call.analyses]) {
    const name = `${callId} ${kept.targetId}`
    const failures = events.filter(
      (event): event is EventOf<'retention-failed'> =>
        event.type === 'retention-failed' && event.targetId === kept.targetId && event.permanent
    )
    const excused =
      story.lost ||
      story.happenings.some(({ what }) => what === 'store-again') ||
      scenario.faults.some(({ kind }) => kind === 'locked')
    if (failures.length > 0 && !excused) wrong.push(`${name}: failed for good: ${failures[0]!.reason}`)
    const storings = kept.target === 'recording' ? 1 + kept.repeats.length : 1
    if (kept.outcomes.length > storings) wrong.push(`${name}: ${kept.outcomes.length} outcomes`)
    const action = dueActions({ rules, asOf })(call).find(
      each => each.targetId === kept.targetId && each.target === kept.target
    )
    const there = world.contents.has(`${kept.target} ${callId} ${kept.targetId}`)
    if (action === undefined && kept.done && there) wrong.push(`${name}: done, and the store still has it`)
    if (action?.status !== 'due' || action.uncertain === true || failures.length > 0) continue
    const since = actionableGround(kept.grounds, call.holds, asOf)?.since ?? action.dueAt
    const known = Date.parse(entries.at(-1)?.recordedAt ?? asOf)
    if (Math.max(Date.parse(since), beginning) < end - within && known < end - within)
      wrong.push(`${name}: due since ${since} (${action.rule}), and not done`)
  }
  for (const event of events) {
    if (event.type === 'recording-stored' && !story.lost) {
      const kept = call.recordings.find(({ targetId }) => targetId === event.recordingId)
      if (
        kept !== undefined &&
        kept.outcomes.length === 0 &&
        !events.some(each => each.type === 'erasure-instructed' && each.targetId === kept.targetId) &&
        !world.contents.has(`recording ${callId} ${event.recordingId}`)
      )
        wrong.push(`${callId} ${event.recordingId}: gone, and nobody instructed it`)
    }
  }
  return wrong
}

/** Runs a scenario; gives what was wrong, nothing where all was well. */
export const run = async (scenario: Scenario, mutation: Mutation = {}): Promise<ReadonlyArray<string>> => {
  const world = createWorld(scenario)
  const { time } = world
  const random = randomOf(scenario.chance + 17)
  const record = recorderOf(world)
  let rules = firstRules
  const running: Array<{ process: Process; worker: Worker } | undefined> = []
  let over = false

  const boot = (machine: number): void => {
    if (over) return
    const process = world.boot(machine, rules, () => {
      time.after(10_000 + random() * 30 * minute, () => boot(machine))
    })
    const { ports = (same: WorkerPorts) => same, operations = createOperations } = mutation
    running[machine] = { process, worker: workerOf(operations)(ports(process.ports)) }
  }

  scenario.stories.forEach((story, index) => {
    tell(world, record, story, index)
    for (const { at, what } of story.happenings)
      time.after(at, () => void happen(world, record, story, index, what))
  })
  world.ambush.at = async ({ on, number }) => {
    const now = scenario.ambushes.filter(each => each.on === on && each.number === number)
    for (const { call, what } of now) {
      const story = scenario.stories[call]
      if (story !== undefined) await happen(world, record, story, call, what)
    }
    return now.length > 0
  }
  for (let machine = 0; machine < scenario.workers; machine++)
    time.after(random() * minute, () => boot(machine))
  for (const { at, by } of scenario.jumps) {
    const machine = Math.floor(random() * scenario.workers)
    time.after(at, () => world.jump(machine, by))
    time.after(at + 2 * hour, () => world.jump(machine, -by))
  }
  scenario.sweeps.forEach((at, number) => {
    time.after(at, () => {
      const { ports } = world.boot(scenario.workers + number, rules, () => undefined)
      void sweep(ports, { dryRun: false })
    })
  })
  if (scenario.policyChange !== undefined) {
    time.after(scenario.policyChange, () => {
      rules = shorterFrom(instantFromEpoch(time.now()))
      for (const each of running) each?.process.kill()
    })
  }

  await time.passTo(beginning + length)
  const wrong = [...world.truth.violations]
  for (const [index, story] of scenario.stories.entries())
    wrong.push(...(await judge(world, rules, story, index, scenario)))

  const alive = running.filter(each => each?.process.isAlive() === true)
  for (const each of alive) {
    const missed = each!.worker.health().agendaMissed
    if (missed > 0) wrong.push(`the agenda missed ${missed}`)
    await time.passUntil(each!.worker.stop())
  }
  const hands = handsOf(
    {
      stores: {
        recordings: new Map([[processor, {} as never]]),
        analyses: new Map([[processor, {} as never]])
      },
      redaction: { redact: () => () => Promise.resolve(E.right(undefined)), isBrokenOff: () => false }
    },
    {},
    false
  )
  const look = survey({ log: world.log, rules, hands })
  const asOf = instantFromEpoch(time.now())
  const today = rules.calendar.localDate(asOf)
  const open = [-1, 0].map(days => plusDays(today, days))
  const { signal } = new AbortController()
  const checked = await checkAgenda({ ...world, look, signal }, asOf, plusDays(today, 1), open)
  if (E.isRight(checked) && checked.right.missed > 0)
    wrong.push(`${checked.right.missed} missing in the agenda`)
  over = true
  return wrong
}
