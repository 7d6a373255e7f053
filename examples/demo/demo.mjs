// A month of calls, and what becomes of them: read it from top to bottom, or run it with `npm run demo`.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { simulate } from '@samtykke/testing'
import { samtykke } from './samtykke.mjs'
import { follow, startStore } from './store.mjs'
import { chapter, say, tally } from './story.mjs'

const folder = mkdtempSync(join(tmpdir(), 'samtykke-demo-'))
const file = join(folder, 'september.ndjson')

try {
  chapter('A month of calls')
  const september = { calls: 3_000, seed: 2025, from: '2025-09-01', to: '2025-09-30' }
  const events = [...simulate(september)]
  writeFileSync(file, events.map(event => `${JSON.stringify(event)}\n`).join(''))
  say(
    `${september.calls} calls of September 2025 left ${events.length} events: simulated, no person ever made them.`
  )
  tally(events.map(event => event.type))

  chapter('What was open on 20 December 2025')
  const asOf = '2025-12-20T12:00:00Z'
  const actions = samtykke('due', file, '--as-of', asOf)
  say(`Replaying the events up to then gives ${actions.length} open actions:`)
  tally(actions.map(({ status, action, target, rule }) => `${status}: ${action} ${target}, ${rule}`))

  chapter('Why: one call of each kind')
  const openOn = isOfKind => {
    const action = actions.find(isOfKind)
    return action && { call: action.callId, seenAt: asOf }
  }
  // What a customer asks for is due at once, and mostly done within hours: it is seen a minute later.
  const justAfter = isOfKind => {
    const event = events.find(isOfKind)
    return event && { call: event.callId, seenAt: aMinuteAfter(event.occurredAt) }
  }
  const callsWith = type => new Set(events.filter(event => event.type === type).map(event => event.callId))
  const analysed = callsWith('analysis-produced')
  const consented = callsWith('consent-given')
  const kinds = {
    'a private customer called: six months': openOn(isKeptFor(6)),
    'a business customer called: sixteen months': openOn(isKeptFor(16)),
    'its voice was analysed: three months, then anonymous': openOn(action => action.action === 'anonymise'),
    'the customer withdrew the consent': justAfter(
      event => event.type === 'consent-withdrawn' && !event.purposes
    ),
    'the customer asked for erasure': justAfter(
      event => event.type === 'erasure-requested' && event.scope === 'all'
    ),
    'the customer objected to the analysis': justAfter(
      event => event.type === 'analysis-objected' && analysed.has(event.callId)
    ),
    'it was recorded without a consent': justAfter(
      event => event.type === 'recording-stored' && !consented.has(event.callId)
    ),
    'a claim holds it': openOn(action => action.status === 'suspended'),
    'the customer asked for a copy': openOn(action => action.action === 'answer')
  }
  for (const [kind, found] of Object.entries(kinds)) {
    say(`\n— ${kind} —`)
    if (found === undefined) say('No call of this kind.')
    else say(samtykke.text('trail', file, '--call', found.call, '--as-of', found.seenAt))
  }

  chapter('What was wrong')
  const findings = samtykke('findings', file, '--as-of', asOf)
  const wrong = findings.filter(({ severity }) => severity !== 'info')
  tally(wrong.map(({ severity, code }) => `${severity}: ${code}`))
  say(
    `${findings.length - wrong.length} more are only worth knowing: samtykke findings --severity info shows them.`
  )
  chapter('The same on EventStoreDB')
  const someCalls = new Set(events.slice(0, 400).map(event => event.callId))
  const some = events.filter(event => someCalls.has(event.callId) && event.occurredAt < asOf)
  const part = join(folder, 'part.ndjson')
  writeFileSync(part, some.map(event => `${JSON.stringify(event)}\n`).join(''))
  const { connectionString, stop } = await startStore()
  try {
    say(`A server in a process beside this one: ${connectionString}`)
    for (const time of ['once', 'again: nothing new'])
      say(`samtykke record, ${time}: ${samtykke.text('record', part, connectionString)}`)
    const open = samtykke('due', connectionString)
    say(`samtykke due on the store: ${open.length} open actions.`)
    const { callId } = open.find(action => action.target === 'recording') ?? open[0]
    const following = follow(connectionString)
    await following.until(({ action }) => action.callId === callId)
    const withdrawal = samtykke('withdraw', connectionString, '--call', callId, '--channel', 'phone')
    say(`samtykke withdraw for call ${callId}: new on ${withdrawal[0].changed} call.`)
    const { change, action } = await following.until(
      ({ action }) => action.callId === callId && action.grounds.some(({ rule }) => rule === 'withdrawal')
    )
    say(
      `samtykke follow saw it: ${change}, ${action.action} ${action.target} by ${action.grounds.map(({ rule }) => rule).join(' and ')}.`
    )
    await following.stop()
  } finally {
    await stop()
  }

  chapter('The report, for those who answer for it')
  const page = join(fileURLToPath(new URL('../../out/', import.meta.url)), 'report.html')
  mkdirSync(dirname(page), { recursive: true })
  writeFileSync(
    page,
    samtykke.text(
      'report',
      file,
      '--as-of',
      asOf,
      '--since',
      '2025-11-20T12:00:00Z',
      '--format',
      'html',
      '--lang',
      'both'
    )
  )
  say(`In Danish and English, one file without a script or a request: ${page}`)

  say('\nTry it yourself: npx samtykke --help, npx samtykke events. None of this is legal advice.')
} finally {
  rmSync(folder, { recursive: true })
}

/** Whether an action erases a recording so many months after September 2025, because its period is over. */
function isKeptFor(months) {
  return ({ rule, target, dueAt }) => {
    const [year, month] = dueAt.split('-').map(Number)
    return rule === 'expiry' && target === 'recording' && (year - 2025) * 12 + month - 9 === months
  }
}

function aMinuteAfter(instant) {
  return new Date(Date.parse(instant) + 60_000).toISOString()
}
