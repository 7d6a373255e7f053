/**
 * Charts as inline SVG: told apart by pattern and label as well as by colour, each with a title and a description.
 */
import type { Bilingual } from '../text/language.ts'
import { type Content, element, type Markup } from './element.ts'
import type { PageContext } from './page.ts'

/** How many patterns there are. */
export const patterns = 8

const line = (d: string, n: number): Markup =>
  element('path', { d, class: `s${n}`, 'stroke-width': 2, fill: 'none' })

const figures: ReadonlyArray<(n: number) => Content> = [
  n => element('rect', { width: 8, height: 8, class: `f${n}` }),
  n => line('M0 8L8 0M-2 2L2 -2M6 10L10 6', n),
  n => line('M0 4H8', n),
  n => element('circle', { cx: 4, cy: 4, r: 2.2, class: `f${n}` }),
  n => line('M4 0V8', n),
  n => line('M0 0L8 8M-2 6L2 10M6 -2L10 2', n),
  n => line('M0 4H8M4 0V8', n),
  n => line('M0 8L8 0M0 0L8 8', n)
]

/** The patterns, to be defined once in each chart. */
const definitions = (prefix: string): Markup =>
  element(
    'defs',
    {},
    figures.map((figure, index) =>
      element(
        'pattern',
        { id: `${prefix}-p${index + 1}`, width: 8, height: 8, patternUnits: 'userSpaceOnUse' },
        element('rect', { width: 8, height: 8, class: 'plate' }),
        figure(index + 1)
      )
    )
  )

/** A drawing surface. `fill` gives the nth pattern, from 0. */
export interface Surface {
  readonly fill: (n: number) => string
}

const diagram: Bilingual = { da: 'diagram', en: 'chart' }

interface Frame {
  /** What its ids are made of. */
  readonly name: string
  readonly title: string
  readonly description: string
  readonly width: number
  readonly height: number
}

/** A chart with what it is called and what it shows. */
export const chart = (
  { id, translate }: PageContext,
  { name, title, description, width, height }: Frame,
  draw: (surface: Surface) => Content
): Markup => {
  const own = id(`chart-${name}`)
  return element(
    'figure',
    {},
    element(
      'div',
      { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': `${title} (${translate(diagram)})` },
      element(
        'svg',
        {
          viewBox: `0 0 ${width} ${height}`,
          role: 'img',
          'aria-labelledby': `${own}-t ${own}-d`,
          xmlns: 'http://www.w3.org/2000/svg'
        },
        element('title', { id: `${own}-t` }, title),
        element('desc', { id: `${own}-d` }, description),
        definitions(own),
        draw({ fill: n => `url(#${own}-p${(n % patterns) + 1})` })
      )
    )
  )
}

/** A round number at or above the largest value, so that an axis ends on it. */
export const niceCeiling = (largest: number): number => {
  if (largest <= 4) return Math.max(1, Math.ceil(largest))
  const unit = 10 ** Math.floor(Math.log10(largest))
  return ([1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find(step => step * unit >= largest) ?? 10) * unit
}

/** Ticks from 0 to the top of an axis of counts: whole numbers, equally far apart, at most five steps. */
export const wholeTicks = (top: number): ReadonlyArray<number> => {
  const steps = [4, 5, 3, 2].find(each => top % each === 0) ?? 1
  return Array.from({ length: steps + 1 }, (_, index) => (index * top) / steps)
}

/** Names beside their patterns, in rows that wrap. */
export const legend = (
  surface: Surface,
  names: ReadonlyArray<readonly [pattern: number, name: string]>,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number }
): { readonly content: Content; readonly height: number } => {
  const letter = 7
  let [left, row] = [0, 0]
  const content = names.map(([pattern, name]) => {
    const wide = 40 + name.length * letter
    if (left > 0 && left + wide > width) [left, row] = [0, row + 1]
    const at = { x: x + left, y: y + row * 20 }
    left += wide
    return [
      element('rect', {
        x: at.x,
        y: at.y,
        width: 14,
        height: 12,
        fill: surface.fill(pattern),
        class: 'axis'
      }),
      element('text', { x: at.x + 20, y: at.y + 10 }, name)
    ]
  })
  return { content, height: (row + 1) * 20 }
}
