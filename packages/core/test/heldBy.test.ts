/** With whom recordings and analyses are; the second reading looks at nothing but the events. */
import {
  callState,
  compilePolicy,
  decodeHistories,
  type Event,
  instant,
  isKnownEvent,
  noticePolicy,
  originOf,
  processorsOf,
  standingInstruction
} from '@samtykke/core'
import { historyOf } from './oracle/histories.ts'

const view = {
  rules: compilePolicy(noticePolicy, () => undefined),
  asOf: instant('2027-01-01T00:00:00.000Z')
}

// Their analyses name no processor; some are given one here.
const calls = Array.from({ length: 400 }, (_, seed) => historyOf(seed + 40_000)).flatMap(
  ({ entries, seed }) =>
    decodeHistories(
      seed % 4 > 0
        ? entries
        : entries.map(each =>
            'type' in each && each.type === 'analysis-produced' ? { ...each, processor: 'analyst' } : each
          )
    ).calls.map(callState(view))
)

const processorsIn = (events: ReadonlyArray<Event>, recordingId?: string): ReadonlyArray<string> =>
  events.flatMap(each =>
    each.type === 'recording-stored' && (recordingId === undefined || each.recordingId === recordingId)
      ? [each.processor]
      : []
  )

test('a recording is with all that stored it; an analysis with its own, the last told, or its recording’s', () => {
  const reached = { own: 0, told: 0, recording: 0, call: 0, nobody: 0 }
  for (const call of calls) {
    const events = call.facts.events.filter(isKnownEvent)
    for (const each of call.recordings)
      expect(new Set(processorsOf(call, each))).toEqual(new Set(processorsIn(events, each.targetId)))
    for (const each of call.analyses) {
      const told = events
        .flatMap(event =>
          event.type === 'erasure-instructed' &&
          event.target === 'analysis' &&
          event.targetId === each.targetId
            ? [event.processor]
            : []
        )
        .slice(-1)
      const own = each.event.processor === undefined ? [] : [each.event.processor]
      const near = each.event.recordingId === undefined ? [] : processorsIn(events, each.event.recordingId)
      const readings = [
        ['own', own],
        ['told', told],
        ['recording', near],
        ['call', processorsIn(events)]
      ] as const
      const [name, expected] = readings.find(([, found]) => found.length > 0) ?? (['nobody', []] as const)
      reached[name] += 1
      expect(new Set(processorsOf(call, each))).toEqual(new Set(expected))
    }
  }
  expect(Object.entries(reached).filter(([, count]) => count < 3)).toEqual([])
})

test('an instruction stands until it is stored again', () => {
  const reached = { standing: 0, fallen: 0 }
  for (const kept of calls.flatMap(({ recordings, analyses }) => [...recordings, ...analyses])) {
    const latest = [kept.event, ...(kept.target === 'recording' ? kept.repeats : [])]
      .map(({ occurredAt }) => occurredAt)
      .reduce((a, b) => (a > b ? a : b))
    expect(originOf(kept).occurredAt).toBe(latest)
    if (kept.instructed === undefined) continue
    const stands = kept.instructed.occurredAt >= latest
    reached[stands ? 'standing' : 'fallen'] += 1
    expect(standingInstruction(kept)).toBe(stands ? kept.instructed : undefined)
  }
  expect(Object.entries(reached).filter(([, count]) => count < 3)).toEqual([])
})
