/**
 * What is kept of a table in a folder as a whole: the mark and the id of the master key, each in a file.
 */
import { join } from 'node:path'
import {
  Instant,
  isIdentifier,
  isKeyName,
  type KeyTableState,
  type LedgerMark,
  type Mark
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { sealed, unsealed } from './entryText.ts'
import { damaged } from './fault.ts'
import { erase, readIfThere, replace, sync, writeNew } from './files.ts'
import { ledgerName, markName, masterKeyName, unfinishedName } from './places.ts'

type Members = Readonly<Record<string, unknown>>

const digits = (value: unknown): value is string => typeof value === 'string' && /^[0-9]{1,20}$/.test(value)

const markOf = ({ commit, prepare, callId, entryId, recordedAt }: Members): Mark | undefined =>
  digits(commit) &&
  digits(prepare) &&
  typeof callId === 'string' &&
  isIdentifier(callId) &&
  typeof entryId === 'string' &&
  Instant.is(recordedAt)
    ? { position: { commit: BigInt(commit), prepare: BigInt(prepare) }, callId, entryId, recordedAt }
    : undefined

const markText = ({ position, callId, entryId, recordedAt }: Mark): string =>
  sealed({
    commit: position.commit.toString(),
    prepare: position.prepare.toString(),
    callId,
    entryId,
    recordedAt
  })

const idOf = ({ id }: Members): string | undefined => (typeof id === 'string' ? id : undefined)

const readState = async <A>(
  root: string,
  name: string,
  of: (members: Members) => A | undefined,
  remedy: string
): Promise<A | undefined> => {
  const text = await readIfThere(join(root, name))
  if (text === undefined) return undefined
  const value = unsealed(text)
  const read =
    E.isRight(value) && typeof value.right === 'object' && value.right !== null
      ? of(value.right as Members)
      : undefined
  if (read === undefined)
    throw damaged(`${name}: ${E.isLeft(value) ? value.left : 'expected other members'}; ${remedy}`)
  return read
}

const readMasterKey = (root: string): Promise<string | undefined> =>
  readState(root, masterKeyName, idOf, 'restore it from a back-up')

const readMark = (root: string): Promise<Mark | undefined> =>
  readState(root, markName, markOf, 'remove it, and the log is applied from its start')

const ledgerOf = ({ count, name, destroyedAt }: Members): LedgerMark | undefined =>
  typeof count === 'number' && typeof name === 'string' && isKeyName(name) && Instant.is(destroyedAt)
    ? { count, last: { _tag: 'destroyed', name, destroyedAt } }
    : undefined

export const stateIn = async (root: string): Promise<KeyTableState> => ({
  mark: await readMark(root),
  ledger: await readState(root, ledgerName, ledgerOf, 'remove it, and the ledger is compared as a whole'),
  masterKey: await readMasterKey(root)
})

/** The first of several is told from the others; who wraps all keys anew does so alone. */
export const changeMasterKey = async (
  root: string,
  from: string | undefined,
  to: string
): Promise<boolean> => {
  const [path, unfinished, text] = [join(root, masterKeyName), join(root, unfinishedName), sealed({ id: to })]
  if ((await readMasterKey(root)) === from) {
    await (from === undefined ? writeNew(unfinished, path, text) : replace(unfinished, path, text))
    await sync(root)
  }
  return (await readMasterKey(root)) === to
}

export const noteLedger = async (root: string, mark: LedgerMark | undefined): Promise<void> => {
  const path = join(root, ledgerName)
  if (mark === undefined) await erase(path)
  else {
    const { count, last } = mark
    const text = sealed({ count, name: last.name, destroyedAt: last.destroyedAt })
    await replace(join(root, unfinishedName), path, text)
  }
  await sync(root)
}

export const moveMark = async (root: string, to: Mark): Promise<void> => {
  await replace(join(root, unfinishedName), join(root, markName), markText(to))
  await sync(root)
}
