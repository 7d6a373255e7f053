/**
 * Writing a folder that proves the events of a call.
 */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { readAlongside } from './alongside.ts'
import { formatCheckpoint, type Checkpoint } from './checkpoint.ts'
import type { SealedEvent } from './compare.ts'
import { latestCheckpoint, listIfThere, replaceFile, writing } from './directory.ts'
import { digestOf } from './entry.ts'
import { attempt, refuse, type SealError } from './error.ts'
import { hasSigned, keysInFile } from './keyFiles.ts'
import { readLeaves } from './leaves.ts'
import { logCheck } from './logCheck.ts'
import { matcher } from './match.ts'
import { hashToBase64, leafHash, type Hash } from './merkle.ts'
import { formatVerifierKey, pemOf } from './note.ts'
import { inclusionPath, verifyInclusion } from './proof.ts'
import type { Problem, ProblemCode } from './problem.ts'
import type { SealSource, StoredRecord } from './source.ts'
import { MissingTile, readPath } from './tiles.ts'
import { formatTlogProof } from './tlogProof.ts'
import { verifyText } from './verifyText.ts'

export interface ProveOptions {
  /** Directory of the log. */
  readonly log: string
  readonly call: string
  /** Folder to write: one file of each kind per event, named by its revision. */
  readonly out: string
}

export interface ProvenEvent {
  readonly leaf: number
  readonly revision: string
  readonly id: string
  readonly type: string
  readonly created: string
  /** `redacted`: the content is erased, so only the entry is proven. */
  readonly state: 'intact' | 'redacted'
}

export interface Proven {
  readonly kind: 'prove'
  readonly call: string
  readonly origin: string
  readonly size: number
  /** Base64. */
  readonly root: string
  readonly events: ReadonlyArray<ProvenEvent>
  /** Stored events of the call that are not sealed: nothing is proven of them. */
  readonly unsealed: number
  /** Names in the folder. */
  readonly files: ReadonlyArray<string>
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
    const { events, records, unsealed } = await ofCall(source, log, checkpoint, `call-${call}`)
    const [first] = events
    if (first === undefined) return refuse('nothing of this call is sealed', [])
    const files = new Map<string, string | Uint8Array>([['checkpoint', formatCheckpoint(checkpoint)]])
    const proven: ProvenEvent[] = []
    for (const event of events) {
      const record = recordOf(event, records)
      await addEvent(files, { log, checkpoint }, event, record)
      const { entry, leaf } = event
      const { revision, id, type, created } = entry
      proven.push({
        leaf,
        revision,
        id,
        type,
        created,
        state: record === undefined ? 'redacted' : 'intact'
      })
    }
    await addKeyFiles(files, log, checkpoint)
    files.set('VERIFY.txt', verifyText(proven))
    await writeFolder(out, files)
    const { origin, size, root } = checkpoint
    return {
      kind: 'prove',
      call,
      origin,
      size,
      root: hashToBase64(root),
      events: proven,
      unsealed,
      files: [...files.keys()].sort()
    }
  })

type SealedText = SealedEvent & { readonly text: string; readonly hash: Hash }

/** What was so already when it was sealed: nothing that is proven says otherwise. */
const beforeSealing: ReadonlyArray<ProblemCode> = ['gap-before-seal', 'time-backwards']

const ofCall = async (source: SealSource, log: string, { size, root }: Checkpoint, stream: string) => {
  const events: SealedText[] = []
  const records: StoredRecord[] = []
  const problems: Problem[] = []
  const report = (problem: Problem): void => {
    if (!beforeSealing.includes(problem.code)) problems.push(problem)
  }
  const matching = matcher(report)
  const check = logCheck({ log, size, held: [], stream }, report, (event, { text, hash }) => {
    matching.event(event)
    if (typeof text === 'string' && hash !== undefined) events.push({ ...event, text, hash })
  })
  await readAlongside(readLeaves(log, 0, size), source.read(), {
    leaves: check.leaves,
    leavesDone: matching.eventsDone,
    record: record => {
      if (record.stream !== stream) return
      records.push(record)
      matching.record(record)
    }
  })
  const { unsealed } = matching.finish()
  await check.finish(root)
  const told = new Set(problems.map(({ leaf }) => leaf))
  problems.push(...check.withoutSalt().filter(({ leaf }) => !told.has(leaf)))
  if (problems.length > 0) return refuse('the source contradicts what is sealed', problems)
  return { events, records, unsealed }
}

const recordOf = (
  { entry, salt }: SealedEvent,
  records: ReadonlyArray<StoredRecord>
): StoredRecord | undefined =>
  records.find(
    record =>
      record.id === entry.id &&
      (record.revision === undefined || record.revision === entry.revision) &&
      (salt === undefined || digestOf(salt, record) === entry.digest)
  )

type Files = Map<string, string | Uint8Array>

const addEvent = async (
  files: Files,
  { log, checkpoint }: { readonly log: string; readonly checkpoint: Checkpoint },
  event: SealedText,
  record: StoredRecord | undefined
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
  if (leafHash(text) !== hash || !verifyInclusion({ leaf, size, hash, path, root })) {
    return refuse('the tree is not the one that was signed', [
      { code: 'leaf-mismatch', leaf, detail: 'its path does not lead to the root' }
    ])
  }
  const salt = record === undefined ? undefined : event.salt
  if (record !== undefined) {
    files.set(`${revision}.data`, record.data)
    if (record.metadata !== undefined && record.metadata.length > 0)
      files.set(`${revision}.metadata`, record.metadata)
  }
  if (salt !== undefined) files.set(`${revision}.salt`, salt)
  files.set(`${revision}.entry.json`, text)
  files.set(`${revision}.tlog-proof`, formatTlogProof({ index: leaf, path, checkpoint, entry: text, salt }))
}

/** The public keys that signed the checkpoint: another would only be taken for them. */
const addKeyFiles = async (files: Files, log: string, checkpoint: Checkpoint): Promise<void> => {
  const keys = (await keysInFile(log)).flatMap(key =>
    key !== undefined && hasSigned(checkpoint, key) ? [key] : []
  )
  const [first] = keys
  if (first === undefined) {
    return refuse('the key to verify with is not there', [
      { code: 'bad-signature', detail: 'key.vkey holds no key that signed the checkpoint' }
    ])
  }
  files.set('key.vkey', keys.map(key => `${formatVerifierKey(key)}\n`).join(''))
  files.set('key.pem', pemOf(first))
}

const ofAnEvent = /^[0-9]+\.(data|metadata|salt|entry\.json|tlog-proof)$/

/** Writes the folder. What an earlier proof left there goes: content may have been erased since. */
const writeFolder = async (out: string, files: Files): Promise<void> => {
  await writing(out, () => mkdir(out, { recursive: true }))
  for (const name of await listIfThere(out)) {
    const path = join(out, name)
    if (ofAnEvent.test(name) && !files.has(name)) await writing(path, () => rm(path))
  }
  for (const [name, bytes] of files) await replaceFile(join(out, name), bytes)
}
