import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { readAlongside } from './alongside.ts'
import { formatCheckpoint, type Checkpoint } from './checkpoint.ts'
import { latestCheckpoint, readIfThere, replaceFile, writing } from './directory.ts'
import { digestOf } from './entry.ts'
import { attempt, fail, type SealError } from './error.ts'
import { readLeaves } from './leaves.ts'
import { matcher, type SealedEvent } from './match.ts'
import { hashToBase64, leafHash, type Hash } from './merkle.ts'
import { inclusionPath, verifyInclusion } from './proof.ts'
import { inOrder, type Problem } from './problem.ts'
import type { SealSource, StoredRecord } from './source.ts'
import { MissingTile, readPath } from './tiles.ts'
import { formatTlogProof } from './tlogProof.ts'
import { verifyText } from './verifyText.ts'

export type ProveOptions = {
  /** Directory of the log. */
  readonly log: string
  readonly call: string
  /** Folder to write: one file of each kind per event, named by its revision. */
  readonly out: string
}

export type ProvenEvent = {
  readonly leaf: number
  readonly revision: string
  readonly id: string
  readonly type: string
  readonly created: string
  /** `redacted`: the content is erased; `unbound`: its salt is destroyed. Then only the entry is proven. */
  readonly state: 'intact' | 'redacted' | 'unbound'
}

export type Proven = {
  readonly kind: 'prove'
  readonly call: string
  readonly origin: string
  readonly size: number
  /** Base64. */
  readonly root: string
  readonly events: readonly ProvenEvent[]
  /** Stored events of the call that are not sealed: nothing is proven of them. */
  readonly unsealed: number
  /** Names in the folder. */
  readonly files: readonly string[]
}

/**
 * Writes a folder with which someone else can check, offline and with public tools, that the events of a call
 * are in the log: data, entries, salts and inclusion proofs, the checkpoint, the key, and VERIFY.txt, which says
 * how.
 *
 * Errors: `Refused` where the source contradicts what is sealed, with its problems, or nothing of the call is sealed;
 * `NoLog`; `Malformed` for a file of the log; `CannotRead`, `CannotWrite`.
 *
 * @example
 * import { generateKeyPairSync } from 'node:crypto'
 * import { mkdtempSync, writeFileSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { ndjsonSource, prove, seal } from '@samtykke/seal'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const folder = mkdtempSync(`${tmpdir()}/seal-`)
 * const [events, key, log] = [`${folder}/events.ndjson`, `${folder}/key.pem`, `${folder}/log`]
 * writeFileSync(key, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }))
 * writeFileSync(events, '{"id":"1","type":"analysis-objected","callId":"c1","occurredAt":"2025-03-01T08:00:00Z"}\n')
 * await seal(ndjsonSource([events]), { log, key, at: '2025-03-01T09:00:00.000Z', init: { origin: 'telecom.example/log' } })()
 *
 * const proven = await prove(ndjsonSource([events]), { log, call: 'c1', out: `${folder}/proof` })()
 * assert.ok(E.isRight(proven))
 * assert.deepStrictEqual(proven.right.events.map(({ id, leaf, state }) => [id, leaf, state]), [['1', 0, 'intact']])
 * assert.ok(proven.right.files.includes('VERIFY.txt'))
 *
 * @see C2SP tlog-proof; docs/sealing.md
 */
