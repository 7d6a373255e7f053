import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { epochMilliseconds, instantFromEpoch, parseInstant } from '@samtykke/core'
import { readAlongside } from './alongside.ts'
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts'
import { readIfThere, readStates, storedCheckpoints } from './directory.ts'
import type { EventEntry, SealEntry } from './entry.ts'
import { attempt, fail, orFail, type SealError } from './error.ts'
import { readLeaves, type Leaf } from './leaves.ts'
import { matcher, timeBackwards, type MatchCounts } from './match.ts'
import { emptyRoot, hashToBase64, leafHash } from './merkle.ts'
import { checkSignatures, parseVerifierKey, type MalformedNote, type VerifierKey } from './note.ts'
import { inOrder, type Problem } from './problem.ts'
import { revisionCheck } from './revisions.ts'
import type { SealSource } from './source.ts'
import { treeCheck, type HeldRoot } from './treeCheck.ts'

export type VerifyOptions = {
  /** Directory of the log. */
  readonly log: string
  /** Verifier keys (vkey text) of the log, obtained elsewhere than from the log: every key that ever signed. */
  readonly keys: readonly string[]
  /** Paths of checkpoints that were kept outside the log. */
  readonly since?: readonly string[]
  /** Verifier keys of witnesses, and how many of them have to have signed (default: all). */
  readonly witnesses?: readonly string[]
  readonly quorum?: number
  /** Compares the stored events of this call only. */
  readonly call?: string
}

/** Something that was not looked at, and why. */
export type NotChecked = { readonly what: string; readonly because: string }

export type Verification = MatchCounts & {
  readonly kind: 'verify'
  /** Whether no problem was found. What was not looked for is in `notChecked`. */
  readonly ok: boolean
  readonly origin: string
  readonly size: number
  /** Base64. */
  readonly root: string
  /** Leaves looked at. */
  readonly checked: number
  readonly events: number
  readonly seals: number
  /** Entries pruned after redaction. */
  readonly pruned: number
  readonly altered: number
  readonly missing: number
  readonly inserted: number
  readonly moved: number
  /** Checkpoints that the tree was compared with, its own included. */
  readonly heldCheckpoints: number
  /** Names of the keys and witnesses whose signature on the checkpoint holds. */
  readonly signedBy: readonly string[]
  readonly notChecked: readonly NotChecked[]
  /** By place in the tree: the first is the first place where something differs. */
  readonly problems: readonly Problem[]
}

/**
 * Verifies a sealed log: signature, tiles and root, consistency with every checkpoint held, entries and leaves,
 * revisions, times, and, with a source, that each stored event is the one that was sealed. Reads only. Finding
 * problems is a result, not an error.
 *
 * Errors: `NoLog`; `Malformed` for a key, or where no checkpoint of the log can be read; `CannotRead` for a file or
 * the source.
 *
 * @example
 * import { generateKeyPairSync } from 'node:crypto'
 * import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { ndjsonSource, seal, verify } from '@samtykke/seal'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const folder = mkdtempSync(`${tmpdir()}/seal-`)
 * const [events, key, log] = [`${folder}/events.ndjson`, `${folder}/key.pem`, `${folder}/log`]
 * writeFileSync(key, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }))
 * writeFileSync(events, '{"id":"1","type":"analysis-objected","callId":"c1","occurredAt":"2025-03-01T08:00:00Z"}\n')
 * const sealed = await seal(ndjsonSource([events]), { log, key, at: '2025-03-01T09:00:00.000Z', init: { origin: 'telecom.example/log' } })()
 *
 * // Kept elsewhere, the key and the checkpoint show a log that was rolled back or made anew.
 * const [keys, kept] = [[readFileSync(`${log}/key.vkey`, 'utf8')], `${folder}/kept-checkpoint`]
 * writeFileSync(kept, E.isRight(sealed) ? sealed.right.checkpoint : '')
 * const found = await verify({ log, keys, since: [kept] }, ndjsonSource([events]))()
 * assert.ok(E.isRight(found) && found.right.ok)
 * assert.deepStrictEqual([found.right.intact, found.right.signedBy], [1, ['telecom.example/log']])
 *
 * @see docs/sealing.md for what each layer catches, and what it does not
 */
export const verify = (options: VerifyOptions, source?: SealSource): TE.TaskEither<SealError, Verification> =>
  attempt(() => run(options, source))

