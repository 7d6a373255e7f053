import type { Position } from '@samtykke/core'
import * as fc from 'fast-check'
import { createProgress } from '../src/progress.ts'

const at = (n: number): Position => ({ commit: BigInt(n), prepare: BigInt(n) })

describe('progress', () => {
  it('is up to the first that is not done, in whatever order they are done', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
        fc.infiniteStream(fc.nat()),
        (isWork, order) => {
          const progress = createProgress(undefined)
          const open = new Map<number, () => void>()
          const done = new Set<number>()
          for (const [n, work] of isWork.entries()) {
            if (work) open.set(n, progress.begin(at(n)))
            else {
              progress.pass(at(n))
              done.add(n)
            }
          }
          const check = (): void => {
            let expected: Position | undefined
            for (let n = 0; n < isWork.length && done.has(n); n++) expected = at(n)
            expect(progress.reached()).toEqual(expected)
          }
          check()
          while (open.size > 0) {
            const left = [...open.keys()]
            const n = left[order.next().value % left.length]!
            open.get(n)!()
            open.delete(n)
            done.add(n)
            check()
          }
        }
      )
    )
  })
})
