/**
 * Bars, stacked where a bar has several parts.
 */
import { type Content, element, type Markup } from './element.ts'
import { chart, legend, niceCeiling, wholeTicks } from './chart.ts'
import type { PageContext } from './page.ts'

/** One bar; its parts stand in the order of the chart's series. */
export interface Bar {
  readonly label: string
  readonly parts: ReadonlyArray<number>
}

interface Bars {
  readonly title: string
  readonly description: string
  /** What each part of a bar is. */
  readonly series: ReadonlyArray<string>
  readonly bars: ReadonlyArray<Bar>
}

const total = ({ parts }: Bar): number => parts.reduce((sum, part) => sum + part, 0)

const [left, right, plot] = [64, 16, 200]
const width = 820

/** Vertical bars, as for months. */
export const verticalBars = (
  context: PageContext,
  name: string,
  { title, description, series, bars }: Bars,
  format: (value: number) => string
): Markup => {
  const top = niceCeiling(Math.max(...bars.map(total), 1))
  const step = (width - left - right) / bars.length
  const height = plot + 90 + Math.ceil(series.length / 3) * 20
  const y = (value: number): number => 16 + plot - (value / top) * plot
  const everyNth = Math.ceil(bars.length / 12)
  return chart(context, { name, title, description, width, height }, surface => {
    const axis: Content = wholeTicks(top).map(tick => [
      element('line', { x1: left, x2: width - right, y1: y(tick), y2: y(tick), class: 'grid' }),
      element('text', { x: left - 8, y: y(tick) + 4, 'text-anchor': 'end', class: 'soft' }, format(tick))
    ])
    const drawn: Content = bars.map((bar, index) => {
      let below = 0
      return bar.parts.map((part, of) => {
        if (part === 0) return ''
        const rect = element('rect', {
          x: left + index * step + step * 0.14,
          width: step * 0.72,
          y: y(below + part),
          height: Math.max(1, y(below) - y(below + part)),
          fill: surface.fill(of),
          class: 'axis'
        })
        below += part
        return rect
      })
    })
    const labels: Content = bars.map(({ label }, index) =>
      index % everyNth === 0
        ? element(
            'text',
            { x: left + (index + 0.5) * step, y: 16 + plot + 18, 'text-anchor': 'middle', class: 'soft' },
            label
          )
        : ''
    )
    const base = element('line', { x1: left, x2: width - right, y1: y(0), y2: y(0), class: 'axis' })
    const names = series.map((each, index) => [index, each] as const)
    return [
      axis,
      drawn,
      base,
      labels,
      legend(surface, names, { x: left, y: plot + 52, width: width - left - right }).content
    ]
  })
}

/** Horizontal bars, one below another, each with its label before and its value after it. */
export const horizontalBars = (
  context: PageContext,
  name: string,
  { title, description, series, bars }: Bars,
  format: (value: number) => string
): Markup => {
  const [labels, row] = [250, 30]
  const top = Math.max(...bars.map(total), 1)
  const shown = series.length > 1
  const height = 16 + bars.length * row + (shown ? 20 + Math.ceil(series.length / 3) * 20 : 8)
  const scale = (width - labels - 110) / top
  return chart(context, { name, title, description, width, height }, surface => {
    const drawn: Content = bars.map((bar, index) => {
      const y = 8 + index * row
      let before = 0
      const parts = bar.parts.map((part, of) => {
        if (part === 0) return ''
        const rect = element('rect', {
          x: labels + before * scale,
          y,
          width: Math.max(1, part * scale),
          height: row - 10,
          fill: surface.fill(of),
          class: 'axis'
        })
        before += part
        return rect
      })
      return [
        element('text', { x: labels - 10, y: y + 14, 'text-anchor': 'end' }, bar.label),
        parts,
        element('text', { x: labels + before * scale + 8, y: y + 14 }, format(total(bar)))
      ]
    })
    const names = series.map((each, index) => [index, each] as const)
    return [
      drawn,
      shown
        ? legend(surface, names, { x: labels, y: 20 + bars.length * row, width: width - labels - 16 }).content
        : ''
    ]
  })
}
