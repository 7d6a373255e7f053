/**
 * Sealing what a source has and the log has not.
 */
import { randomFillSync } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { parseInstant } from '@samtykke/core'
import { formatCheckpoint, signCheckpoint, type Checkpoint } from './checkpoint.ts'
import { makePrivate, tilePath, tileWidth, writing } from './directory.ts'
import { digestOfHashes, saltLength, sealEntry } from './entry.ts'
import { readAlongside } from './alongside.ts'
import { attempt, fail, refuse, type SealError } from './error.ts'
import { writeKeyFiles } from './keyFiles.ts'
import { withLock } from './lock.ts'
import { readLeaves } from './leaves.ts'
import { matcher } from './match.ts'
import {
  appendLeaf,
  emptyRange,
  emptyRoot,
  hashToBase64,
  leafHash,
  rootOf,
  type CompactRange
} from './merkle.ts'
import { inNewLog } from './newLog.ts'
import { numbering } from './numbering.ts'
import type { Problem } from './problem.ts'
import { emptyLog, publish, recoverCheckpoint } from './publish.ts'
import { revisionCheck } from './revisions.ts'
import { saltProblems } from './salts.ts'
import { readSealKeys, signersOf, type SealKeys } from './sealKeys.ts'
import type { Position, SealSource } from './source.ts'
import { latestState, signState, writeStates } from './state.ts'
import { MissingTile, readRange, widthOf } from './tiles.ts'
import { leafWriter } from './writer.ts'

/** What a run sealed. */
export interface SealRun {
  readonly kind: 'seal'
  readonly origin: string
  readonly size: number
  /** Base64. */
  readonly root: string
  /** Events sealed by this run. */
  readonly sealed: number
  /** Events of earlier runs that were compared with the source. */
  readonly compared: number
  /** Revisions that were gone before they were ever sealed. */
  readonly gaps: number
  /** The signed checkpoint, as it was written: hand it to someone who does not hold this log. */
  readonly checkpoint: string
}

/** Which log is sealed, by which key, and when. */
export interface SealOptions {
  /** Directory of the log. */
  readonly log: string
  /** Path of an Ed25519 private key (PEM, PKCS #8): only read. */
  readonly key: string
  /** Path of a second key: a checkpoint signed with both hands the log over from one key to the other. */
  readonly alsoKey?: string
  /** Makes the log, under this name. Without it the log has to be there. */
  readonly init?: { readonly origin: string }
  /** The instant at which the run began, before it reads: the tree keeps it. */
  readonly at: string
  /** Hex SHA-256 of the policy in force, kept with the run. */
  readonly policy?: string
}

/**
 * Seals what the source has and the log has not: appends a leaf per event and one for the run, writes, and signs
 * a checkpoint. Compares first what was sealed before with what the source has now, from the position of the
 * last run where the source has positions, else from the beginning; refuses to sign over a contradiction. A run
 * that was stopped at any point is continued by the next.
 *
 * Errors: `Refused` over a contradiction, with its problems; `Locked` while another run has the log; `NoLog`, or
 * `LogExists` with `init`; `Malformed` for a key, instant or file of the log; `CannotRead`, `CannotWrite`.
 *
 * @example
 * import { generateKeyPairSync } from 'node:crypto'
 * import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { ndjsonSource, seal, verify } from '@samtykke/seal'
 *
 * const folder = mkdtempSync(`${tmpdir()}/seal-`)
 * const [events, key, log] = [`${folder}/events.ndjson`, `${folder}/key.pem`, `${folder}/log`]
 * writeFileSync(key, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }))
 * const event = { id: '1', type: 'analysis-objected', callId: 'c1', occurredAt: '2025-03-01T08:00:00Z' }
 * writeFileSync(events, `${JSON.stringify(event)}\n`)
 *
 * const at = '2025-03-01T09:00:00.000Z'
 * const sealed = await seal(ndjsonSource([events]), { log, key, at, init: { origin: 'telecom.example/log' } })()
 * assert.equal(sealed._tag === 'Right' && sealed.right.sealed, 1)
 *
 * writeFileSync(events, `${JSON.stringify({ ...event, occurredAt: '2025-02-01T08:00:00Z' })}\n`)
 * const keys = [readFileSync(`${log}/key.vkey`, 'utf8')]
 * const found = await verify({ log, keys }, ndjsonSource([events]))()
 * assert.equal(found._tag === 'Right' && found.right.problems[0]?.code, 'altered')
 *
 * @see docs/sealing.md; RFC 9162; C2SP tlog-tiles, tlog-checkpoint, signed-note
 */
export const seal = (source: SealSource, options: SealOptions): TE.TaskEither<SealError, SealRun> =>
  attempt(async () => {
    const { log, init } = options
    if (parseInstant(options.at) !== options.at) {
      return fail({
        _tag: 'Malformed',
        path: 'at',
        expected: 'an instant in UTC with milliseconds',
        found: `a text of ${options.at.length} characters`
      })
    }
    const keys = await readSealKeys([
      options.key,
      ...(options.alsoKey === undefined ? [] : [options.alsoKey])
    ])
    if (init === undefined)
      return withLock(log, async () => run(source, options, await recoverCheckpoint(log, keys), keys))
    return inNewLog(log, () => run(source, options, emptyLog(init.origin, keys), keys))
  })