export const prove = (source: SealSource, options: ProveOptions): TE.TaskEither<SealError, Proven> =>
  attempt(async () => {
    const { log, call, out } = options
    const checkpoint = await latestCheckpoint(log)
    const { events, records, unsealed } = await ofCall(source, log, checkpoint.size, `call-${call}`)
    const [first] = events
    if (first === undefined) return refuse('nothing of this call is sealed', [])
    await writing(out, () => mkdir(out, { recursive: true }))
    const files: string[] = []
    const write = async (name: string, bytes: string | Uint8Array): Promise<void> => {
      await replaceFile(join(out, name), bytes)
      files.push(name)
    }
    const proven: ProvenEvent[] = []
    for (const event of events) {
      const record = recordOf(event, records)
      await writeEvent(log, checkpoint, event, record, write)
      const { entry, leaf, salt } = event
      const { revision, id, type, created } = entry
      proven.push({
        leaf,
        revision,
        id,
        type,
        created,
        state: record === undefined ? 'redacted' : salt === undefined ? 'unbound' : 'intact'
      })
    }
    await write('checkpoint', formatCheckpoint(checkpoint))
    for (const name of ['key.vkey', 'key.pem']) {
      const bytes = await readIfThere(join(log, name))
      if (bytes !== undefined) await write(name, bytes)
    }
    await write('VERIFY.txt', verifyText(proven))
    const { origin, size, root } = checkpoint
    return {
      kind: 'prove',
      call,
      origin,
      size,
      root: hashToBase64(root),
      events: proven,
      unsealed,
      files: files.sort()
    }
  })

const refuse = (reason: string, problems: readonly Problem[]): never =>
  fail({ _tag: 'Refused', reason, problems: inOrder(problems) })

type SealedText = SealedEvent & { readonly text: string; readonly hash: Hash }

const ofCall = async (source: SealSource, log: string, size: number, stream: string) => {
  const events: SealedText[] = []
  const records: StoredRecord[] = []
  const problems: Problem[] = []
  const matching = matcher(problem => problems.push(problem))
  await readAlongside(readLeaves(log, 0, size), source.read(), {
    leaves: leaves => {
      for (const { index, entry, text, hash, salt } of leaves) {
        if (
          entry?.kind !== 'event' ||
          entry.stream !== stream ||
          typeof text !== 'string' ||
          hash === undefined
        )
          continue
        const event = { leaf: index, entry, salt, sealedAfter: undefined, text, hash }
        events.push(event)
        matching.event(event)
      }
    },
    leavesDone: matching.eventsDone,
    record: record => {
      if (record.stream !== stream) return
      records.push(record)
      matching.record(record)
    }
  })
  const { unsealed } = matching.finish()
  if (problems.length > 0) return refuse('the source contradicts what is sealed', problems)
  return { events, records, unsealed }
}

const recordOf = ({ entry, salt }: SealedEvent, records: readonly StoredRecord[]): StoredRecord | undefined =>
  records.find(
    record =>
      record.id === entry.id &&
      (record.revision === undefined || record.revision === entry.revision) &&
      (salt === undefined || digestOf(salt, record) === entry.digest)
  )

const writeEvent = async (
  log: string,
  checkpoint: Checkpoint,
  event: SealedText,
  record: StoredRecord | undefined,
  write: (name: string, bytes: string | Uint8Array) => Promise<void>
): Promise<void> => {
  const { leaf, text, hash } = event
  const { revision } = event.entry
  const { size, root } = checkpoint
  const path = await readPath(log, size, inclusionPath(leaf, size)).catch((cause: unknown) => {
    if (!(cause instanceof MissingTile)) throw cause
    return refuse('the tree is not whole', [
      { code: 'root-mismatch', leaf, detail: `tile ${cause.level}/${cause.number}` }
    ])
  })
  if (leafHash(text) !== hash || !verifyInclusion(leaf, size, hash, path, root)) {
    return refuse('the tree is not the one that was signed', [
      { code: 'leaf-mismatch', leaf, detail: 'its path does not lead to the root' }
    ])
  }
  const salt = record === undefined ? undefined : event.salt
  if (record !== undefined) {
    await write(`${revision}.data`, record.data)
    if (record.metadata !== undefined && record.metadata.length > 0)
      await write(`${revision}.metadata`, record.metadata)
  }
  if (salt !== undefined) await write(`${revision}.salt`, salt)
  await write(`${revision}.entry.json`, text)
  await write(`${revision}.tlog-proof`, formatTlogProof({ index: leaf, path, checkpoint, entry: text, salt }))
}
