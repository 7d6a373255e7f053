/**
 * Verifying a sealed log.
 */
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { readAlongside } from './alongside.ts'
import { timeBackwards } from './compare.ts'
import { attempt, orFail, type SealError } from './error.ts'
import { keyFileProblems } from './keyFiles.ts'
import { checkHead, heldRoots, readHead } from './heads.ts'
import { readLeaves } from './leaves.ts'
import { logCheck, type LogCounts } from './logCheck.ts'
import { matcher, noneMatched, type MatchCounts } from './match.ts'
import { hashToBase64 } from './merkle.ts'
import { parseVerifierKey } from './note.ts'
import { numbering } from './numbering.ts'
import { inOrder, type Problem } from './problem.ts'
import type { SealSource } from './source.ts'
import { readStates } from './state.ts'

/** Which log is verified, and what of it is known from elsewhere. */
export interface VerifyOptions {
  /** Directory of the log. */
  readonly log: string
  /** Verifier keys (vkey text) of the log, obtained elsewhere than from the log: every key that ever signed. */
  readonly keys: ReadonlyArray<string>
  /** Paths of checkpoints that were kept outside the log. */
  readonly since?: ReadonlyArray<string>
  /** Verifier keys of witnesses, and how many of them have to have signed (default: all). */
  readonly witnesses?: ReadonlyArray<string>
  readonly quorum?: number
  /** Compares the stored events of this call only. */
  readonly call?: string
}

/** Something that was not looked at, and why. */
export interface NotChecked {
  readonly code:
    | 'calls-of-pruned'
    | 'earlier-signatures'
    | 'roll-back'
    | 'two-histories'
    | 'stored-events'
    | 'times'
    | 'other-calls'
    | 'page-script'
  /** How many, where they are counted. */
  readonly count?: number
  /** The file that it is of, where it is of one. */
  readonly file?: string
  readonly what: string
  readonly because: string
}

/** What verifying found: counts, problems, and what was not looked for. */
export type Verification = MatchCounts &
  LogCounts & {
    readonly kind: 'verify'
    /** Whether no problem was found. What was not looked for is in `notChecked`. */
    readonly ok: boolean
    readonly origin: string
    readonly size: number
    /** Base64. */
    readonly root: string
    readonly altered: number
    /** Events whose salt is gone, though their content is not, or no redaction is sealed above them. */
    readonly saltMissing: number
    readonly missing: number
    readonly inserted: number
    readonly moved: number
    /** Checkpoints that the tree was compared with, its own included. */
    readonly heldCheckpoints: number
    /** How many of them came from elsewhere than the log's own directory: only those show a roll-back or a replacement. */
    readonly outsideCheckpoints: number
    /** Names of the keys and witnesses whose signature on the checkpoint holds. */
    readonly signedBy: ReadonlyArray<string>
    readonly notChecked: ReadonlyArray<NotChecked>
    /** By place in the tree: the first is the first place where something differs. */
    readonly problems: ReadonlyArray<Problem>
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
  const held = await heldRoots({ log, keys, since: options.since ?? [] }, head, report)
  for (const problem of await keyFileProblems(log, head.origin)) report(problem)
  const timed = (await readStates(log)).length > 0
  const streams = numbering()
  const matching = source === undefined ? undefined : matcher(streams, report)
  const check = logCheck({ log, size: head.size, held, stream, streams }, report, event => {
    if (matching !== undefined) matching.event(event)
    else if (timed && event.sealedAfter !== undefined) report(timeBackwards(event))
  })

  const leaves = readLeaves(log, 0, head.size)
  if (source === undefined || matching === undefined) {
    for await (const group of leaves) await check.leaves(group)
  } else {
    await readAlongside(leaves, source.read(), {
      leaves: check.leaves,
      leavesDone: matching.eventsDone,
      record: record => {
        if (stream === undefined || record.stream === stream) matching.record(record)
      }
    })
  }
  const matched = matching?.finish() ?? noneMatched()
  const found = await check.finish(head.root)
  const told = new Set(problems.map(({ leaf }) => leaf))
  for (const problem of check.withoutSalt()) if (!told.has(problem.leaf)) report(problem)

  const outsideCheckpoints = held.filter(({ outside }) => outside).length
  const sizes = new Set(held.map(({ size }) => size))
  const missingHeld = check.runs().filter(size => !sizes.has(size)).length

  const count = (code: Problem['code']): number => problems.filter(problem => problem.code === code).length
  return {
    kind: 'verify',
    ok: problems.length === 0,
    origin: head.origin,
    size: head.size,
    root: hashToBase64(head.root),
    ...found,
    ...matched,
    altered: count('altered'),
    saltMissing: count('salt-missing'),
    missing: count('missing'),
    inserted: count('inserted'),
    moved: count('moved'),
    heldCheckpoints: held.length,
    outsideCheckpoints,
    signedBy,
    notChecked: notChecked(options, {
      withSource: source !== undefined,
      timed,
      missingHeld,
      outside: outsideCheckpoints,
      pruned: found.pruned
    }),
    problems: inOrder(problems)
  }
}

/** What there was to look at. */
interface Looked {
  readonly withSource: boolean
  readonly timed: boolean
  readonly missingHeld: number
  readonly outside: number
  readonly pruned: number
}

const notChecked = (
  { since = [], witnesses = [], call }: VerifyOptions,
  { withSource, timed, missingHeld, outside, pruned }: Looked
): ReadonlyArray<NotChecked> => {
  const all: ReadonlyArray<readonly [isSo: boolean, NotChecked]> = [
    [
      pruned > 0,
      {
        code: 'calls-of-pruned',
        count: pruned,
        what: `of which ${pruned === 1 ? 'call 1 pruned entry was' : `calls ${pruned} pruned entries were`}`,
        because: 'a pruned entry does not say'
      }
    ],
    [
      missingHeld > 0,
      {
        code: 'earlier-signatures',
        count: missingHeld,
        what: `signatures of ${missingHeld} earlier ${missingHeld === 1 ? 'checkpoint' : 'checkpoints'}`,
        because: 'the log does not hold them'
      }
    ],
    [
      outside === 0,
      {
        code: 'roll-back',
        what: 'roll-back and replacement',
        because:
          since.length > 0
            ? 'none of the checkpoints given is one of this log that was kept elsewhere'
            : 'no checkpoint kept elsewhere was given (since)'
      }
    ],
    [
      witnesses.length === 0,
      {
        code: 'two-histories',
        what: 'two histories shown to two readers',
        because: 'no witness was given'
      }
    ],
    [
      !withSource,
      { code: 'stored-events', what: 'stored events', because: 'no source was given: entries only' }
    ],
    [
      !withSource && !timed,
      { code: 'times', what: 'times of events', because: 'no source was given, and files hold claims' }
    ],
    [
      call !== undefined,
      { code: 'other-calls', what: 'events of other calls', because: 'one call was asked for' }
    ]
  ]
  return all.flatMap(([isSo, each]) => (isSo ? [each] : []))
}
