/**
 * Microseconds of processor time an event for encrypting and opening its personal members, beside JSON alone: pairs in one run, their median
 * and their spread.
 *
 *   node packages/vault/bench/members.mjs [EVENTS OF A CALL, 8] [PAIRS, 15]   (after `pnpm build`)
 */
import { randomBytes } from 'node:crypto'
import { createMemoryKeyTable } from '../../testing/dist/esm/index.js'
import { masterKey, memberCipher, openVault } from '../dist/esm/index.js'

const [perCall, pairs] = [Number(process.argv[2] ?? 8), Number(process.argv[3] ?? 15)]
const calls = Math.ceil(4_000 / perCall)
const vault = (
  await openVault({ table: createMemoryKeyTable(), wrapper: masterKey(randomBytes(32)).right })()
).right
const cipher = memberCipher(vault)

const eventOf = (call, n) => ({
  members: {
    id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    type: 'recording-used',
    callId: `call-${call}`,
    occurredAt: '2025-09-01T08:00:00.000Z',
    recordingId: 'recording-1',
    purpose: 'quality-assurance',
    usedBy: 'employee-0123456789',
    subjectRef: 'person-0123456789'
  },
  boundTo: {
    stream: `call-call-${call}`,
    id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    type: 'recording-used'
  }
})
const all = Array.from({ length: calls }, (_, call) =>
  Array.from({ length: perCall }, (_, n) => eventOf(call, n))
)

/** Of processor time: what else runs on the machine counts less. */
const time = async work => {
  const from = process.cpuUsage()
  for (const events of all) await work(events)
  const { user, system } = process.cpuUsage(from)
  return (user + system) / (calls * perCall)
}
const plain = async events => events.map(({ members }) => JSON.parse(JSON.stringify(members)))
const sealed = new Map()
const seal = async events => void sealed.set(events, (await cipher.seal(events)()).right)
const open = async events =>
  cipher.open(sealed.get(events).map((members, n) => ({ members, boundTo: events[n].boundTo })))()

const rows = []
for (let n = -3; n < pairs; n++) {
  const row = { plain: await time(plain), seal: await time(seal), open: await time(open) }
  if (n >= 0) rows.push(row)
}
console.log(
  `${calls} calls of ${perCall} events, two members each; µs an event, median (lowest to highest) of ${pairs}`
)
for (const name of ['plain', 'seal', 'open']) {
  const found = rows.map(row => row[name]).sort((a, b) => a - b)
  const [median, low, high] = [found[pairs >> 1], found[0], found.at(-1)].map(each => each.toFixed(1))
  console.log(`${name.padEnd(6)} ${median} (${low} to ${high})`)
}
await vault.close()()
