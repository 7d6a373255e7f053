/**
 * How long consumers took to answer.
 */
const WINDOW = 1000

const LABELS: ReadonlyArray<readonly [string, number]> = [
  ['Quintile 1', 0],
  ['Quintile 2', 20],
  ['Quintile 3', 40],
  ['Quintile 4', 60],
  ['Quintile 5', 80],
  ['90%', 90],
  ['95%', 95],
  ['99%', 99],
  ['99.5%', 99.5],
  ['99.9%', 99.9]
]

/** How long a consumer took to answer its last thousand messages, in whole milliseconds. */
export class ResponseTimes {
  readonly #started = new Map<string, number>()
  readonly #times: number[] = []

  start(id: string): void {
    this.#started.set(id, performance.now())
  }

  end(id: string): void {
    const started = this.#started.get(id)
    if (started === undefined) return
    this.#started.delete(id)
    if (this.#times.length >= WINDOW) this.#times.shift()
    this.#times.push(Math.floor(performance.now() - started))
  }

  /** The extra statistics that a group can ask for; none before the first answer. */
  measurements(): ReadonlyArray<readonly [label: string, milliseconds: number]> {
    const times = [...this.#times].sort((a, b) => a - b)
    if (times.length === 0) return []
    const at = (share: number) => times[Math.min(Math.floor(share * times.length), times.length - 1)] ?? 0
    return [
      ['Mean', Math.floor(times.reduce((sum, each) => sum + each, 0) / times.length)],
      ['Median', at(0.5)],
      ['Fastest', at(0)],
      ...LABELS.map(([label, percent]): readonly [string, number] => [label, at(percent / 100)]),
      ['Highest', at(1)]
    ]
  }
}
