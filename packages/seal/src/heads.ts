/**
 * The latest checkpoint, its signatures, and every earlier one that is kept.
 */
import { realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts'
import { checkpointPath, readIfThere, storedCheckpoints } from './directory.ts'
import { fail, orFail } from './error.ts'
import { checkSignatures, type MalformedNote, type VerifierKey } from './note.ts'
import type { Problem } from './problem.ts'
import type { HeldRoot } from './treeCheck.ts'
import { witnessKeys } from './witnessKeys.ts'

/** Verifier keys (vkey text) of witnesses, and how many of them have to have signed. */
interface Witnesses {
  readonly witnesses?: ReadonlyArray<string>
  readonly quorum?: number
}

/** The checkpoint; where it cannot be read any more, the latest that was kept beside it. */
export const readHead = async (log: string, report: (problem: Problem) => void): Promise<Checkpoint> => {
  const path = join(log, 'checkpoint')
  const bytes = (await readIfThere(path)) ?? fail({ _tag: 'NoLog', path: log })
  const head = parseCheckpoint(bytes)
  if (E.isRight(head)) return head.right
  const kept = (await storedCheckpoints(log)).flatMap(({ checkpoint }) =>
    E.isRight(checkpoint) ? [checkpoint.right] : []
  )
  report({ code: 'bad-signature', file: 'checkpoint', detail: 'checkpoint is no checkpoint' })
  return kept.at(-1) ?? orFail(path, head)
}

/** The signatures of the log, and those of its witnesses. */
export const checkHead = (
  head: Checkpoint,
  keys: ReadonlyArray<VerifierKey>,
  { witnesses = [], quorum }: Witnesses,
  report: (problem: Problem) => void
): ReadonlyArray<string> => {
  const byLog = signatureProblem(head, keys, 'checkpoint', 'the checkpoint')
  if (byLog !== undefined) report(byLog)
  const known = witnessKeys(witnesses, keys)
  const cosigned = checkSignatures(head.note, known)
  if (cosigned._tag === 'BadSignature') {
    report({ code: 'bad-signature', detail: `the cosignature of ${cosigned.by.name} does not hold` })
  }
  const by = cosigned._tag === 'Signed' ? cosigned.by : []
  const wanted = quorum ?? known.length
  if (by.length < wanted) {
    report({ code: 'bad-signature', detail: `${by.length} witnesses have signed, ${wanted} have to` })
  }
  return [...(byLog === undefined ? [head.origin] : []), ...by.map(({ name }) => name)]
}

const signatureProblem = (
  checkpoint: Checkpoint,
  keys: ReadonlyArray<VerifierKey>,
  file: string,
  of = file
): Problem | undefined => {
  const check = checkSignatures(
    checkpoint.note,
    keys.filter(({ name }) => name === checkpoint.origin)
  )
  if (check._tag === 'Signed') return undefined
  return check._tag === 'BadSignature'
    ? { code: 'bad-signature', file, detail: `a signature of ${of} does not hold` }
    : { code: 'unknown-key', file, detail: `${of} is not signed by a key that was given` }
}

/** Whether a file lies in the directory of the log, also by a link. */
const liesIn = async (log: string, path: string): Promise<boolean> => {
  const [folder, file] = await Promise.all([log, path].map(each => realpath(each).catch(() => each)))
  return file?.startsWith(`${folder}${sep}`) === true
}

interface LogAndKept {
  readonly log: string
  readonly keys: ReadonlyArray<VerifierKey>
  /** Checkpoints kept elsewhere. */
  readonly since: ReadonlyArray<string>
}

/** Every checkpoint kept, here or elsewhere, as the root that the tree had at its size. */
export const heldRoots = async (
  { log, keys, since }: LogAndKept,
  head: Checkpoint,
  report: (problem: Problem) => void
): Promise<ReadonlyArray<HeldRoot>> => {
  const elsewhere = await Promise.all(
    since.map(async path => ({
      path,
      checkpoint: parseCheckpoint(
        (await readIfThere(path)) ?? fail({ _tag: 'CannotRead', path, reason: 'ENOENT' })
      ),
      outside: !(await liesIn(log, path))
    }))
  )
  const stored = (await storedCheckpoints(log))
    .filter(({ path }) => path !== 'checkpoint')
    .map(each => ({ ...each, outside: false }))
  for (const { path, checkpoint } of stored) {
    if (E.isRight(checkpoint) && path !== checkpointPath(checkpoint.right.size))
      report({ code: 'not-consistent', file: path, detail: `${path} is of size ${checkpoint.right.size}` })
  }
  const latest = { size: head.size, root: head.root, from: 'checkpoint', outside: false }
  const others = [...stored, ...elsewhere].flatMap(({ path, checkpoint, outside }) => {
    const problem = heldProblem(checkpoint, head, keys, path)
    if (problem !== undefined) report(problem)
    if (E.isLeft(checkpoint) || problem !== undefined) return []
    return [{ size: checkpoint.right.size, root: checkpoint.right.root, from: path, outside }]
  })
  return [latest, ...others]
}

const heldProblem = (
  held: E.Either<MalformedNote, Checkpoint>,
  head: Checkpoint,
  keys: ReadonlyArray<VerifierKey>,
  path: string
): Problem | undefined => {
  if (E.isLeft(held)) return { code: 'bad-signature', file: path, detail: `${path} is no checkpoint` }
  const { origin, size } = held.right
  if (origin !== head.origin)
    return { code: 'not-consistent', file: path, detail: `${path} is of another log` }
  if (size > head.size) {
    return {
      code: 'rolled-back',
      file: path,
      leaf: head.size,
      until: size,
      detail: `${path} is of size ${size}, the log of size ${head.size}`
    }
  }
  return signatureProblem(held.right, keys, path)
}
