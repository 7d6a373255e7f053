/**
 * The time of a call as bands: how each thing was kept, what held it, and the events above them.
 */
import { epochMilliseconds, type Instant } from '@samtykke/core'
import type { BasisRow } from '../../basis/basis.ts'
import { basisStates } from '../../basis/segment.ts'
import { purposeName } from '../../text/names.ts'
import { type Clock, fullDate, listed } from '../../text/words.ts'
import type { Trail } from '../../trail/trail.ts'
import { chart, legend, patterns } from '../chart.ts'
import { type Content, el, type Markup } from '../element.ts'
import type { PageVoice } from '../page.ts'
import { both, stateNames, targetNames } from '../words.ts'

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
const keptBands = ({ say, language }: PageVoice, { basis }: Trail): ReadonlyArray<Band> => {
  const groups = new Map<string, Array<BasisRow>>()
  for (const row of basis) {
    if (row.activity !== 'store' && row.activity !== 'store-analysis') continue
    const key = `${row.activity} ${row.targetId} ${row.purpose ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  const alike = new Map<
    string,
    { readonly rows: ReadonlyArray<BasisRow>; readonly purposes: Array<string> }
  >()
  for (const rows of groups.values()) {
    const [row] = rows
    if (row === undefined) continue
    const shape = JSON.stringify([row.activity, row.targetId, piecesOf(rows)])
    const purpose = row.purpose === undefined ? [] : [say(purposeName(row.purpose))]
    const known = alike.get(shape)
    if (known === undefined) alike.set(shape, { rows, purposes: purpose })
    else known.purposes.push(...purpose)
  }
  return [...alike.values()].map(({ rows, purposes }) => {
    const [row] = rows
    const target = row?.activity === 'store' ? 'recording' : 'analysis'
    return {
      label: `${say(targetNames[target])} ${shortened(row?.targetId ?? '', 9)}: ${listed(language, purposes)}`,
      pieces: piecesOf(rows)
    }
  })
}

const holdBands = ({ say }: PageVoice, { entries }: Trail): ReadonlyArray<Band> =>
  entries
    .filter(({ code, kind }) => kind === 'event' && code === 'hold-placed')
    .map(placed => ({
      label: `${say(targetNames.hold)} ${shortened(placed.targetId ?? '', 16)}`,
      pieces: [
        {
          from: placed.at,
          until:
            entries.find(
              ({ kind, code, targetId, at }) =>
                kind === 'event' &&
                code === 'hold-released' &&
                targetId === placed.targetId &&
                at >= placed.at
            )?.at ?? null,
          pattern: holdPattern
        }
      ]
    }))

const words = {
  title: both('Samtalens forløb', 'The course of the call'),
  events: both('hændelser', 'events'),
  held: both('bevaringspålæg gælder', 'a hold is in force'),
  due: both('frist', 'due date'),
  asOf: both('set fra', 'as of'),
  described: both(
    'Bånd for, hvad optagelser og analyser er gemt på, og for bevaringspålæg, over tid. De samme tal står i tabellen over behandlingsgrundlag.',
    'Bands that show on what recordings and analyses are kept, and holds, over time. The same numbers stand in the table of legal bases.'
  )
}

const [left, right, row, width] = [330, 24, 30, 1080]
const mostBands = 16

/** The timeline of a call. */
export const timeline = (voice: PageVoice, clock: Clock, trail: Trail): Markup | '' => {
  const { say, language } = voice
  const bands = [...keptBands(voice, trail), ...holdBands(voice, trail)].slice(0, mostBands)
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
  const names = [
    ...basisStates.flatMap((state, index) =>
      used.has(index) ? [[index, say(stateNames[state])] as const] : []
    ),
    ...(used.has(holdPattern) ? [[holdPattern, say(words.held)] as const] : [])
  ]
  const bottom = 46 + bands.length * row
  const height = bottom + 82
  return chart(
    voice,
    'timeline',
    { title: say(words.title), description: say(words.described) },
    { width, height },
    surface => {
      const drawn: Content = bands.map(({ label, pieces }, index) => {
        const y = 42 + index * row
        return [
          el('text', { x: left - 10, y: y + 14, 'text-anchor': 'end' }, shortened(label, 48)),
          pieces.map(({ from, until, pattern }) =>
            el('rect', {
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
          el('line', { x1: place, x2: place, y1: 28, y2: bottom, class: 'grid' }),
          el('circle', { cx: place, cy: 26, r: 4, class: 'mark' }),
          roomy ? el('text', { x: place, y: 14, 'text-anchor': 'middle', class: 'soft' }, seq) : ''
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
        el('text', { x: left - 10, y: 30, 'text-anchor': 'end' }, say(words.events)),
        marks,
        drawn,
        el('line', { x1: left, x2: width - right, y1: bottom, y2: bottom, class: 'axis' }),
        ticks.map(([at, anchor]) =>
          el(
            'text',
            {
              x: left + ((at - first) / span) * (width - left - right),
              y: bottom + 18,
              'text-anchor': anchor,
              class: 'soft'
            },
            fullDate(language, clock.date(new Date(Math.round(at)).toISOString() as Instant))
          )
        ),
        el('line', {
          x1: now,
          x2: now,
          y1: 20,
          y2: bottom,
          class: 'axis',
          'stroke-dasharray': '4 3',
          'stroke-width': 2
        }),
        trail.actions.map(({ dueAt }) =>
          el('path', { d: `M${x(dueAt)} ${bottom - 7}l6 7l-6 7l-6 -7z`, class: 'mark' })
        ),
        legend(surface, names, { x: left, y: bottom + 38, width: width - left - right - 130 }).content,
        el('line', {
          x1: width - 124,
          x2: width - 124,
          y1: bottom + 36,
          y2: bottom + 52,
          class: 'axis',
          'stroke-dasharray': '4 3',
          'stroke-width': 2
        }),
        el('text', { x: width - 110, y: bottom + 48 }, say(words.asOf)),
        trail.actions.length > 0
          ? [
              el('path', { d: `M${width - 124} ${bottom + 58}l6 7l-6 7l-6 -7z`, class: 'mark' }),
              el('text', { x: width - 110, y: bottom + 69 }, say(words.due))
            ]
          : ''
      ]
    }
  )
}
