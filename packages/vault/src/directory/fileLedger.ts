/**
 * A ledger of destroyed keys in a file: a line for each, which is only ever added.
 */
import { createHash } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import {
  type DestructionLedger,
  Instant,
  isKeyName,
  type LedgerPage,
  type StoreError,
  type Tombstone
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { ifThere } from '@samtykke/log/adapter'
import { storeErrorOf, unavailable, within } from './fault.ts'
import { sync } from './files.ts'

/** What is to be known of a file that is a ledger. */
export interface FileLedgerOptions {
  /** Whether a file that is not there is made. Default: no; its volume may not be mounted. */
  readonly create?: boolean
  /** Milliseconds for one answer of the file system (30,000). */
  readonly timeLimit?: number
}

const pageSize = 1000

/** By the sum a line that was never ended, or altered, is told. */
const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)

const lineOf = ({ name, destroyedAt }: Tombstone): string => {
  const text = `${destroyedAt} ${name}`
  return `${text} ${sumOf(text)}`
}

const tombstoneIn = (line: string): Tombstone | undefined => {
  const [destroyedAt = '', name = '', sum] = line.split(' ')
  return isKeyName(name) && Instant.is(destroyedAt) && sum === sumOf(`${destroyedAt} ${name}`)
    ? { _tag: 'destroyed', name, destroyedAt }
    : undefined
}

/** What may only be read still tells what was destroyed. */
const begin = async (path: string, create: boolean): Promise<void> => {
  const there = await ifThere(open(path, 'r'))
  if (there !== undefined) return there.close()
  if (!create) throw unavailable('there is no such ledger; is its volume mounted?')
  const made = await ifThere(open(path, 'a', 0o600))
  if (made === undefined) throw unavailable('there is no folder for it; is its volume mounted?')
  await made.close()
  await sync(dirname(path))
}

/** A line begins by ending the one before, which may have been torn: two processes may append at once. */
const append = async (path: string, tombstone: Tombstone): Promise<void> => {
  // Not made anew where it went: its volume may not be mounted.
  const handle = await open(path, constants.O_WRONLY | constants.O_APPEND)
  try {
    await handle.writeFile(`\n${lineOf(tombstone)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function* pagesIn(path: string): AsyncGenerator<E.Either<StoreError, LedgerPage>, void, undefined> {
  let tombstones: Tombstone[] = []
  let unread = 0
  try {
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      if (line === '') continue
      const tombstone = tombstoneIn(line)
      if (tombstone === undefined) unread += 1
      else tombstones.push(tombstone)
      if (tombstones.length < pageSize) continue
      yield E.right({ tombstones, unread })
      tombstones = []
      unread = 0
    }
    yield E.right({ tombstones, unread })
  } catch (error) {
    yield E.left(storeErrorOf(error))
  }
}

/**
 * Opens the ledger in a file, to which any number of processes may append. A line has an instant, a name and a sum of
 * both; one that was torn by a crash or altered counts as unread, and stops nothing.
 *
 * @example
 * import { callKey, identifier, instant } from '@samtykke/core'
 * import { openFileLedger } from '@samtykke/vault'
 * import * as E from 'fp-ts/lib/Either.js'
 * import { mkdtempSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { join } from 'node:path'
 *
 * const file = join(mkdtempSync(join(tmpdir(), 'ledger-')), 'destroyed')
 * const ledger = await openFileLedger(file, { create: true })()
 * assert.ok(E.isRight(ledger))
 * const name = callKey(identifier('call-1'))
 * const tombstone = { _tag: 'destroyed', name, destroyedAt: instant('2026-03-01T08:00:00.000Z') } as const
 * await ledger.right.record(tombstone)()
 * for await (const page of ledger.right.list())
 *   assert.deepStrictEqual(page, E.right({ tombstones: [tombstone], unread: 0 }))
 */
export const openFileLedger = (
  path: string,
  { create = false, timeLimit = 30_000 }: FileLedgerOptions = {}
): TE.TaskEither<StoreError, DestructionLedger> =>
  TE.tryCatch(async () => {
    await within(timeLimit, begin(path, create))
    return {
      record: tombstone => TE.tryCatch(() => within(timeLimit, append(path, tombstone)), storeErrorOf),
      list: () => pagesIn(path)
    }
  }, storeErrorOf)
