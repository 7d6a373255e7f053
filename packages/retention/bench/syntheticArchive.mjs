/**
 * An archive that is computed instead of kept: each call follows from its number, so that what grows is the worker's own.
 * Of a call that is being erased what was appended is kept; of one that is done, one bit.
 */
import { compilePolicy, instantFromEpoch, noticePolicy, readPayload } from '@samtykke/core'
import { createMemoryJournals, resumeErasing, startWorker, systemClock } from '@samtykke/retention'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

const started = Date.parse('2026-03-24T09:00:00.000Z')
const dayLength = 86_400_000
const today = '2026-03-24'
const processor = 'recorder'
const pageSize = 500

const bits = size => {
  const bytes = new Uint8Array(Math.ceil(size / 8))
  return {
    has: n => (bytes[n >> 3] & (1 << (n & 7))) !== 0,
    add: n => {
      bytes[n >> 3] |= 1 << (n & 7)
    }
  }
}

const uuid = (number, event) =>
  `00000000-0000-4000-8000-${number.toString(16).padStart(11, '0')}${event.toString(16)}`

const callIdOf = number => `call-${number}`
const numberOf = callId => Number(callId.slice('call-'.length))
const recordingIdOf = number => `recording-${number}`

/** @param stored calls in the log, of which every `stored / due`-th has expired */
export const createSyntheticArchive = ({ stored, due }) => {
  const every = stored / due
  const erased = bits(stored)
  const underWay = new Map()
  const requests = { load: 0, append: 0, find: 0, erase: 0, note: 0 }
  const begun = performance.now()
  const clock = { ...systemClock, now: () => started + (performance.now() - begun) }

  const eventsOf = number => {
    const startedAt = started - (number % every === 0 ? 200 : 20) * dayLength
    const callId = callIdOf(number)
    const recordingId = recordingIdOf(number)
    const at = milliseconds => instantFromEpoch(milliseconds)
    const kept = [
      {
        type: 'consent-given',
        occurredAt: at(startedAt - 1_000),
        method: 'keypress',
        purposes: ['quality-assurance', 'documentation', 'voice-analysis'],
        noticeVersion: '1',
        language: 'da'
      },
      {
        type: 'recording-stored',
        occurredAt: at(startedAt + 60_000),
        recordingId,
        startedAt: at(startedAt),
        direction: 'inbound',
        customerType: 'private',
        line: 'customer-service',
        processor,
        region: 'DK'
      }
    ]
    const done = [
      {
        type: 'erasure-instructed',
        occurredAt: at(started),
        target: 'recording',
        targetId: recordingId,
        processor
      },
      {
        type: 'recording-erased',
        occurredAt: at(started),
        recordingId,
        processor,
        confirmation: 'done',
        copies: 1
      }
    ]
    const all = erased.has(number) ? [...kept, ...done] : kept
    return [
      ...all.map((event, index) => ({ id: uuid(number, index), callId, ...event })),
      ...(underWay.get(number) ?? [])
    ]
  }

  const load = callId => async () => {
    requests.load++
    const entries = eventsOf(numberOf(callId)).map((event, index) => {
      const { id, type, occurredAt: recordedAt } = event
      // As from a log: from text.
      const payload = readPayload({ id, type, callId, recordedAt }, JSON.parse(JSON.stringify(event)))
      const position = { commit: BigInt(index), prepare: BigInt(index) }
      return { callId, id, type, revision: BigInt(index), position, recordedAt, payload }
    })
    return E.right({ callId, entries, revision: BigInt(entries.length - 1) })
  }

  // The worker is given its own events, too: as many calls as were appended to, by their numbers.
  const appended = new Uint32Array(4 * due + 16)
  const revisions = new Uint8Array(appended.length)
  let end = 0
  let wake = () => undefined

  const append = (callId, events, expected) => async () => {
    requests.append++
    const number = numberOf(callId)
    const revision = BigInt(eventsOf(number).length - 1)
    if (revision !== expected)
      return E.left({ _tag: 'RevisionConflict', retry: 'reload', expected, actual: revision })
    if (events.length === 0) return E.right(revision)
    if (events.some(({ type }) => type === 'recording-erased')) {
      underWay.delete(number)
      erased.add(number)
    } else underWay.set(number, [...(underWay.get(number) ?? []), ...events])
    const last = revision + BigInt(events.length)
    appended[end % appended.length] = number
    revisions[end++ % appended.length] = Number(last)
    wake()
    return E.right(last)
  }

  const settle = TE.right(undefined)

  async function* follow(signal) {
    let waken = () => undefined
    wake = () => waken()
    signal.addEventListener('abort', () => waken())
    for (let next = 0; !signal.aborted; next++) {
      if (next === end) await new Promise(resolve => (waken = resolve))
      const at = next % appended.length
      if (next < end)
        yield E.right({ callId: callIdOf(appended[at]), revision: BigInt(revisions[at]), settle })
    }
  }

  const gone = bits(stored)
  const store = {
    name: processor,
    find: ref => async () => {
      requests.find++
      return E.right(
        gone.has(numberOf(ref.callId)) ? { _tag: 'absent' } : { _tag: 'present', copies: 1, versions: 1 }
      )
    },
    erase: ref => async () => {
      requests.erase++
      gone.add(numberOf(ref.callId))
      return E.right({ _tag: 'gone', confirmation: `confirmation-${ref.callId}`, copies: 1 })
    }
  }

  let taken = 0
  const agenda = {
    note: () => async () => {
      requests.note++
      return E.right(undefined)
    },
    async *take(day) {
      while (day === today && taken < due) yield E.right({ callId: callIdOf(taken++ * every), settle })
    },
    async *read(day) {
      for (let from = 0; day === today && from < due; from += pageSize)
        yield E.right(
          Array.from({ length: Math.min(pageSize, due - from) }, (_, index) =>
            callIdOf((from + index) * every)
          )
        )
    },
    size: day => TE.right(day === today ? due : 0),
    done: () => TE.right(undefined)
  }

  const journals = createMemoryJournals()
  const log = { load, append, replay: async function* () {} }
  const ports = {
    log,
    logTime: TE.fromIO(() => instantFromEpoch(clock.now())),
    rules: compilePolicy(noticePolicy, () => undefined),
    stores: { recordings: new Map([[processor, store]]), analyses: new Map() },
    agenda,
    journals,
    feed: { follow, startBehind: () => TE.right(undefined) },
    clock,
    random: Math.random
  }

  /** Runs a worker until everything that is due is gone; any number was approved. */
  const run = async tell => {
    await resumeErasing(journals, 'bench', today)()
    await new Promise(resolve => {
      let done = 0
      const worker = startWorker(ports, {
        tell: notice => {
          if (notice._tag === 'log-failed' || notice._tag === 'stopped')
            throw new Error(JSON.stringify(notice))
          if (notice._tag !== 'attended' || notice.carriedOut === 0) return
          done += notice.carriedOut
          tell(done)
          if (done === due) resolve(worker.stop())
        }
      })
    })
  }

  return { run, requests }
}
