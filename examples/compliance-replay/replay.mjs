// Replays an exported log, one event a line: what is due, what is wrong, and a report, as of an instant.
import { createReadStream, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { reportHtml, reportOf } from '@samtykke/audit'
import {
  callState,
  compilePolicy,
  decodeHistories,
  dueActions,
  findings,
  noticePolicy,
  ordAction,
  ordFinding,
  parseInstant,
  renderMemberError,
  runFindings
} from '@samtykke/core'
import { holidaysOf } from '@samtykke/holidays'

const usage = 'node replay.mjs LOG.ndjson --as-of INSTANT [--report PAGE.html]'

const commandLine = () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'as-of': { type: 'string' }, report: { type: 'string' } }
  })
  const asOf = parseInstant(values['as-of'] ?? '')
  if (positionals.length !== 1) throw new Error(`expected one file, found ${positionals.length}: ${usage}`)
  if (asOf === undefined)
    throw new Error(`--as-of: expected an instant such as 2026-03-01T12:00:00Z: ${usage}`)
  return { file: positionals[0], asOf, report: values.report }
}

/** The values of a file's lines; what is no JSON is told with its line, as what is no event is. */
const read = async file => {
  const values = []
  const lines = []
  let line = 0
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    line++
    if (text.trim() === '') continue
    lines.push(line)
    try {
      values.push(JSON.parse(text))
    } catch {
      values.push(text)
    }
  }
  return { values, lines }
}

const tally = texts => {
  const counts = new Map()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([text, count]) => `  ${count} ${text}`)
}

/** Gives the exit status: 3 where a line is no event, else 1 where something was wrong. */
const replay = async ({ file, asOf, report }) => {
  const { values, lines } = await read(file)
  const { calls, rejected } = decodeHistories(values)
  for (const { index, errors } of rejected)
    console.error(`${file}:${lines[index]}: ${errors.map(renderMemberError).join('; ')}`)

  const view = { rules: compilePolicy(noticePolicy, holidaysOf('DK')), asOf }
  const states = calls.map(callState(view))
  const actions = states.flatMap(dueActions(view)).sort(ordAction.compare)
  const found = [...runFindings(view), ...states.flatMap(findings(view))].sort(ordFinding.compare)

  console.log(
    `${values.length} events of ${calls.length} calls, as of ${asOf}; ${rejected.length} lines are no event`
  )
  console.log(
    ['Open:', ...tally(actions.map(({ status, action, target }) => `${status}: ${action} ${target}`))].join(
      '\n'
    )
  )
  console.log(['Found:', ...tally(found.map(({ severity, code }) => `${severity}: ${code}`))].join('\n'))

  if (report !== undefined) {
    const reporter = reportOf(view)
    calls.forEach(reporter.add)
    writeFileSync(report, reportHtml(view, reporter.finish({ rejectedLines: rejected.length }), 'both'))
    console.log(`The report, in Danish and English: ${report}`)
  }
  if (rejected.length > 0) return 3
  return found.some(({ severity }) => severity === 'error') ? 1 : 0
}

try {
  process.exitCode = await replay(commandLine())
} catch (error) {
  console.error(error.message)
  process.exitCode = 2
}
