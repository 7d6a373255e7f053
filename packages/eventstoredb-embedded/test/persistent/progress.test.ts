import fc from 'fast-check'
import { Progress } from '../../src/persistent/progress.ts'
import { message } from './messages.ts'

const byCount = (maxCheckpointCount: number) => ({
  checkpointAfter: 0,
  minCheckpointCount: 1,
  maxCheckpointCount
})

describe('Progress', () => {
  it('never checkpoints past what is unanswered', () => {
    const plan = fc.record({
      count: fc.integer({ min: 1, max: 50 }),
      unanswered: fc.integer({ min: 0, max: 49 })
    })
    fc.assert(
      fc.property(plan, ({ count, unanswered }) => {
        fc.pre(unanswered < count)
        const progress = new Progress(undefined)
        const pushed = Array.from({ length: count }, (_, revision) => {
          const numbered = progress.numbered(message(revision))
          progress.pushed(numbered)
          return numbered
        })
        const due = progress.checkpointDue(pushed[unanswered], false, byCount(1))
        expect(due).toBe(unanswered === 0 ? undefined : unanswered - 1)
      })
    )
  })

  it('checkpoints the last event when all is answered, each position once', () => {
    const progress = new Progress(undefined)
    progress.pushed(progress.numbered(message(7)))
    expect(progress.checkpointDue(undefined, false, byCount(1))).toBe(7)
    expect(progress.checkpointDue(undefined, false, byCount(1))).toBeUndefined()
  })

  it('waits for as many events as were asked for', () => {
    const progress = new Progress(undefined)
    progress.pushed(progress.numbered(message(0)))
    progress.pushed(progress.numbered(message(1)))
    expect(progress.checkpointDue(undefined, false, byCount(3))).toBeUndefined()
    progress.pushed(progress.numbered(message(2)))
    expect(progress.checkpointDue(undefined, false, byCount(3))).toBe(2)
  })

  it('checkpoints fewer at a tick only, and only if time checkpoints are on', () => {
    const pace = { checkpointAfter: 1, minCheckpointCount: 1, maxCheckpointCount: 100 }
    const progress = new Progress(undefined)
    progress.pushed(progress.numbered(message(0)))
    expect(progress.checkpointDue(undefined, true, { ...pace, checkpointAfter: 0 })).toBeUndefined()
    expect(progress.checkpointDue(undefined, false, pace)).toBeUndefined()
    expect(progress.checkpointDue(undefined, true, pace)).toBe(0)
  })

  it('counts on behind a checkpoint that was kept', () => {
    const progress = new Progress(41)
    const numbered = progress.numbered(message(42))
    expect(numbered.previousPosition).toBe(41)
    progress.pushed(numbered)
    expect(progress.checkpointDue(numbered, false, byCount(1))).toBeUndefined()
    expect(progress.checkpointDue(undefined, false, byCount(1))).toBe(42)
  })
})
