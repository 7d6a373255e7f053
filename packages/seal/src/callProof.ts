/**
 * What is sealed of a call, read and checked.
 */
import { readAlongside } from './alongside.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { SealedEvent } from './compare.ts'
import { latestCheckpoint } from './directory.ts'
import { digestOf } from './entry.ts'
import { refuse } from './error.ts'
import { hasSigned, keysInFile } from './keyFiles.ts'
import { readLeaves } from './leaves.ts'
import { logCheck } from './logCheck.ts'
import { matcher } from './match.ts'
import { leafHash, type Hash } from './merkle.ts'
import type { VerifierKey } from './note.ts'
import { numbering } from './numbering.ts'
import { inclusionPath, verifyInclusion } from './proof.ts'
import type { Problem, ProblemCode } from './problem.ts'
import type { SealSource, StoredRecord } from './source.ts'
import { MissingTile, readPath } from './tiles.ts'

/** A sealed event with all that proves it. */
export interface EventProof {
  readonly event: SealedEvent
  /** The entry's canonical JSON. */
  readonly text: string
  readonly hash: Hash
  readonly path: ReadonlyArray<Hash>
  /** `undefined` = erased; then the salt is not given away either. */
  readonly content: { readonly record: StoredRecord; readonly salt: Buffer | undefined } | undefined
}

export interface CallProof {
  readonly checkpoint: Checkpoint
  /** The public keys that signed the checkpoint: another would only be taken for them. */
  readonly keys: readonly [VerifierKey, ...VerifierKey[]]
  readonly events: ReadonlyArray<EventProof>
  /** Stored events of the call that are not sealed. */
  readonly unsealed: number
}

/** Reads the events of a call. Refuses where the source contradicts what is sealed, or nothing of the call is. */
export const proveCall = async (source: SealSource, log: string, call: string): Promise<CallProof> => {
  const checkpoint = await latestCheckpoint(log)
  const { events, records, unsealed } = await ofCall(source, log, checkpoint, `call-${call}`)
  if (events.length === 0) return refuse('nothing of this call is sealed', [])
  const proofs: EventProof[] = []
  for (const event of events) {
    const record = recordOf(event, records)
    const path = await pathOf(log, checkpoint, event)
    const content = record === undefined ? undefined : { record, salt: event.salt }
    proofs.push({ event, text: event.text, hash: event.hash, path, content })
  }
  return { checkpoint, keys: await signersOf(log, checkpoint), events: proofs, unsealed }
}

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
  const streams = numbering()
  const matching = matcher(streams, report)
  const check = logCheck({ log, size, held: [], stream, streams }, report, (event, { text, hash }) => {
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

const pathOf = async (
  log: string,
  { size, root }: Checkpoint,
  { leaf, text, hash }: SealedText
): Promise<ReadonlyArray<Hash>> => {
  const path = await readPath(log, size, inclusionPath(leaf, size)).catch((cause: unknown) => {
    if (!(cause instanceof MissingTile)) throw cause
    return refuse('the tree is not whole', [
      { code: 'root-mismatch', leaf, detail: `tile ${cause.level}/${cause.number}` }
    ])
  })
  return leafHash(text) === hash && verifyInclusion({ leaf, size, hash, path, root })
    ? path
    : refuse('the tree is not the one that was signed', [
        { code: 'leaf-mismatch', leaf, detail: 'its path does not lead to the root' }
      ])
}

const signersOf = async (log: string, checkpoint: Checkpoint): Promise<CallProof['keys']> => {
  const [first, ...rest] = (await keysInFile(log)).flatMap(key =>
    key !== undefined && hasSigned(checkpoint, key) ? [key] : []
  )
  return first === undefined
    ? refuse('the key to verify with is not there', [
        { code: 'bad-signature', detail: 'key.vkey holds no key that signed the checkpoint' }
      ])
    : [first, ...rest]
}