/** `created` may be this much earlier than the seal before it: clocks differ. */
const tolerance = 5 * 60_000

const run = async (options: VerifyOptions, source: SealSource | undefined): Promise<Verification> => {
  const { log, call } = options
  const problems: Problem[] = []
  const report = (problem: Problem): void => {
    problems.push(problem)
  }
  const stream = call === undefined ? undefined : `call-${call}`
  const keys = options.keys.map(text => orFail('key', parseVerifierKey(text)))
  const head = await readHead(log, report)
  const signedBy = checkHead(head, keys, options, report)
  const held = await heldRoots(log, head, keys, options.since ?? [], report)
  const timed = (await readStates(log)).length > 0

  const tree = treeCheck(log, head.size, held, report)
  const revisions = revisionCheck(report)
  const matching = source === undefined ? undefined : matcher(report)
  const counts = { checked: 0, events: 0, seals: 0 }
  let [runEnd, runRoot] = [0, emptyRoot]
  let [latestSeal, earliestCreated] = ['', '']

  const onEvent = ({ index: leaf, salt }: Leaf, entry: EventEntry): void => {
    counts.events++
    if (stream !== undefined && entry.stream !== stream) return
    revisions.event(leaf, entry)
    const event = { leaf, entry, salt, sealedAfter: entry.created < earliestCreated ? latestSeal : undefined }
    if (matching !== undefined) matching.event(event)
    else if (timed && event.sealedAfter !== undefined) report(timeBackwards(event))
  }
  const onSeal = (leaf: number, { at, size, root }: SealEntry): void => {
    counts.seals++
    if (size !== String(runEnd) || root !== hashToBase64(runRoot)) {
      report({
        code: 'not-consistent',
        leaf,
        detail: `the seal names another tree than the one of size ${runEnd}`
      })
    }
    runEnd = leaf + 1
    runRoot = tree.root()
    const instant = parseInstant(at)
    if (instant === undefined || instant < earliestCreated) {
      report({ code: 'time-backwards', leaf, detail: `sealed ${at}, after a seal of ${latestSeal}` })
    }
    if (instant === undefined || instant <= latestSeal) return
    latestSeal = instant
    earliestCreated = instantFromEpoch(epochMilliseconds(instant) - tolerance)
  }
  const onLeaf = (leaf: Leaf): void => {
    const { index, hash, text, entry } = leaf
    counts.checked++
    const computed = typeof text === 'string' ? leafHash(text) : undefined
    if (hash === undefined)
      report({ code: 'leaf-mismatch', leaf: index, detail: 'its hash is not in a tile' })
    if (text === undefined) report({ code: 'leaf-mismatch', leaf: index, detail: 'its entry is not there' })
    else if (text === null) revisions.pruned(index)
    else if (hash !== undefined && computed !== hash) {
      report({ code: 'leaf-mismatch', leaf: index, detail: 'entry and leaf hash differ' })
    }
    tree.leaf(hash ?? computed ?? emptyRoot)
    if (entry?.kind === 'event') onEvent(leaf, entry)
    else if (entry?.kind === 'seal') onSeal(index, entry)
    else if (typeof text === 'string')
      report({ code: 'leaf-mismatch', leaf: index, detail: 'its entry is none' })
  }
  const onLeaves = (leaves: readonly Leaf[]): Promise<void> => {
    leaves.forEach(onLeaf)
    return tree.compareTiles()
  }

  const leaves = readLeaves(log, 0, head.size)
  if (source === undefined || matching === undefined) {
    for await (const group of leaves) await onLeaves(group)
  } else {
    await readAlongside(leaves, source.read(), {
      leaves: onLeaves,
      leavesDone: matching.eventsDone,
      record: record => {
        if (stream === undefined || record.stream === stream) matching.record(record)
      }
    })
  }
  await tree.finish(head.root)
  const matched = matching?.finish() ?? { intact: 0, redacted: 0, unbound: 0, unsealed: 0, claimsEarlier: 0 }
  const pruned = stream === undefined ? revisions.finish() : 0

  const count = (code: Problem['code']): number => problems.filter(problem => problem.code === code).length
  return {
    kind: 'verify',
    ok: problems.length === 0,
    origin: head.origin,
    size: head.size,
    root: hashToBase64(head.root),
    ...counts,
    ...matched,
    pruned,
    altered: count('altered'),
    missing: count('missing'),
    inserted: count('inserted'),
    moved: count('moved'),
    heldCheckpoints: held.length,
    signedBy,
    notChecked: notChecked(options, source !== undefined, timed),
    problems: inOrder(problems)
  }
}

