/** How far a scavenge is said to have gone, held against a model of the server that goes to points as it does. */
import fc from 'fast-check'
import { scavengeReaches, type ScavengeRun } from '../src/scavengeReach.ts'

type Action = readonly [kind: 'begin' | 'end' | 'stop', node: number]

interface Running {
  readonly index: number
  readonly point: number
}

/** What the nodes do, and how far each scavenge really went: the index of its point. */
const played = (actions: ReadonlyArray<Action>) => {
  const points: bigint[] = []
  const runs: ScavengeRun[] = []
  const truth: number[] = []
  const running = new Map<number, Running>()
  const done = new Map<number, number>()
  const unfinished = new Map<number, number>()
  let place = 0n
  const begin = (node: number): void => {
    const index = runs.push({ node: `node-${node}`, began: place++, isSuccess: false }) - 1
    const newest = points.length - 1
    const isBehind = newest > (done.get(node) ?? -1)
    const point = unfinished.get(node) ?? (isBehind ? newest : points.push(place++) - 1)
    truth[index] = point
    running.set(node, { index, point })
  }
  const end = (node: number, { index, point }: Running, isSuccess: boolean): void => {
    runs[index] = { ...runs[index]!, ended: place++, isSuccess }
    running.delete(node)
    if (isSuccess) {
      done.set(node, point)
      unfinished.delete(node)
    } else unfinished.set(node, point)
  }
  for (const [kind, node] of actions) {
    const run = running.get(node)
    if (kind === 'begin' && run === undefined) begin(node)
    if (kind !== 'begin' && run !== undefined) end(node, run, kind === 'end')
  }
  return { points, runs, truth }
}

const actions = (nodes: number) =>
  fc.array(fc.tuple(fc.constantFrom('begin', 'begin', 'end', 'end', 'stop'), fc.nat(nodes - 1)), {
    maxLength: 40
  })

test('a scavenge went to a point that it is said to reach, also where the store forgot those before', () => {
  fc.assert(
    fc.property(actions(3), fc.nat(10), (all, forgotten) => {
      const { points, runs, truth } = played(all)
      // Records go by their age: of two scavenges that which began first.
      const kept = runs.slice(forgotten)
      for (const [index, reach] of scavengeReaches(points, kept).entries()) {
        const point = truth[forgotten + index]!
        expect(reach!.first).toBeLessThanOrEqual(point)
        expect(reach!.last).toBeGreaterThanOrEqual(point)
      }
    }),
    { numRuns: 2_000 }
  )
})

test('of a node alone the point is known', () => {
  fc.assert(
    fc.property(actions(1), all => {
      const { points, runs, truth } = played(all)
      expect(scavengeReaches(points, runs).map(reach => reach?.first)).toEqual(truth)
    })
  )
})

test('a scavenge for which there was no point has none', () => {
  expect(scavengeReaches([5n], [{ node: 'one', began: 1n, ended: 2n, isSuccess: true }])).toEqual([undefined])
})
