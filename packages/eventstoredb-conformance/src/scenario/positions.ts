/** A place in `$all`. */
export interface LogPosition {
  readonly commit: bigint
  readonly prepare: bigint
}

/** What stands in the position of an event that has none. */
export const NO_COMMIT = 0xffff_ffff_ffff_ffffn

export const hasPosition = (position: LogPosition | null | undefined): position is LogPosition =>
  position !== undefined && position !== null && position.commit !== NO_COMMIT

/** Negative, zero or positive, as `sort` wants it. */
export const comparePositions = (a: LogPosition, b: LogPosition): number => {
  const difference = a.commit === b.commit ? a.prepare - b.prepare : a.commit - b.commit
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** How positions follow each other: their order is recorded, never their value. */
export const orderOf = (positions: ReadonlyArray<LogPosition>): string => {
  const steps = new Set(
    positions.slice(1).map((position, index) => comparePositions(position, positions[index] as LogPosition))
  )
  if (steps.size > 1) return 'mixed'
  return steps.has(1) ? 'increasing' : steps.has(-1) ? 'decreasing' : 'equal'
}
