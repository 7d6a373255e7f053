/**
 * The latest checkpoint: recovered after a stopped run, and written.
 */
import { join } from 'node:path'
import { formatCheckpoint, signCheckpoint, type Checkpoint } from './checkpoint.ts'
import { checkpointPath, latestCheckpoint, replaceIfOther } from './directory.ts'
import { refuse } from './error.ts'
import { emptyRoot } from './merkle.ts'
import { checkSignatures } from './note.ts'
import { signersOf, type SealKeys } from './sealKeys.ts'

/** The first checkpoint of a log. */
export const emptyLog = (origin: string, keys: SealKeys): Checkpoint =>
  signCheckpoint({ origin, size: 0, root: emptyRoot }, signersOf(origin, keys))

/** The latest checkpoint, which one of our keys has to have signed, finished where its run was stopped. */
export const recoverCheckpoint = async (log: string, keys: SealKeys): Promise<Checkpoint> => {
  const latest = await latestCheckpoint(log)
  const check = checkSignatures(
    latest.note,
    signersOf(latest.origin, keys).map(({ key }) => key)
  )
  if (check._tag !== 'Signed') {
    const code = check._tag === 'BadSignature' ? 'bad-signature' : 'unknown-key'
    return refuse('the latest checkpoint is not signed by this key', [
      { code, detail: `checkpoint of size ${latest.size}` }
    ])
  }
  await publish(log, latest)
  return latest
}

/**
 * Writes a checkpoint. The file `checkpoint` first: no run that is stopped leaves another of a larger size beside it,
 * as a log that was rolled back has. Cosignatures that a witness added to it stay.
 */
export const publish = async (log: string, checkpoint: Checkpoint): Promise<void> => {
  const text = formatCheckpoint(checkpoint)
  await replaceIfOther(join(log, 'checkpoint'), text)
  await replaceIfOther(join(log, checkpointPath(checkpoint.size)), text)
}
