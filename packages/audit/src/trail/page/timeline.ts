/**
 * The time of a call as bands: how each thing was kept, what held it, and the events above them.
 */
import { epochMilliseconds, type Instant } from '@samtykke/core'
import { groupedBy } from '@samtykke/core/lookups'
import { type BasisRow, isKeeping } from '../../basis/basis.ts'
import { type BasisState, basisStates } from '../../basis/segment.ts'
import { purposeName } from '../../render/text/names.ts'
import { fullDate, listed } from '../../render/text/words.ts'
import type { Trail } from '../trail.ts'
import { chart, legend, patterns } from '../../render/html/chart.ts'
import { type Content, element, type Markup } from '../../render/html/element.ts'
import type { PageContext } from '../../render/html/page.ts'
import { both } from '../../render/text/language.ts'
import { stateName } from '../../basis/names.ts'
import { targetNames } from '../../render/text/coreNames.ts'

interface Piece {
  readonly from: Instant
  readonly until: Instant | null
  readonly pattern: number
}

interface Band {
  readonly label: string
  readonly pieces: ReadonlyArray<Piece>
}

const holdPattern = patterns - 1

const piecesOf = (rows: ReadonlyArray<BasisRow>): ReadonlyArray<Piece> =>
  rows.map(({ from, until, state }) => ({ from, until, pattern: basisStates.indexOf(state) }))

