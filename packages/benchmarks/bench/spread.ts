/**
 * Figures from several rounds, told so that a noisy machine cannot flatter: the median, and the least and the most.
 */

const sorted = (figures: ReadonlyArray<number>): ReadonlyArray<number> => figures.toSorted((a, b) => a - b)

export const median = (figures: ReadonlyArray<number>): number => {
  const inOrder = sorted(figures)
  const middle = inOrder.length >> 1
  return inOrder.length % 2 === 1
    ? (inOrder[middle] as number)
    : ((inOrder[middle - 1] as number) + (inOrder[middle] as number)) / 2
}

/** `1.20 (1.15 to 1.31)`. */
export const spread = (figures: ReadonlyArray<number>): string =>
  `${median(figures).toFixed(2)} (${Math.min(...figures).toFixed(2)} to ${Math.max(...figures).toFixed(2)})`

/** Of figures that were taken in pairs, how often one is of the other. */
export const ratios = (of: ReadonlyArray<number>, to: ReadonlyArray<number>): ReadonlyArray<number> =>
  of.map((figure, round) => figure / (to[round] as number))
