/**
 * Checkpoints: the size and root of a log in a signed note.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { hashFromBytes, hashToBase64, type Hash } from './merkle.ts'
import {
  bytesFromBase64,
  formatNote,
  parseNote,
  signNote,
  type MalformedNote,
  type Note,
  type Signer
} from './note.ts'

/** C2SP tlog-checkpoint: what the log, by its origin, was at a size. */
export interface TreeHead {
  readonly origin: string
  readonly size: number
  readonly root: Hash
}

export type Checkpoint = TreeHead & { readonly note: Note }

export const checkpointText = ({ origin, size, root }: TreeHead): string =>
  `${origin}\n${size}\n${hashToBase64(root)}\n`

export const signCheckpoint = (head: TreeHead, signers: ReadonlyArray<Signer>): Checkpoint => ({
  ...head,
  note: signNote(checkpointText(head), signers)
})

export const formatCheckpoint = ({ note }: Checkpoint): string => formatNote(note)

/** Reads origin, size and root; signatures are checked apart. Extension lines are refused: no log of ours has any. */
export const parseCheckpoint = (bytes: Buffer): E.Either<MalformedNote, Checkpoint> => {
  const note = parseNote(bytes)
  if (E.isLeft(note)) return note
  const [origin, size, encoded, ...rest] = note.right.text.slice(0, -1).split('\n')
  const root = encoded === undefined ? O.none : bytesFromBase64(encoded)
  return origin !== undefined &&
    origin !== '' &&
    size !== undefined &&
    /^(0|[1-9][0-9]{0,15})$/.test(size) &&
    Number.isSafeInteger(Number(size)) &&
    O.isSome(root) &&
    root.value.length === 32 &&
    rest.length === 0
    ? E.right({ origin, size: Number(size), root: hashFromBytes(root.value), note: note.right })
    : E.left({
        _tag: 'MalformedNote',
        expected: 'origin, size and root on three lines',
        found: 'other lines'
      })
}