const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`

/** One band for each thing; purposes that fared alike share one. */
const keptBands = ({ translate, language }: PageContext, { basis }: Trail): ReadonlyArray<Band> => {
  const groups = groupedBy(
    basis.filter(isKeeping),
    ({ activity, targetId, purpose = '' }) => `${activity} ${targetId} ${purpose}`
  )
  const alike = new Map<
    string,
    { readonly rows: ReadonlyArray<BasisRow>; readonly purposes: Array<string> }
  >()
  for (const rows of groups.values()) {
    const [row] = rows
    if (row === undefined) continue
    const shape = JSON.stringify([row.activity, row.targetId, piecesOf(rows)])
    const purpose = row.purpose === undefined ? [] : [translate(purposeName(row.purpose))]
    const known = alike.get(shape)
    if (known === undefined) alike.set(shape, { rows, purposes: purpose })
    else known.purposes.push(...purpose)
  }
  return [...alike.values()].map(({ rows, purposes }) => {
    const [row] = rows
    const target = row?.activity === 'store' ? 'recording' : 'analysis'
    return {
      label: `${translate(targetNames[target])} ${shortened(row?.targetId ?? '', 9)}: ${listed(language, purposes)}`,
      pieces: piecesOf(rows)
    }
  })
}

const holdBands = ({ translate }: PageContext, { entries }: Trail): ReadonlyArray<Band> => {
  const releases = groupedBy(
    entries.filter(({ kind, code }) => kind === 'event' && code === 'hold-released'),
    ({ targetId = '' }) => targetId
  )
  return entries
    .filter(({ code, kind }) => kind === 'event' && code === 'hold-placed')
    .map(placed => ({
      label: `${translate(targetNames.hold)} ${shortened(placed.targetId ?? '', 16)}`,
      pieces: [
        {
          from: placed.at,
          until: releases.get(placed.targetId ?? '')?.find(({ at }) => at >= placed.at)?.at ?? null,
          pattern: holdPattern
        }
      ]
    }))
}

const words = {
  title: both('Samtalens forløb', 'The course of the call'),
  events: both('hændelser', 'events'),
  held: both('sletningsstop gælder', 'a hold is in force'),
  due: both('frist', 'due date'),
  asOf: both('opgjort pr.', 'as of'),
  described: both(
    'Bånd, der over tid viser, på hvilket grundlag optagelser og stemmeanalyser er opbevaret, og hvornår sletningsstop gjaldt. De samme oplysninger står i tabellen over behandlingsgrundlag.',
    'Bands that show on what recordings and analyses are kept, and holds, over time. The same numbers stand in the table of legal bases.'
  )
}

const [left, right, row, width] = [330, 24, 30, 1080]
const mostBands = 16

/** The timeline of a call. */
export const timeline = (context: PageContext, trail: Trail): Markup | '' => {
  const { translate, language } = context
  const bands = [...keptBands(context, trail), ...holdBands(context, trail)].slice(0, mostBands)
  const events = trail.entries.filter(({ kind }) => kind === 'event')
  const dues = trail.actions.map(({ dueAt }) => dueAt)
  const instants = [
    ...events.map(({ at }) => at),
    ...bands.flatMap(({ pieces }) => pieces.map(({ from }) => from))
  ]
  if (instants.length === 0) return ''
  const sorted = [...instants, ...dues, trail.asOf].map(epochMilliseconds).sort((a, b) => a - b)
  const [first, last] = [sorted[0]!, sorted[sorted.length - 1]!]
  const span = Math.max(1, last - first)
  const x = (instant: Instant): number =>
    left + ((epochMilliseconds(instant) - first) / span) * (width - left - right)
  const used = new Set(bands.flatMap(({ pieces }) => pieces.map(({ pattern }) => pattern)))
  const isOnConsent = (state: BasisState): boolean =>
    trail.basis
      .filter(each => isKeeping(each) && each.state === state)
      .every(({ reliedOn }) => reliedOn?.article === '6(1)(a)')
  const names = [
    ...basisStates.flatMap((state, index) =>
      used.has(index) ? [[index, translate(stateName(state, isOnConsent(state)))] as const] : []
    ),
    ...(used.has(holdPattern) ? [[holdPattern, translate(words.held)] as const] : [])
  ]
  const bottom = 46 + bands.length * row
  const height = bottom + 82
  return chart(
    context,
    {
      name: 'timeline',
      title: translate(words.title),
      description: translate(words.described),
      width,
      height
    },
    surface => {
      const drawn: Content = bands.map(({ label, pieces }, index) => {
        const y = 42 + index * row
        return [
          element('text', { x: left - 10, y: y + 14, 'text-anchor': 'end' }, shortened(label, 48)),
          pieces.map(({ from, until, pattern }) =>
            element('rect', {
              x: x(from),
              y,
              width: Math.max(2, x(until ?? trail.asOf) - x(from)),
              height: row - 10,
              fill: surface.fill(pattern),
              class: 'axis'
            })
          )
        ]
      })
      let lastNumber = -Infinity
      const marks: Content = events.map(({ at, seq }) => {
        const place = x(at)
        const roomy = place - lastNumber > 18
        if (roomy) lastNumber = place
        return [
          element('line', { x1: place, x2: place, y1: 28, y2: bottom, class: 'grid' }),
          element('circle', { cx: place, cy: 26, r: 4, class: 'mark' }),
          roomy ? element('text', { x: place, y: 14, 'text-anchor': 'middle', class: 'soft' }, seq) : ''
        ]
      })
      const now = x(trail.asOf)
      const middle = (first + last) / 2
      const ticks: ReadonlyArray<readonly [at: number, anchor: string]> = [
        [first, 'start'],
        [middle, 'middle'],
        [last, 'end']
      ]
      return [
        element('text', { x: left - 10, y: 30, 'text-anchor': 'end' }, translate(words.events)),
        marks,
        drawn,
        element('line', { x1: left, x2: width - right, y1: bottom, y2: bottom, class: 'axis' }),
        ticks.map(([at, anchor]) =>
          element(
            'text',
            {
              x: left + ((at - first) / span) * (width - left - right),
              y: bottom + 18,
              'text-anchor': anchor,
              class: 'soft'
            },
            fullDate(language, context.clock.date(new Date(Math.round(at)).toISOString() as Instant))
          )
        ),
        element('line', {
          x1: now,
          x2: now,
          y1: 20,
          y2: bottom,
          class: 'axis',
          'stroke-dasharray': '4 3',
          'stroke-width': 2
        }),
        trail.actions.map(({ dueAt }) =>
          element('path', { d: `M${x(dueAt)} ${bottom - 7}l6 7l-6 7l-6 -7z`, class: 'mark' })
        ),
        legend(surface, names, { x: left, y: bottom + 38, width: width - left - right - 130 }).content,
        element('line', {
          x1: width - 124,
          x2: width - 124,
          y1: bottom + 36,
          y2: bottom + 52,
          class: 'axis',
          'stroke-dasharray': '4 3',
          'stroke-width': 2
        }),
        element('text', { x: width - 110, y: bottom + 48 }, translate(words.asOf)),
        trail.actions.length > 0
          ? [
              element('path', { d: `M${width - 124} ${bottom + 58}l6 7l-6 7l-6 -7z`, class: 'mark' }),
              element('text', { x: width - 110, y: bottom + 69 }, translate(words.due))
            ]
          : ''
      ]
    }
  )
}
