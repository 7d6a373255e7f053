/**
 * How a report looks: on a screen, in the dark, on a small screen and on paper.
 */

const colours = `
:root {
  color-scheme: light dark;
  --page: #fdfdfb; --ink: #1c2226; --soft: #4d585f; --rule: #c9d0d2; --edge: #6f7b80; --panel: #f2f4f3; --accent: #0b5a73;
  --error: #9a1c1c; --warning: #7a4b00; --info: #34515f;
  --c1: #1d5f86; --c2: #b3541e; --c3: #5b7f2b; --c4: #7a4a8c; --c5: #626a6e; --c6: #9a7b16; --c7: #14756b; --c8: #a03060;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14191c; --ink: #e6eaeb; --soft: #b3bdc1; --rule: #3b464b; --edge: #8a979c; --panel: #1d2428; --accent: #7cc7e0;
    --error: #ff9d94; --warning: #f0bd69; --info: #a9c9d6;
    --c1: #6db3dc; --c2: #f0935a; --c3: #a3c96a; --c4: #c596d8; --c5: #a9b3b7; --c6: #dcc055; --c7: #5cc4b6; --c8: #ea86b0;
  }
}`

const text = `
* { box-sizing: border-box }
html { font: 100%/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; background: var(--page); color: var(--ink) }
body { margin: 0 auto; max-width: 70rem; padding: 2rem clamp(1rem, 4vw, 3rem) 4rem; overflow-wrap: anywhere }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 .5rem; font-weight: 650 }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.75rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--rule); font-weight: 620 }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; font-weight: 620 }
h4 { font-size: 1rem; margin: 1.25rem 0 .4rem; font-weight: 620 }
p, ul, ol, dl { margin: .5rem 0; max-width: 46rem }
li { margin: .25rem 0 }
a { color: var(--accent); text-underline-offset: .15em }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
code, .id { font: .84em/1.45 ui-monospace, SFMono-Regular, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere }
.soft { color: var(--soft) }
.lead { font-size: 1.08rem }
.skip { position: absolute; left: -100vw } .skip:focus { position: static }
nav ul { display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; list-style: none; padding: 0; max-width: none }
nav li { margin: 0 } nav a { display: inline-block; padding: .3rem 0 }
.notice { border-left: 4px solid var(--edge); padding: .4rem 1rem; background: var(--panel); max-width: 46rem }
.summary { background: var(--panel); border: 1px solid var(--rule); border-radius: .5rem; padding: .75rem 1.25rem; margin: 1rem 0 }
.summary ul { padding-left: 1.2rem }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.25rem; max-width: none }
dl.facts dt { color: var(--soft) } dl.facts dd { margin: 0; min-width: 0 }
dl.facts ul { margin: 0; padding-left: 1.2rem }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(12.5rem, 1fr)); gap: .75rem; padding: 0; margin: 1rem 0; list-style: none; max-width: none }
.cards li { border: 1px solid var(--rule); border-radius: .5rem; padding: .7rem .9rem; margin: 0; background: var(--panel) }
.cards li { overflow-wrap: normal; hyphens: none }
.cards strong { display: block; font-size: 1.55rem; line-height: 1.2; font-weight: 640; font-variant-numeric: tabular-nums }
details { border: 1px solid var(--rule); border-radius: .5rem; padding: .5rem 1rem; margin: .6rem 0 }
td details, th details { border: 0; padding: 0; margin: .2rem 0 } td summary { font-weight: 400; color: var(--soft) }
pre { white-space: pre-wrap; overflow-wrap: anywhere }
summary { cursor: pointer; font-weight: 600; padding: .2rem 0 }`

