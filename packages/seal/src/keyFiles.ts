/**
 * The public keys beside the log.
 */
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type { Checkpoint } from './checkpoint.ts'
import { readIfThere, replaceIfOther, storedCheckpoints } from './directory.ts'
import {
  checkSignatures,
  formatVerifierKey,
  parseVerifierKey,
  pemOf,
  publicKeyOf,
  verifierKey,
  type Signer,
  type VerifierKey
} from './note.ts'
import type { Problem } from './problem.ts'

/** The public keys, for readers of the log: as C2SP verifier keys, and the first as PEM. */
export const writeKeyFiles = async (log: string, signers: ReadonlyArray<Signer>): Promise<void> => {
  const [first] = signers
  const vkeys = signers.map(({ key }) => `${formatVerifierKey(key)}\n`).join('')
  await replaceIfOther(join(log, 'key.vkey'), vkeys)
  if (first !== undefined) await replaceIfOther(join(log, 'key.pem'), pemOf(first.key))
}

/** The verifier keys of `key.vkey`; `undefined` for a line that is none. */
export const keysInFile = async (log: string): Promise<ReadonlyArray<VerifierKey | undefined>> => {
  const text = (await readIfThere(join(log, 'key.vkey')))?.toString('utf8') ?? ''
  return text === ''
    ? []
    : text.split('\n').flatMap((line, index, lines) => {
        if (line === '' && index === lines.length - 1) return []
        const key = parseVerifierKey(line)
        return [E.isRight(key) && formatVerifierKey(key.right) === line ? key.right : undefined]
      })
}

/** Key files that hold a key by which nothing of this log is signed: put there to be taken for the log's. */
export const keyFileProblems = async (log: string, origin: string): Promise<ReadonlyArray<Problem>> => {
  const checkpoints = (await storedCheckpoints(log)).flatMap(({ checkpoint }) =>
    E.isRight(checkpoint) ? [checkpoint.right] : []
  )
  const isOurs = (key: VerifierKey | undefined): boolean =>
    key !== undefined && checkpoints.some(checkpoint => hasSigned(checkpoint, key))
  const problems: Problem[] = []
  if (!(await keysInFile(log)).every(isOurs)) problems.push(wrongKey('key.vkey'))
  const pem = await readIfThere(join(log, 'key.pem'))
  if (pem === undefined) return problems
  const publicKey = publicKeyOf(pem.toString('latin1'))
  return publicKey !== undefined && isOurs(verifierKey(origin, publicKey))
    ? problems
    : [...problems, wrongKey('key.pem')]
}

export const hasSigned = ({ note }: Checkpoint, key: VerifierKey): boolean =>
  checkSignatures(note, [key])._tag === 'Signed'

const wrongKey = (path: string): Problem => ({
  code: 'bad-signature',
  file: path,
  detail: `${path} is not a key that signed a checkpoint of this log`
})
