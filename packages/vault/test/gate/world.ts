/**
 * Keys, a log and recordings on disk, a worker that dies, and back-ups of each that come back.
 *
 * The folders are those of the real things: a table of keys, the embedded server's journal, a store of recordings with
 * the ledger beside it.
 */
import { randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { instantFromEpoch, type RecordingStore, type RecordingWriter, type Rules } from '@samtykke/core'
import { type EventStoreDBLog, openEventStoreDBLog, truncateCall, vaultCheckIn } from '@samtykke/eventstoredb'
import { type EmbeddedEventStore, start } from '@samtykke/eventstoredb-embedded'
import {
  createMemoryAgenda,
  createMemoryJournals,
  openDirectoryStore,
  sweep,
  systemClock
} from '@samtykke/retention'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import {
  forgetCalls,
  type KeyWrapper,
  memberCipher,
  type OpenedVault,
  openDirectoryKeyTable,
  openFileLedger,
  openVault,
  vaultedStore,
  vaultedWriter,
  withheldMembers
} from '../../src/index.ts'
import { rightOf } from '../support/some.ts'

export const parts = ['keys', 'log', 'objects'] as const
export type Part = (typeof parts)[number]

/** What is open of the folders. */
export interface Open {
  readonly vault: OpenedVault
  readonly log: EventStoreDBLog
  readonly beneath: RecordingStore & RecordingWriter
  readonly store: RecordingStore & RecordingWriter
  /** Carries out what is due; dies at the request of this number. `true`: it did not die. */
  readonly attend: (diesAt: number, lost: boolean, laterBy: number) => Promise<boolean>
  readonly close: () => Promise<void>
}

export const openLog = (
  server: EmbeddedEventStore,
  cipher: Parameters<typeof openEventStoreDBLog>[1]
): EventStoreDBLog => {
  const opened = openEventStoreDBLog(server.connectionString, cipher)
  if (E.isLeft(opened)) throw new Error(opened.left.reason)
  return opened.right
}

class Killed extends Error {}

/** Requests are counted; the one of this number is the last of its process. */
const mortal = (diesAt: number, lost: boolean) => {
  let count = 0
  let isDead = false
  const dying =
    <A extends ReadonlyArray<unknown>, L, B>(ask: (...given: A) => TE.TaskEither<L, B>) =>
    (...given: A): TE.TaskEither<L, B> =>
    async () => {
      if (isDead) throw new Killed()
      if (count++ !== diesAt) return ask(...given)()
      isDead = true
      if (lost) await ask(...given)()
      throw new Killed()
    }
  return { dying, isDead: () => isDead }
}

export const openAll = async (root: string, wrapper: KeyWrapper, rules: Rules): Promise<Open> => {
  const [keys, objects] = [join(root, 'keys'), join(root, 'objects')]
  const server = await start({ directory: join(root, 'log'), startStandardProjections: false })
  const beneath = await rightOf(openDirectoryStore(objects, { name: 'archive', create: true }))
  const ledger = await rightOf(openFileLedger(join(objects, '.samtykke', 'destroyed'), { create: true }))
  const bare = openLog(server, { cipher: withheldMembers })
  const table = await rightOf(openDirectoryKeyTable(keys, { create: true }))
  const vault = await rightOf(openVault({ table, wrapper, log: bare, ledger }))
  const log = openLog(server, { cipher: memberCipher(vault, { check: vaultCheckIn(bare) }) })
  const store = { ...vaultedStore(vault, beneath), ...vaultedWriter(vault, beneath) }

  const attend: Open['attend'] = async (diesAt, lost, laterBy) => {
    const { dying, isDead } = mortal(diesAt, lost)
    const now = (): number => Date.now() + laterBy
    const mortalVault = { ...vault, key: dying(vault.key), destroy: dying(vault.destroy) }
    const mortalLog = { ...log, load: dying(log.load), append: dying(log.append) }
    const mortalBeneath = { ...beneath, find: dying(beneath.find), erase: dying(beneath.erase) }
    const redaction = forgetCalls({
      log: mortalLog,
      vault: mortalVault,
      rules,
      truncate: dying(truncateCall(log))
    })
    const ports = {
      log: mortalLog,
      logTime: () => Promise.resolve(E.right(instantFromEpoch(now()))),
      rules,
      stores: {
        recordings: new Map<string, RecordingStore>([['archive', vaultedStore(mortalVault, mortalBeneath)]]),
        analyses: new Map()
      },
      redaction,
      agenda: createMemoryAgenda(),
      journals: createMemoryJournals(),
      clock: { ...systemClock, now }
    }
    const swept = await sweep(ports, { dryRun: false, concurrency: 1 }).catch((error: unknown) => {
      if (error instanceof Killed) return E.right(undefined)
      throw error
    })
    if (E.isLeft(swept) && !isDead()) throw new Error(JSON.stringify(swept.left))
    return !isDead()
  }

  return {
    vault,
    log,
    beneath,
    store,
    attend,
    close: async () => {
      await log.close()()
      await bare.close()()
      await vault.close()()
      await server.stop()
    }
  }
}

/** Copies a part as it stands on disk. Nothing is open. */
export const copyPart = (root: string, part: Part, to: string): void => {
  mkdirSync(to, { recursive: true, mode: 0o700 })
  cpSync(join(root, part), join(to, part), { recursive: true, filter: from => !from.endsWith('/lock') })
}

/** Puts a copy in the place of what stands there. Nothing is open. */
export const restorePart = (root: string, part: Part, from: string): void => {
  rmSync(join(root, part), { recursive: true, force: true })
  cpSync(join(from, part), join(root, part), { recursive: true, preserveTimestamps: true })
}

/** Text that nothing else has. */
export const canary = (): string => `kanarie-${randomBytes(12).toString('hex')}`
