/**
 * How far runs had read their store, signed.
 */
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type { TreeHead } from './checkpoint.ts'
import { modeOf, readIfThere, replaceFile } from './directory.ts'
import { fail } from './error.ts'
import { hashToBase64, rootOf } from './merkle.ts'
import { checkSignatures, formatNote, parseNote, signNote, type Signer, type VerifierKey } from './note.ts'
import type { Position } from './source.ts'
import { MissingTile, readRange } from './tiles.ts'

/**
 * Up to where a run had read a store, signed together with the tree that it made: whoever can write the log could else
 * have events passed over, or sealed twice.
 */
export type ReadState = Position & {
  readonly size: number
  /** As in a note. */
  readonly signatures: string
}

const signedText = (log: TreeHead, { commit, prepare }: Position): string =>
  `read state of ${log.origin}\nsize ${log.size}\nroot ${hashToBase64(log.root)}\nposition ${commit} ${prepare}\n`

export const signState = (
  head: TreeHead,
  { commit, prepare }: Position,
  signers: ReadonlyArray<Signer>
): ReadState => {
  const text = signedText(head, { commit, prepare })
  const signatures = formatNote(signNote(text, signers)).slice(text.length + 1)
  return { size: head.size, commit, prepare, signatures }
}

const isPosition = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9]{1,20}$/.test(value)

const isState = ({ size, commit, prepare, signatures }: ReadState): boolean =>
  Number.isSafeInteger(size) &&
  size >= 0 &&
  isPosition(commit) &&
  isPosition(prepare) &&
  typeof signatures === 'string'

/** What the last run had read, and the run before it: a run that was stopped may have written what no tree holds. */
export const readStates = async (log: string): Promise<ReadonlyArray<ReadState>> => {
  const path = join(log, 'state.json')
  const bytes = await readIfThere(path)
  if (bytes === undefined) return []
  try {
    const { runs } = JSON.parse(bytes.toString('utf8')) as { readonly runs: ReadonlyArray<ReadState> }
    return runs.filter(isState)
  } catch {
    return fail({
      _tag: 'Malformed',
      path,
      expected: 'the state of a log',
      found: `${bytes.length} other bytes`
    })
  }
}

export const writeStates = (log: string, runs: ReadonlyArray<ReadState>): Promise<void> =>
  replaceFile(join(log, 'state.json'), `${JSON.stringify({ v: 1, runs })}\n`, modeOf('state.json'))

/** The latest state that these keys signed and that is of this tree: without one the source is read from its beginning. */
export const latestState = async (
  log: string,
  { origin, size }: TreeHead,
  keys: ReadonlyArray<VerifierKey>
): Promise<ReadState | undefined> => {
  for (const state of (await readStates(log)).toReversed())
    if (state.size <= size && (await isOfTree(log, origin, state, keys))) return state
  return undefined
}

const isOfTree = async (
  log: string,
  origin: string,
  state: ReadState,
  keys: ReadonlyArray<VerifierKey>
): Promise<boolean> => {
  const range = await readRange(log, state.size).catch((cause: unknown) => {
    if (!(cause instanceof MissingTile)) throw cause
    return undefined
  })
  if (range === undefined) return false
  const text = signedText({ origin, size: state.size, root: rootOf(range) }, state)
  const note = parseNote(Buffer.from(`${text}\n${state.signatures}`))
  return E.isRight(note) && note.right.text === text && checkSignatures(note.right, keys)._tag === 'Signed'
}
