import { callState, compilePolicy, type DueAction, dueActions, type EventOf } from '@samtykke/core'
import { type Identifier, instantFromEpoch, noticePolicy } from '@samtykke/core'
import { createHistories } from '@samtykke/core'
import { createMemoryLog } from '@samtykke/testing'
import { actionFeed, type ActionFeedStep, type Clock } from '../src/index.ts'
import { rightOf, someId, someInstant, someUuid } from './some.ts'

const rules = compilePolicy(noticePolicy, () => undefined)
const day = 86_400_000

/** A clock that stands until it is moved on. */
const handClock = (start: number) => {
  let time = start
  let timers: { readonly at: number; readonly fire: () => void }[] = []
  const clock: Clock = {
    now: () => time,
    wait: (milliseconds, signal) =>
      new Promise(resolve => {
        timers.push({ at: time + milliseconds, fire: resolve })
        signal.addEventListener('abort', () => resolve())
      })
  }
  return {
    clock,
    forward: (milliseconds: number) => {
      time += milliseconds
      const over = timers.filter(({ at }) => at <= time)
      timers = timers.filter(({ at }) => at > time)
      for (const { fire } of over) fire()
    }
  }
}

const requested = (callId: Identifier, occurredAt = someInstant): EventOf<'access-requested'> => ({
  id: someUuid(),
  type: 'access-requested',
  callId,
  occurredAt,
  requestId: someId('request'),
  channel: 'email'
})

const answered = (
  { callId, requestId }: EventOf<'access-requested'>,
  occurredAt = someInstant
): EventOf<'access-answered'> => ({
  id: someUuid(),
  type: 'access-answered',
  callId,
  occurredAt,
  requestId,
  copyHandedOver: true
})

const nextAction = async (
  steps: AsyncIterator<ActionFeedStep, void, undefined>
): Promise<Extract<ActionFeedStep, { _tag: 'action' }>> => {
  for (;;) {
    const { value } = await steps.next()
    if (value === undefined) throw new Error('the feed has ended')
    if (value._tag === 'action') return value
  }
}

describe('the feed of due actions', () => {
  it('gives what is open once it has caught up, then each change by an event or by time alone', async () => {
    const log = createMemoryLog()
    const hand = handClock(Date.parse(someInstant) + day)
    const call = someId('call')
    const request = requested(call)
    await rightOf(log.append(call, [request], 'no-stream'))

    const steps = actionFeed(log, rules, hand.clock)[Symbol.asyncIterator]()
    expect(await nextAction(steps)).toMatchObject({ change: 'new', action: { status: 'scheduled' } })

    const overdue = nextAction(steps)
    hand.forward(40 * day)
    expect(await overdue).toMatchObject({ change: 'changed', action: { status: 'due' } })

    const gone = nextAction(steps)
    await rightOf(log.append(call, [answered(request)], 0n))
    expect(await gone).toMatchObject({ change: 'gone', action: { targetId: request.requestId } })
    await steps.return?.()
    expect(await steps.next()).toEqual({ done: true, value: undefined })
  })

  it('sees what an event does that claims to happen later only when it has', async () => {
    const log = createMemoryLog({ now: () => Date.parse(someInstant) })
    const hand = handClock(Date.parse(someInstant))
    const call = someId('call')
    const request = requested(call)
    // Within the five minutes by which clocks may differ.
    const later = instantFromEpoch(Date.parse(someInstant) + 60_000)
    await rightOf(log.append(call, [request, answered(request, later)], 'no-stream'))
    const steps = actionFeed(log, rules, hand.clock)[Symbol.asyncIterator]()
    expect(await nextAction(steps)).toMatchObject({ change: 'new' })
    const gone = nextAction(steps)
    hand.forward(60_000)
    expect(await gone).toMatchObject({ change: 'gone' })
    await steps.return?.()
  })

  it('its changes, put together, are the open actions at every instant', async () => {
    const log = createMemoryLog({ now: () => Date.parse(someInstant) })
    const hand = handClock(Date.parse(someInstant))
    const steps = actionFeed(log, rules, hand.clock)[Symbol.asyncIterator]()
    const open = new Map<string, DueAction>()
    let quiet = (): void => undefined
    const reading = (async () => {
      for (let step = await steps.next(); step.done !== true; step = await steps.next()) {
        if (step.value._tag !== 'action') continue
        const { change, action } = step.value
        const name = `${action.callId} ${action.target} ${action.targetId}`
        expect(open.has(name)).toBe(change !== 'new')
        if (change === 'gone') open.delete(name)
        else open.set(name, action)
        quiet()
      }
    })()
    const expected = async (): Promise<ReadonlyArray<DueAction>> => {
      const histories = createHistories()
      for await (const page of log.replay()) if (page._tag === 'Right') page.right.forEach(histories.add)
      const view = { rules, asOf: instantFromEpoch(hand.clock.now()) }
      return [...histories.all()].map(callState(view)).flatMap(dueActions(view))
    }
    const agrees = async (): Promise<boolean> => {
      const found = [...open.values()]
      const wanted = await expected()
      const texts = (actions: ReadonlyArray<DueAction>) =>
        actions.map(action => JSON.stringify(action)).sort()
      return JSON.stringify(texts(found)) === JSON.stringify(texts(wanted))
    }
    const calls = Array.from({ length: 20 }, () => someId('call'))
    const requests = calls.map(call => requested(call))
    for (const [index, request] of requests.entries()) {
      await rightOf(log.append(request.callId, [request], 'no-stream'))
      if (index % 3 === 0) await rightOf(log.append(request.callId, [answered(request)], 0n))
      if (index % 4 === 0) hand.forward(3 * day)
      for (let looks = 0; !(await agrees()); looks++) {
        expect(looks).toBeLessThan(100)
        await new Promise<void>(resolve => {
          quiet = resolve
          setImmediate(resolve)
        })
      }
    }
    await steps.return?.()
    await reading
    expect(open.size).toBe(13)
  })

  it('says what following the log says, and ends with it', async () => {
    const log = createMemoryLog()
    const seen: string[] = []
    const steps = actionFeed(log, rules)[Symbol.asyncIterator]()
    seen.push((await steps.next()).value?._tag ?? '', (await steps.next()).value?._tag ?? '')
    const last = steps.next()
    await log.close()()
    seen.push((await last).value?._tag ?? '')
    expect(seen).toEqual(['connected', 'caught-up', 'failed'])
    expect((await steps.next()).done).toBe(true)
  })
})