/** The checkpoint; where it cannot be read any more, the latest that was kept beside it. */
const readHead = async (log: string, report: (problem: Problem) => void): Promise<Checkpoint> => {
  const path = join(log, 'checkpoint')
  const bytes = (await readIfThere(path)) ?? fail({ _tag: 'NoLog', path: log })
  const head = parseCheckpoint(bytes)
  if (E.isRight(head)) return head.right
  const kept = (await storedCheckpoints(log)).flatMap(({ checkpoint }) =>
    E.isRight(checkpoint) ? [checkpoint.right] : []
  )
  report({ code: 'bad-signature', detail: 'checkpoint is no checkpoint' })
  return kept.at(-1) ?? orFail(path, head)
}

/** The signatures of the log, and those of its witnesses. */
const checkHead = (
  head: Checkpoint,
  keys: readonly VerifierKey[],
  { witnesses = [], quorum }: VerifyOptions,
  report: (problem: Problem) => void
): readonly string[] => {
  const byLog = signatureProblem(head, keys, 'the checkpoint')
  if (byLog !== undefined) report(byLog)
  const known = witnesses.map(text => orFail('witness', parseVerifierKey(text)))
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
  keys: readonly VerifierKey[],
  of: string
): Problem | undefined => {
  const check = checkSignatures(
    checkpoint.note,
    keys.filter(({ name }) => name === checkpoint.origin)
  )
  if (check._tag === 'Signed') return undefined
  return check._tag === 'BadSignature'
    ? { code: 'bad-signature', detail: `a signature of ${of} does not hold` }
    : { code: 'unknown-key', detail: `${of} is not signed by a key that was given` }
}

/** Every checkpoint kept, here or elsewhere, as the root that the tree had at its size. */
const heldRoots = async (
  log: string,
  head: Checkpoint,
  keys: readonly VerifierKey[],
  since: readonly string[],
  report: (problem: Problem) => void
): Promise<readonly HeldRoot[]> => {
  const elsewhere = await Promise.all(
    since.map(async path => ({
      path,
      checkpoint: parseCheckpoint(
        (await readIfThere(path)) ?? fail({ _tag: 'CannotRead', path, reason: 'ENOENT' })
      )
    }))
  )
  return [...(await storedCheckpoints(log)), ...elsewhere].flatMap(({ path, checkpoint }) => {
    if (path === 'checkpoint') return [{ size: head.size, root: head.root, from: path }]
    const problem = heldProblem(checkpoint, head, keys, path)
    if (problem !== undefined) report(problem)
    if (E.isLeft(checkpoint) || problem !== undefined) return []
    return [{ size: checkpoint.right.size, root: checkpoint.right.root, from: path }]
  })
}

const heldProblem = (
  held: E.Either<MalformedNote, Checkpoint>,
  head: Checkpoint,
  keys: readonly VerifierKey[],
  path: string
): Problem | undefined => {
  if (E.isLeft(held)) return { code: 'bad-signature', detail: `${path} is no checkpoint` }
  const { origin, size } = held.right
  if (origin !== head.origin) return { code: 'not-consistent', detail: `${path} is of another log` }
  if (size > head.size) {
    return {
      code: 'rolled-back',
      leaf: head.size,
      until: size,
      detail: `${path} is of size ${size}, the log of size ${head.size}`
    }
  }
  return signatureProblem(held.right, keys, path)
}

const notChecked = (options: VerifyOptions, withSource: boolean, timed: boolean): readonly NotChecked[] => [
  ...((options.since ?? []).length > 0
    ? []
    : [{ what: 'roll-back and replacement', because: 'no checkpoint kept elsewhere was given (since)' }]),
  ...((options.witnesses ?? []).length > 0
    ? []
    : [{ what: 'two histories shown to two readers', because: 'no witness was given' }]),
  ...(withSource ? [] : [{ what: 'stored events', because: 'no source was given: entries only' }]),
  ...(withSource || timed
    ? []
    : [{ what: 'times of events', because: 'no source was given, and files hold claims' }]),
  ...(options.call === undefined
    ? []
    : [{ what: 'events of other calls', because: 'one call was asked for' }])
]
