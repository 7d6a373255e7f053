// Calls, their recordings, and what becomes of them: read it from top to bottom, or run it with `npm run demo`.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { noticePolicy } from '@samtykke/core'
import { simulate } from '@samtykke/testing'
import { openArchive } from './archive.mjs'
import { startClock } from './clock.mjs'
import { samtykke } from './samtykke.mjs'
import { startStore } from './store.mjs'
import { chapter, say, tally } from './story.mjs'

const hour = 3_600_000
const day = 24 * hour
const month = 31 * day
const out = fileURLToPath(new URL('../../out/demo/', import.meta.url))
const folder = join(out, 'recordings')
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })

/** Waits until something holds, and gives the milliseconds that it took. */
const until = async (holds, meanwhile = () => undefined) => {
  const from = performance.now()
  for (let looks = 1; !holds(); looks++) {
    if (performance.now() - from > 30_000) throw new Error('it did not happen within 30 s')
    if (looks % 20 === 0) meanwhile()
    await new Promise(resolve => setTimeout(resolve, 5))
  }
  return Math.round(performance.now() - from)
}

const isIdle = worker => {
  const { inFlight, due } = worker.health()
  return inFlight === 0 && due === 0
}

const page = (name, ...args) => {
  const file = join(out, name)
  writeFileSync(file, samtykke.text(...args))
  return file
}

chapter('Ask a file of events')
const file = join(out, 'simulated.ndjson')
const events = [...simulate({ calls: 1_000, seed: 2025, from: '2025-09-01', to: '2025-09-30' })]
writeFileSync(file, events.map(event => `${JSON.stringify(event)}\n`).join(''))
const asOf = '2025-12-20T12:00:00Z'
say(`1,000 simulated calls of September 2025, ${events.length} events. Open on 20 December:`)
tally(
  samtykke('due', file, '--as-of', asOf).map(({ status, action, target }) => `${action} ${target}: ${status}`)
)
say('What was wrong by then:')
tally(samtykke('findings', file, '--as-of', asOf).map(({ severity }) => severity))

// The clock begins more than a month ago: what the demo records must have happened by the time of the store.
const time = startClock(new Date(Date.now() - month - 3 * day).toISOString())
const server = await startStore()
const archive = await openArchive(server.connectionString, out, folder, time)

try {
  chapter(`${time.today().slice(0, 10)}: calls and their recordings`)
  const calls = Array.from({ length: 60 }, (_, i) => `call-${i + 1}`)
  const begun = time.clock.now()
  for (const [i, callId] of calls.entries()) await archive.receiveCall(callId, begun - (i + 1) * 3 * day)
  say(`60 private customers called in the last six months: a WAV file each, encrypted, in ${folder}`)
  say('Each has a key of its own in a vault, and so have the personal members of its events.')
  say(`What happened is in an EventStoreDB: ${server.connectionString}`)
  const notices = []
  const worker = archive.work(noticePolicy, undefined, notice => notices.push(notice))
  await until(() => worker.health().state === 'running')
  say('A worker follows it. Nothing is due yet.')

  chapter('A customer withdraws the consent')
  const withdrawn = calls[4]
  const backup = join(out, 'backup-from-before', withdrawn)
  cpSync(join(folder, withdrawn), backup, { recursive: true })
  samtykke(
    'withdraw',
    server.connectionString,
    '--call',
    withdrawn,
    '--channel',
    'phone',
    '--received-at',
    time.today(),
    ...archive.vault
  )
  const took = await until(() => !archive.onDisk().includes(withdrawn))
  say(`${withdrawn} withdrew by phone. Its file was gone ${took} ms after the program had recorded it.`)
  say(`Its key went first: what a back-up has of it, in ${backup}, nothing opens any more.`)

  chapter('A claim holds a recording')
  const held = calls[57]
  await archive.placeHold(held)
  say(`A customer claims something about ${held}: hold claim-7 suspends its expiry.`)

  // What will be due in a month, as the program says it. What the hold suspends is not among it.
  const inAMonth = new Date(time.clock.now() + month).toISOString()
  const expiring = samtykke(
    'due',
    server.connectionString,
    '--as-of',
    inAMonth,
    '--status',
    'due',
    ...archive.vault
  )
  for (let days = 0; days < month / day; days++) {
    time.putForward(day)
    const due = expiring.filter(({ dueAt }) => dueAt <= time.today())
    // A worker looks at the day when it dawns, and again each hour. Time does not jump while it erases.
    await until(
      () => isIdle(worker) && due.every(({ callId }) => !archive.onDisk().includes(callId)),
      () => isIdle(worker) && time.putForward(hour)
    )
  }
  const left = archive.onDisk()
  chapter(`${time.today().slice(0, 10)}: a month later`)
  say(
    `Six months are over for ${expiring.length + 1} recordings. Gone, each on the day (UTC) on which its time was over:`
  )
  say(expiring.map(({ callId, dueAt }) => `${callId} (${dueAt.slice(0, 10)})`).join(', '))
  say(`${held} is ${left.includes(held) ? 'still there' : 'gone'}. ${left.length} recordings are left.`)
  await worker.stop()

  chapter('A wrong policy')
  const wrong = {
    ...noticePolicy,
    versions: noticePolicy.versions.map(version => ({
      ...version,
      recordings: version.recordings.map(rule => ({ ...rule, keep: 'P6D' }))
    }))
  }
  const stopped = []
  const second = archive.work(wrong, 20, notice => notice._tag === 'stopped' && stopped.push(notice.cause))
  await until(() => stopped.length > 0)
  await second.stop()
  say('Someone wrote P6D for P6M, six days for six months, and started a worker that may erase 20 a day.')
  say(
    `It stopped itself (${stopped.join(', ')}): ${left.length - archive.onDisk().length} of ${left.length} recordings were erased.`
  )
  say('It goes on only after: samtykke run … --resume --approved-by REF')

  chapter('The evidence')
  const { connectionString } = server
  const recordings = ['--recordings', `recorder=${folder}`, ...archive.vault]
  say(`samtykke reconcile: ${samtykke.text('reconcile', connectionString, ...recordings)}`)
  say(
    `The report:      ${page('report.html', 'report', connectionString, '--format', 'html', '--lang', 'both', ...archive.vault)}`
  )
  say(
    `The certificate: ${page('certificate.html', 'certificate', connectionString, '--recording', `recording-of-${withdrawn}`, '--format', 'html', ...archive.vault)}`
  )
  say(`The trail of ${withdrawn}:\n`)
  say(samtykke.text('trail', connectionString, '--call', withdrawn, ...archive.vault))
  say('\nTry it yourself: npx samtykke --help. None of this is legal advice.')
} finally {
  await archive.close()
  await server.stop()
  time.stop()
}
