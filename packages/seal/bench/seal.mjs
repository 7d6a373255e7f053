// Sealing NDJSON, against SHA-256 of the same bytes plus JSON.parse of each line. Prints ratios.
// node packages/audit/bench/seal.mjs [events, default 300000] (after `pnpm build`)
import { createHash, generateKeyPairSync } from 'node:crypto'
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ndjsonSource, seal } from '../dist/esm/index.js'

const count = Number(process.argv[2] ?? 300_000)
const folder = mkdtempSync(join(tmpdir(), 'seal-bench-'))
const events = join(folder, 'events.ndjson')
const key = join(folder, 'key.pem')
writeFileSync(key, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }))

const start = Date.parse('2025-01-01T00:00:00.000Z')
const out = createWriteStream(events)
for (let n = 0; n < count; n++) {
  const at = new Date(start + n * 1000).toISOString()
  const call = `c-${Math.floor(n / 40) * 8 + (n % 8)}`
  const event =
    n % 5 === 0
      ? {
          type: 'consent-given',
          method: 'keypress',
          digit: '1',
          noticeVersion: '2025-01',
          language: 'da',
          purposes: ['quality-assurance']
        }
      : {
          type: 'recording-stored',
          recordingId: `r-${n}`,
          startedAt: at,
          endedAt: at,
          direction: 'inbound',
          customerType: 'private',
          line: 'customer-service',
          processor: 'p1',
          region: 'DK'
        }
  const line = {
    id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    callId: call,
    occurredAt: at,
    recordedAt: at,
    ...event
  }
  if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, 'drain')
}
out.end()
await once(out, 'finish')

/** Elapsed seconds, and those of processors: the latter say more where the machine does other things. */
const seconds = async run => {
  const [began, used] = [process.hrtime.bigint(), process.cpuUsage()]
  await run()
  const { user, system } = process.cpuUsage(used)
  return { elapsed: Number(process.hrtime.bigint() - began) / 1e9, processor: (user + system) / 1e6 }
}
const least = (a, b) => ({
  elapsed: Math.min(a.elapsed, b.elapsed),
  processor: Math.min(a.processor, b.processor)
})

/** Each line parsed, and `hashing` done with it. */
const reading = (hashing, whole) => () =>
  seconds(async () => {
    const hash = createHash('sha256')
    let rest = ''
    for await (const chunk of createReadStream(events, { highWaterMark: 1 << 16 })) {
      if (whole) hash.update(chunk)
      const lines = (rest + chunk.toString('utf8')).split('\n')
      rest = lines.pop()
      for (const line of lines) {
        hashing(line)
        JSON.parse(line)
      }
    }
  })

const sha256 = data => createHash('sha256').update(data).digest('hex')
const [digestInput, entry, node] = [80, 260, 65].map(length => Buffer.alloc(length, 'x'))
const baselines = {
  'JSON.parse + sha256 of the file as a whole': reading(() => undefined, true),
  'JSON.parse + sha256 of each line': reading(sha256, false),
  'JSON.parse + sha256 of all that sealing hashes (line, digest, entry, node)': reading(line => {
    sha256(line)
    sha256(digestInput)
    sha256(entry)
    sha256(node)
  }, false)
}

const sealing = () =>
  seconds(async () => {
    const log = join(folder, `log-${Math.random()}`)
    const result = await seal(ndjsonSource([events]), {
      log,
      key,
      at: '2026-01-01T00:00:00.000Z',
      init: { origin: 'bench.example/log' }
    })()
    if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
  })

const runs = 3
const names = [...Object.keys(baselines), 'seal']
const times = Object.fromEntries(names.map(name => [name, { elapsed: Infinity, processor: Infinity }]))
for (let run = 0; run < runs; run++) {
  for (const name of names) times[name] = least(times[name], await (baselines[name] ?? sealing)())
}

const bytes = statSync(events).size
const ratio = (name, kind) => (times.seal[kind] / times[name][kind]).toFixed(2)
console.log(`${count} events, ${bytes} bytes (${Math.round(bytes / count)} an event), best of ${runs}`)
console.log(
  `seal, as a whole: ${times.seal.elapsed.toFixed(2)} s, ${times.seal.processor.toFixed(2)} s of processors`
)
for (const name of Object.keys(baselines)) {
  console.log(
    `against ${name}: ${ratio(name, 'elapsed')} times; of processors ${ratio(name, 'processor')} times`
  )
}
console.log(`peak memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`)
rmSync(folder, { recursive: true })
