// Danish is Danish: no word of another language, and none of those that lawyers have found wrong.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  art30Html,
  art30Of,
  certificateHtml,
  certificatesOf,
  instructionsFor,
  instructionsHtml,
  reportHtml,
  reportOf,
  sourceOf,
  trailHtml,
  trailOf
} from '@samtykke/audit'
import { callState } from '@samtykke/core'
import { hostile, seeds } from './histories.ts'
import { simulatedCalls, simulatedView as view } from './simulated.ts'

/** What was found wrong, and what is right. */
const wrong: ReadonlyArray<RegExp> = [
  /pålæg/i,
  /begivenhed/i,
  /\bpolitik(?:ken|kens|ker)?\b/i,
  /\bset fra\b/i,
  /\bblev lavet\b/i,
  /\bfik besked\b/i,
  /\bet menneske\b/i,
  /\bikke sket\b/i,
  /\bhalvdelen højst\b/i,
  /\b1 (?:optagelser|stemmeanalyser|samtaler|hændelser|handlinger|bemærkninger|forfaldne|planlagte|udsatte)\b/i,
  /\b(?:dage|timer|minutter|sekunder|måneder) 1\b/,
  /\b1 (?:dage|timer|minutter|sekunder|måneder)\b/
]

/** Words that Danish has not, or not in these texts. */
const english =
  /\b(?:the|of|and|was|were|not|with|until|which|that|this|from|has|been|are|by|event|events|recording|recordings|call|calls|consent|erased?|erasure|due|hold|holds|policy|finding|findings|stated|unknown|request|answer|review|redact|anonymise|tone-range|tempo-range|loudness|controller|processors|measures|payload|checkpoints)\b/gi

const faultsIn = (text: string): ReadonlyArray<string> => [
  ...wrong.flatMap(each => each.exec(text)?.[0] ?? []),
  ...(text.match(english) ?? [])
]

/** The text that a reader sees, without ids and codes, and without what others wrote. */
const textOf = (page: string, others: ReadonlySet<string>): string => {
  let text = page
    .replace(/<style>.*?<\/style>/s, ' ')
    .replace(/<span class="id">(?:[^<]|<span class="rest">[^<]*<\/span>)*<\/span>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/“[^”]*”/g, ' ')
  for (const each of others) text = text.replaceAll(each, ' ')
  return text
}

/** All texts within events: names and reasons that others wrote, and ids; the longest first. */
const writtenByOthers = (
  calls: ReadonlyArray<{ readonly events: ReadonlyArray<object> }>
): ReadonlySet<string> => {
  const texts = new Set<string>()
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.add(value)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect)
  }
  for (const { events } of calls) events.forEach(collect)
  const long = [...texts].filter(each => each.length > 3 && !/^(?:samtale|slet)/.test(each))
  return new Set(long.sort((a, b) => b.length - a.length))
}

const calls = simulatedCalls(400, 11)

test('pages of a rich log, in Danish', () => {
  const others = writtenByOthers(calls)
  const reporter = reportOf(view)
  calls.forEach(reporter.add)
  const states = calls.map(callState(view))
  const processors = [
    ...new Set(states.flatMap(({ recordings }) => recordings.map(({ event }) => event.processor)))
  ]
  const pages = {
    report: reportHtml(view, reporter.finish(), 'da'),
    art30: art30Html(view, art30Of(view), 'da'),
    certificates: certificateHtml(view, calls.flatMap(certificatesOf(view)).slice(0, 40), 'da'),
    ...Object.fromEntries(
      processors.map(each => [
        `instructions ${each}`,
        instructionsHtml(view, instructionsFor(view, each, sourceOf([]))(states), 'da')
      ])
    ),
    ...Object.fromEntries(
      calls.slice(0, 60).map(call => [call.callId, trailHtml(view, trailOf(view)(call), 'da')])
    )
  }
  expect(
    Object.entries(pages).flatMap(([name, page]) =>
      faultsIn(textOf(page, others)).map(fault => `${name}: ${fault}`)
    )
  ).toEqual([])
})

test('trails of calls of every kind, in Danish', () => {
  for (const seed of seeds(20)) {
    const { view: of, calls: all } = hostile(seed)
    const others = writtenByOthers(all)
    for (const call of all) {
      const { entries, actions } = trailOf(of)(call)
      const said = [
        ...entries.flatMap(({ text, reason }) => [text.da, reason?.da ?? '']),
        ...actions.map(({ text }) => text.da)
      ].join('\n')
      expect(faultsIn(textOf(said, others))).toEqual([])
    }
  }
})

const packages = resolve(__dirname, '../..')
const sources = readdirSync(packages).flatMap(name => {
  try {
    const folder = join(packages, name, 'src')
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts'))
      .map(file => join(folder, file))
  } catch {
    return []
  }
})

test('every Danish text of the sources, beside its English one', () => {
  const texts = sources.flatMap(file => {
    const source = readFileSync(file, 'utf8')
    return [...source.matchAll(/(?:\b(?:both|text)\(\s*|\bda: )(['`])((?:\\.|(?!\1).)*)\1/gs)].map(
      ([, , text = '']) =>
        [
          file.slice(packages.length),
          text
            .replace(/\$\{[^}]*(?:\}|$)/g, ' ')
            .replace(/[\w/ ]*\.(?:csv|json|jsonld|html)/g, ' ')
            // Of the program: its verbs and options, what stands for a value, and members between brackets.
            .replace(
              /--[a-z-]+|\S*\/\S*|\bsamtykke [a-z]+|\b[A-Z]{2,}\b|\bconsent:|\((?:controller|processors|authority)(?=[.;)])/g,
              ' '
            )
            .replace(/“[^”]*”/g, ' ')
        ] as const
    )
  })
  expect(texts.length).toBeGreaterThan(500)
  expect(
    texts.flatMap(([file, text]) => faultsIn(text).map(fault => `${file}: ${fault} in ${text}`))
  ).toEqual([])
})