const tables = `
.scroll { overflow-x: auto; margin: .75rem 0 1.25rem }
table { border-collapse: collapse; width: 100%; font-size: .92rem }
caption { text-align: left; font-weight: 600; padding: .25rem 0 .5rem }
th, td { border-bottom: 1px solid var(--rule); padding: .4rem .7rem .4rem 0; text-align: left; vertical-align: top }
thead th { border-bottom: 2px solid var(--edge); font-weight: 600; white-space: nowrap }
tbody th { font-weight: 500 }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
td, th { overflow-wrap: break-word; hyphens: auto } td.long, th.long { min-width: 16rem } td.medium, th.medium { min-width: 9.5rem } td time, th time { white-space: nowrap }
td .id, th .id { display: inline-block; min-width: 9.5rem; max-width: 20rem }
tr.derived td { background: var(--panel) }
.tag { display: inline-block; border: 1px solid currentColor; border-radius: .35rem; padding: 0 .4rem; font-size: .85em; font-weight: 600; white-space: nowrap }
.error { color: var(--error) } .warning { color: var(--warning) } .info { color: var(--info) }`

const charts = `
figure { margin: 1rem 0 }
svg { display: block; width: 100%; min-width: 34rem; height: auto; font: 12px system-ui, "Segoe UI", Roboto, Arial, sans-serif }
svg text { fill: var(--ink) } svg .soft { fill: var(--soft) }
svg .axis { stroke: var(--edge) } svg .grid { stroke: var(--rule) }
svg .plate { fill: var(--page) } svg .frame { fill: none; stroke: var(--ink) } svg .mark { fill: var(--ink); stroke: var(--page) }
${[1, 2, 3, 4, 5, 6, 7, 8].map(n => `svg .f${n} { fill: var(--c${n}) } svg .s${n} { stroke: var(--c${n}) }`).join('\n')}`

/** On a small screen each row of a table is a card, and each cell has its column's name above it. */
const phone = `
@media screen and (max-width: 40rem) {
  table, caption, tbody, tbody tr, tbody th, tbody td { display: block; width: auto; min-width: 0 }
  thead { display: none }
  tbody tr { border: 1px solid var(--rule); border-radius: .5rem; padding: .35rem .8rem; margin: .6rem 0 }
  tr.derived { background: var(--panel) }
  tbody th, tbody td, td.number, th.number { border: 0; padding: .2rem 0; text-align: left; white-space: normal }
  td.long, th.long, td.medium, th.medium { min-width: 0 } td .id, th .id { min-width: 0; max-width: none; display: inline }
  [data-head]::before { content: attr(data-head); display: block; color: var(--soft); font-size: .85em; font-weight: 400 }
  [data-head]:empty { display: none }
}`

const paper = `
.paper { display: none }
@media (max-width: 30rem) { dl.facts { grid-template-columns: 1fr } dl.facts dd { margin-bottom: .5rem } h1 { font-size: 1.4rem } }
@media print {
  :root { color-scheme: light; --page: #fff; --ink: #000; --soft: #333; --rule: #999; --edge: #444; --panel: #fff; --accent: #000; --error: #000; --warning: #000; --info: #000 }
  html { font-size: 9.5pt } body { max-width: none; padding: 0 } nav, .skip { display: none }
  .scroll { overflow: visible } svg { min-width: 0 } td.long, th.long, td.medium, th.medium { min-width: 0 } td .id, th .id { min-width: 0; display: inline }
  thead { display: table-header-group } tr, figure, .cards li, .summary { break-inside: avoid } h2, h3, h4, caption { break-after: avoid }
  thead th, td time, th time, td.number, .tag { white-space: normal }
  td .rest, th .rest { display: none } .paper { display: block }
  article + article, .sheet + .sheet { break-before: page }
  a[href^="http"]::after { content: " (" attr(href) ")" }
}`

/** The foot of a page on paper; only letters, digits and a few marks, since it stands in a style sheet. */
const foot = (footText: string): string => `
@page {
  size: A4; margin: 16mm 14mm 20mm;
  @bottom-left { content: "${footText.replace(/[^A-Za-z0-9 .,:·_~-]/g, ' ')}"; font: 8pt sans-serif }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif }
}`

/** The style sheet of a page, with the text of its foot on paper. */
export const styleOf = (footText: string): string =>
  [colours, text, tables, charts, phone, paper, foot(footText)].join('\n')
