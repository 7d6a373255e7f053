/**
 * Destroying the salts of what was redacted.
 */
import { join } from 'node:path'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { latestCheckpoint, modeOf, readIfThere, replaceFile, saltPath, tileWidth } from './directory.ts'
import { redacts, saltLength } from './entry.ts'
import { attempt, type SealError } from './error.ts'
import { withLock } from './lock.ts'
import { readLeaves } from './leaves.ts'

/** How many salts were destroyed. */
export interface SaltsDestroyed {
  readonly kind: 'salts-destroyed'
  readonly destroyed: number
}

/**
 * Destroys the salts of a call's erased events: of those that a sealed `proof-redacted` stands after. To be
 * called once the events are truncated; a digest without its salt says nothing of the content any more. Root,
 * proofs of other events and checkpoints go on verifying. Copies of the log's private part keep the salts until
 * they age out.
 *
 * Errors: `Locked` while another run has the log; `NoLog`; `Malformed` for a file of the log; `CannotRead`,
 * `CannotWrite`.
 *
 * @example
 * import { generateKeyPairSync } from 'node:crypto'
 * import { mkdtempSync, writeFileSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { destroySalts, ndjsonSource, seal } from '@samtykke/seal'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const folder = mkdtempSync(`${tmpdir()}/seal-`)
 * const [events, key, log] = [`${folder}/events.ndjson`, `${folder}/key.pem`, `${folder}/log`]
 * writeFileSync(key, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }))
 * writeFileSync(
 *   events,
 *   '{"id":"1","type":"analysis-objected","callId":"c1","occurredAt":"2025-03-01T08:00:00Z"}\n' +
 *     '{"id":"2","type":"proof-redacted","callId":"c1","occurredAt":"2025-03-01T08:30:00Z"}\n'
 * )
 * await seal(ndjsonSource([events]), { log, key, at: '2025-03-01T09:00:00.000Z', init: { origin: 'telecom.example/log' } })()
 *
 * const destroyed = await destroySalts({ log, calls: ['c1'] })()
 * assert.deepStrictEqual(destroyed, E.right({ kind: 'salts-destroyed', destroyed: 1 }))
 *
 * @see docs/sealing.md; GDPR art. 17(1)
 */
export const destroySalts = (options: {
  /** Directory of the log. */
  readonly log: string
  readonly calls: ReadonlyArray<string>
}): TE.TaskEither<SealError, SaltsDestroyed> =>
  attempt(() =>
    withLock(options.log, async () => {
      const { log, calls } = options
      const streams = new Map(calls.map(call => [`call-${call}`, [] as number[]]))
      const erased: number[] = []
      const { size } = await latestCheckpoint(log)
      for await (const leaves of readLeaves(log, 0, size)) {
        for (const { index, entry, salt } of leaves) {
          const before = entry?.kind === 'event' ? streams.get(entry.stream) : undefined
          if (entry?.kind !== 'event' || before === undefined) continue
          if (redacts(entry)) erased.push(...before.splice(0))
          else if (salt !== undefined) before.push(index)
        }
      }
      const groups = new Map<number, number[]>()
      for (const leaf of erased) {
        const group = Math.floor(leaf / tileWidth)
        groups.set(group, [...(groups.get(group) ?? []), leaf])
      }
      for (const [group, inGroup] of groups) {
        const path = join(log, saltPath(group))
        const salts = (await readIfThere(path)) ?? Buffer.alloc(0)
        for (const leaf of inGroup)
          salts.fill(0, (leaf % tileWidth) * saltLength, ((leaf % tileWidth) + 1) * saltLength)
        await replaceFile(path, salts, modeOf(saltPath(group)))
      }
      return { kind: 'salts-destroyed', destroyed: erased.length }
    })
  )
