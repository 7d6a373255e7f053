/**
 * What can happen to calls, stores, workers and clocks, drawn by fast-check, which also finds the shortest that fails.
 */
import fc from 'fast-check'

/** Something that happens to a call, milliseconds after the beginning. */
export interface Happening {
  readonly at: number
  readonly what:
    | 'withdraw'
    | 'object'
    | 'request-erasure'
    | 'hold-all'
    | 'hold-expiry'
    | 'release'
    | 'request-access'
    | 'answer-access'
    | 'store-again'
    | 'consent'
    | 'unreadable'
}

/** A call: when it was recorded, and what happened then. */
export interface Story {
  readonly startedAt: number
  readonly consent: 'before' | 'late' | 'none'
  readonly recordings: number
  readonly analysis: boolean
  /** Whether the store has what the log says. */
  readonly lost: boolean
  readonly happenings: ReadonlyArray<Happening>
}

/** A request that workers make of the world: the first of its kind is 0. */
export interface Request {
  readonly on: 'load' | 'append' | 'find' | 'act' | 'note' | 'other'
  readonly number: number
}

/** What goes wrong at a request. */
export interface Fault extends Request {
  readonly kind: 'crash-before' | 'crash-after' | 'fail' | 'lost-answer' | 'hang' | 'slow' | 'lie' | 'locked'
}

/** What happens to a call at the worst moment: while a request is on its way, which then takes its time. */
export interface Ambush extends Request {
  readonly call: number
  readonly what: Happening['what']
}

export interface Jump {
  readonly at: number
  readonly by: number
}

export interface Scenario {
  readonly chance: number
  readonly stories: ReadonlyArray<Story>
  readonly faults: ReadonlyArray<Fault>
  readonly ambushes: ReadonlyArray<Ambush>
  readonly jumps: ReadonlyArray<Jump>
  readonly workers: number
  /** Whether the processor takes orders and carries them out later. */
  readonly accepts: boolean
  /** When all workers are started again with shorter periods. */
  readonly policyChange: number | undefined
  /** When somebody sweeps, beside the workers. */
  readonly sweeps: ReadonlyArray<number>
}

const minute = 60_000
const hour = 60 * minute
export const day = 24 * hour

const happening = (latest: number): fc.Arbitrary<Happening> =>
  fc.record({
    at: fc.integer({ min: 0, max: latest }),
    what: fc.constantFrom(
      'withdraw',
      'object',
      'request-erasure',
      'hold-all',
      'hold-expiry',
      'release',
      'release',
      'request-access',
      'answer-access',
      'store-again',
      'consent',
      'unreadable'
    )
  })

const story: fc.Arbitrary<Story> = fc.record({
  startedAt: fc.integer({ min: -2 * day, max: 6 * hour }),
  consent: fc.constantFrom('before', 'before', 'before', 'late', 'none'),
  recordings: fc.integer({ min: 1, max: 2 }),
  analysis: fc.boolean(),
  lost: fc.constantFrom(false, false, false, false, true),
  happenings: fc.array(happening(2.5 * day), { maxLength: 4 })
})

const request = {
  on: fc.constantFrom<Request['on']>(
    'load',
    'append',
    'append',
    'find',
    'find',
    'act',
    'act',
    'note',
    'other'
  ),
  number: fc.nat({ max: 20 })
}

const fault: fc.Arbitrary<Fault> = fc.record({
  ...request,
  kind: fc.constantFrom('crash-before', 'crash-after', 'fail', 'lost-answer', 'hang', 'slow', 'lie', 'locked')
})

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  chance: fc.integer({ min: 1, max: 1_000_000 }),
  stories: fc.array(story, { minLength: 1, maxLength: 4 }),
  faults: fc.array(fault, { maxLength: 8 }),
  ambushes: fc.array(
    fc.record({
      ...request,
      call: fc.nat({ max: 3 }),
      what: fc.constantFrom('hold-all', 'hold-expiry', 'withdraw', 'release', 'request-access')
    }),
    { maxLength: 4 }
  ),
  jumps: fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 2.5 * day }),
      by: fc.constantFrom(-400 * day, -day, -hour, -2 * minute, 2 * minute, hour, day, 400 * day)
    }),
    { maxLength: 2 }
  ),
  workers: fc.integer({ min: 1, max: 3 }),
  accepts: fc.constantFrom(false, false, true),
  policyChange: fc.option(fc.integer({ min: 0, max: 2 * day }), { nil: undefined, freq: 4 }),
  sweeps: fc.array(fc.integer({ min: 0, max: 3 * day }), { maxLength: 2 })
})