/** The right edge of the tree, which has to lead to the root that was signed. */
const rightEdge = async (log: string, { size, root }: Checkpoint): Promise<CompactRange> => {
  const range = await readRange(log, size).catch((cause: unknown) => {
    if (!(cause instanceof MissingTile)) throw cause
    return refuse('the tree is not whole', [
      { code: 'root-mismatch', detail: `tile ${cause.level}/${cause.number} is not there` }
    ])
  })
  return rootOf(range) === root
    ? range
    : refuse('the tree is not the one that was signed', [
        { code: 'root-mismatch', detail: `the tiles do not lead to the root of size ${size}` }
      ])
}

const run = async (
  source: SealSource,
  { log, at, policy, init }: SealOptions,
  before: Checkpoint,
  keys: SealKeys
): Promise<SealRun> => {
  const signers = signersOf(before.origin, keys)
  const range = await rightEdge(log, before)
  const problems: Problem[] = [...(await saltProblems(log, before.size))]
  if (problems.length > 0) return refuse('what is sealed cannot be compared any more', problems)
  await makePrivate(log)
  const writer = await leafWriter(log, range)
  const salts = saltSupply()
  let [sealed, compared, gaps] = [0, 0, 0]

  const state = await latestState(
    log,
    before,
    signers.map(({ key }) => key)
  )
  const resumed = state !== undefined

  const streams = numbering()
  const { event, record, eventsDone, finish } = matcher(
    streams,
    problem => problems.push(problem),
    ({ record, data, metadata }, revision, previous) => {
      if (revision !== previous + 1 && !(resumed && previous === -1)) gaps += revision - previous - 1
      const salt = salts()
      writer.event(record, revision, digestOfHashes(salt, data, metadata), salt)
      sealed++
    }
  )

  const again = emptyRange()
  const revisions = revisionCheck(streams, problem => {
    if (problem.code === 'missing') problems.push(problem)
  })
  let position: Position | undefined
  await readAlongside(readLeaves(log, state?.size ?? 0, before.size), source.read(state), {
    leaves: leaves => {
      for (const { index, hash, text, entry, salt } of leaves) {
        appendLeaf(again, hash ?? emptyRoot)
        if (text === null) revisions.pruned(index)
        else if (text === undefined || entry === undefined || leafHash(text) !== hash) {
          problems.push({
            code: 'leaf-mismatch',
            leaf: index,
            detail: 'the entry is not the one that was sealed'
          })
        } else if (entry.kind === 'event') {
          compared++
          revisions.event(index, entry)
          event({ leaf: index, entry, salt, sealedAfter: undefined })
        }
      }
    },
    leavesDone: () => {
      eventsDone()
      if (resumed) return
      revisions.finish()
      if (rootOf(again) !== before.root)
        problems.push({ code: 'root-mismatch', detail: 'the leaves do not lead to the root that was signed' })
    },
    record: each => {
      if (resumed && each.position === undefined) {
        return refuse(
          'this log is of a store, and the source is none: it cannot be read from where the log ends',
          []
        )
      }
      record(each)
      position = each.position ?? position
    }
  })
  finish()
  if (problems.length > 0) return refuse('the source contradicts what is sealed', problems)

  writer.run(sealEntry(at, before.size, before.root, policy))
  await writer.finish()
  const head = { origin: before.origin, size: range.size, root: rootOf(range) }
  const checkpoint = signCheckpoint(head, signers)
  const last = position === undefined ? undefined : signState(head, position, signers)
  await writeStates(
    log,
    [state, last].filter(each => each !== undefined)
  )
  if (init !== undefined) await publish(log, before)
  await publish(log, checkpoint)
  await writeKeyFiles(log, signers)
  await removePartialTiles(log, before.size, range.size)
  return {
    kind: 'seal',
    origin: head.origin,
    size: head.size,
    root: hashToBase64(head.root),
    sealed,
    compared,
    gaps,
    checkpoint: formatCheckpoint(checkpoint)
  }
}

/** Partial tiles go once their tile is full. */
const removePartialTiles = async (log: string, before: number, after: number): Promise<void> => {
  for (let level = 0; before >= tileWidth ** level; level++) {
    const number = Math.floor(before / tileWidth ** (level + 1))
    const folder = join(log, `${tilePath(level, number)}.p`)
    if (widthOf(after, level, number) === tileWidth)
      await writing(folder, () => rm(folder, { recursive: true, force: true }))
  }
}

/** Random salts, drawn many at a time; each may be used until the next is asked for. */
const saltSupply = (): (() => Uint8Array) => {
  const pool = Buffer.alloc(256 * saltLength)
  let next = pool.length
  return () => {
    if (next === pool.length) {
      randomFillSync(pool)
      next = 0
    }
    next += saltLength
    return pool.subarray(next - saltLength, next)
  }
}
