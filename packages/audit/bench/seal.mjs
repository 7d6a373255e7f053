// Sealing NDJSON, against SHA-256 of the same bytes plus JSON.parse of each line. Prints ratios.
// node packages/audit/bench/seal.mjs [events, default 300000] (after `pnpm build`)
import { createHash, generateKeyPairSync } from 'node:crypto'
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ndjsonSource, seal, verify } from '../dist/esm/index.js'

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

const seconds = async run => {
  const began = process.hrtime.bigint()
  await run()
  return Number(process.hrtime.bigint() - began) / 1e9
}

/** Whole file hashed in chunks, each line parsed: the least that any reader does. */
const least = () =>
  seconds(async () => {
    const hash = createHash('sha256')
    let rest = ''
    for await (const chunk of createReadStream(events, { highWaterMark: 1 << 20 })) {
      hash.update(chunk)
      const lines = (rest + chunk.toString('utf8')).split('\n')
      rest = lines.pop()
      for (const line of lines) JSON.parse(line)
    }
    hash.digest()
  })

/** Each line hashed and parsed, as a log with a hash a line does. */
const perLine = () =>
  seconds(async () => {
    for await (const line of createInterface({
      input: createReadStream(events, { highWaterMark: 1 << 20 })
    })) {
      createHash('sha256').update(line).digest('hex')
      JSON.parse(line)
    }
  })

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

const best = async run => Math.min(await run(), await run(), await run())
const bytes = statSync(events).size
const [a, b, c] = [await best(least), await best(perLine), await best(sealing)]
console.log(`${count} events, ${bytes} bytes (${Math.round(bytes / count)} an event)`)
console.log(
  `sha256 of the file + JSON.parse of each line:  ${a.toFixed(2)} s, ${((a / count) * 1e6).toFixed(2)} µs an event`
)
console.log(
  `sha256 of each line + JSON.parse of it:        ${b.toFixed(2)} s, ${((b / count) * 1e6).toFixed(2)} µs an event`
)
console.log(
  `seal, as a whole:                              ${c.toFixed(2)} s, ${((c / count) * 1e6).toFixed(2)} µs an event`
)
console.log(
  `ratio to the file hashed whole: ${(c / a).toFixed(2)}; to each line hashed: ${(c / b).toFixed(2)}`
)
console.log(`peak memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`)
rmSync(folder, { recursive: true })
