/**
 * How far scavenges went. A server marks a point in the log (`$scavengePoints`) and takes out what was to go by then. A
 * scavenge does not always mark one: it goes on with one that was broken off, to the point of that, and a node that has not
 * yet been at a point that another node marked goes to that. No record says to which point a scavenge went; from the order
 * in which they began and ended it follows how far each went at least.
 */

/** One scavenge of a node, its records as places in the log. */
export interface ScavengeRun {
  readonly node: string
  readonly began: bigint
  /** Absent while it runs. */
  readonly ended?: bigint
  readonly isSuccess: boolean
}

const before = (points: ReadonlyArray<bigint>, place: bigint): number =>
  points.filter(point => point < place).length - 1

/** Indices of points: a scavenge went to one of these, the last included. */
export interface ScavengeReach {
  readonly first: number
  readonly last: number
}

/**
 * The points to which each scavenge can have gone; `undefined` where there was none for it.
 *
 * @param points places of points in the log, rising
 * @param runs of all nodes, in the order in which they began
 */
export const scavengeReaches = (
  points: ReadonlyArray<bigint>,
  runs: ReadonlyArray<ScavengeRun>
): ReadonlyArray<ScavengeReach | undefined> => {
  const previous = new Map<string, { readonly first: number; readonly isSuccess: boolean }>()
  /** A point that was marked while a scavenge ran, and none of another node, is its own. */
  const own = (run: ScavengeRun): number =>
    points.findLastIndex(
      point => isWithin(run, point) && !runs.some(other => other.node !== run.node && isWithin(other, point))
    )
  return runs.map(run => {
    const last = run.ended === undefined ? points.length - 1 : before(points, run.ended)
    const earlier = previous.get(run.node)
    // Behind one that ended well a scavenge goes to the newest point, or marks one. Else it may be going on with another.
    const next =
      earlier === undefined
        ? 0
        : earlier.isSuccess
          ? Math.max(earlier.first + 1, before(points, run.began))
          : earlier.first
    const first = Math.max(next, own(run))
    previous.set(run.node, { first: Math.min(first, last), isSuccess: run.isSuccess })
    return first <= last ? { first, last } : undefined
  })
}

const isWithin = ({ began, ended }: ScavengeRun, point: bigint): boolean =>
  began < point && (ended === undefined || point < ended)
