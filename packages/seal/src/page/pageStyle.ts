/**
 * How a proof as a page looks: on a screen, in the dark, on a phone and on paper.
 */
export const pageStyle = `
:root { color-scheme: light dark; --page: #fdfdfb; --ink: #1c2226; --soft: #4d585f; --rule: #c9d0d2; --panel: #f2f4f3; --accent: #0b5a73; --yes: #1d6b3a; --no: #9a1c1c }
@media (prefers-color-scheme: dark) {
  :root { --page: #14191c; --ink: #e6eaeb; --soft: #b3bdc1; --rule: #5b666b; --panel: #1d2428; --accent: #7cc7e0; --yes: #86d3a0; --no: #ff9d94 }
}
* { box-sizing: border-box }
html { font: 100%/1.55 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; background: var(--page); color: var(--ink) }
body { margin: 0 auto; max-width: 52rem; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; overflow-wrap: anywhere }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .75rem }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 2rem 0 .75rem }
h3 { font-size: 1.1rem; margin: 1.75rem 0 .5rem } h4 { font-size: 1rem; margin: 0 0 .4rem } .own h3 { margin-top: .25rem }
a { color: var(--accent) } li { margin: .3rem 0 } ul { padding-left: 1.3rem }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.verdict { border: 2px solid var(--soft); border-radius: .5rem; padding: .75rem 1.1rem; background: var(--panel) }
.verdict[data-verdict="yes"] { border-color: var(--yes) } .verdict[data-verdict="yes"] strong { color: var(--yes) }
.verdict[data-verdict="no"] { border: 4px double var(--no) } .verdict[data-verdict="no"] strong { color: var(--no) }
.event, .own { border: 1px solid var(--rule); border-radius: .5rem; padding: .75rem 1rem; margin: .75rem 0 }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1.1rem; margin: 0 }
dt { color: var(--soft) } dd { margin: 0 }
code, pre, input[type=text], textarea { font: .84em/1.45 ui-monospace, Consolas, "Liberation Mono", monospace }
pre { white-space: pre-wrap; margin: .2rem 0 } summary { cursor: pointer; padding: .3rem 0 }
label { display: block; margin: .6rem 0 .2rem }
input, textarea, button { font: inherit; max-width: 100%; color: inherit; background: var(--page); border: 1px solid var(--soft); border-radius: .3rem; padding: .4rem .6rem }
input[type=text], textarea { width: 100% } button { margin: .7rem 0; min-height: 2.5rem; cursor: pointer }
nav a { margin-right: 1rem; display: inline-block; padding: .3rem 0 }
@media (max-width: 34rem) { dl { grid-template-columns: minmax(0, 1fr) } dd { margin-bottom: .5rem } }
@media print {
  :root { color-scheme: light; --page: #fff; --ink: #000; --soft: #333; --rule: #999; --panel: #fff; --accent: #000; --yes: #000; --no: #000 }
  html { font-size: 9.5pt } body { max-width: none; padding: 0 } nav, .own { display: none }
  .verdict, h3, h4 { break-inside: avoid; break-after: avoid } article + article { break-before: page }
}
@page { size: A4; margin: 16mm 14mm 20mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif } }
`
