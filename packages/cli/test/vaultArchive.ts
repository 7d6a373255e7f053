/** What tests of a vault on the command line have in common: a vault, a store of events, and recordings, all in one folder. */
import { randomUUID } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedEventStore, start, type StartOptions } from '@samtykke/eventstoredb-embedded'
import { makeMasterKey, openDirectoryKeyTable, openVault } from '@samtykke/vault'
import * as E from 'fp-ts/lib/Either.js'
import { canary } from './canaries.ts'
import { inProcess } from './inProcess.ts'

export const makeVault = async (folder: string, key: string): Promise<void> => {
  const wrapper = await makeMasterKey(key)()
  const table = await openDirectoryKeyTable(folder, { create: true })()
  if (E.isLeft(wrapper) || E.isLeft(table)) throw new Error('no vault was made')
  const vault = await openVault({ table: table.right, wrapper: wrapper.right })()
  if (E.isLeft(vault)) throw new Error(vault.left._tag)
  await vault.right.close()()
}

const day = 86_400_000

/** So many days ago. */
export const at = (daysAgo: number, milliseconds = 0): string =>
  new Date(Date.now() - daysAgo * day + milliseconds).toISOString()

export const consent = {
  type: 'consent-given',
  method: 'keypress',
  purposes: ['documentation'],
  noticeVersion: '1',
  language: 'da'
}

export const stored = {
  type: 'recording-stored',
  direction: 'inbound',
  customerType: 'private',
  line: 'customer-service',
  processor: 'recorder',
  region: 'DK'
}

export type VaultArchive = Awaited<ReturnType<typeof startVaultArchive>>

/** Of what the log and the stores keep there is one folder, `kept`. What a person puts in and takes out is beside it. */
export const startVaultArchive = async ({
  startStandardProjections = true
}: Pick<StartOptions, 'startStandardProjections'> = {}) => {
  const home = mkdtempSync(join(tmpdir(), 'samtykke-vault-'))
  const kept = join(home, 'kept')
  const keys = join(kept, 'keys')
  const recordings = join(kept, 'recordings')
  const master = join(home, 'master.key')
  const log = join(kept, 'log')
  mkdirSync(kept, { mode: 0o700 })
  await makeVault(keys, master)
  let server: EmbeddedEventStore = await start({ directory: log, startStandardProjections })

  const secrets: string[] = []
  const secret = (): string => {
    const text = canary()
    secrets.push(text)
    return text
  }
  const sound = secret().repeat(40)
  const wav = join(home, 'sound.wav')
  writeFileSync(wav, sound)
  const vault = ['--vault', keys, '--master-key', master]
  const ids = (call: string): ReadonlyArray<string> => ['--call', call, '--recording', `rec-${call}`]

  return {
    home,
    kept,
    keys,
    recordings,
    master,
    sound,
    wav,
    secrets,
    secret,
    /** The options that name the vault. */
    vault,
    where: ['--recordings', `recorder=${recordings}`],
    ids,
    url: () => server.connectionString,
    server: () => server,

    /** Records events, each with an id of its own. */
    record: (events: ReadonlyArray<object>, ...more: ReadonlyArray<string>) => {
      const file = join(home, `${randomUUID()}.ndjson`)
      writeFileSync(file, events.map(each => JSON.stringify({ id: randomUUID(), ...each })).join('\n'))
      return inProcess(['record', file, server.connectionString, ...more])
    },

    /** Keeps a file, the sound, as the recording of a call, and records that. */
    put: (call: string, where: ReadonlyArray<string>, daysAgo = 2, file = wav) =>
      inProcess([
        ...['store', 'put', file, server.connectionString, '--record', ...where, ...ids(call), '--create'],
        ...['--started-at', at(daysAgo, 1000), '--direction', 'inbound', '--customer-type', 'private'],
        ...['--line', 'customer-service', '--region', 'DK', ...vault]
      ]),

    /** Puts copies of these folders beside it; and they are put back by what is given. */
    backUp: (...names: ReadonlyArray<'keys' | 'log' | 'recordings'>): (() => Promise<void>) => {
      const to = join(home, randomUUID())
      for (const name of names)
        cpSync(join(kept, name), join(to, name), {
          recursive: true,
          filter: from => !from.endsWith('/lock')
        })
      return async () => {
        if (names.includes('log')) await server.stop()
        for (const name of names) {
          rmSync(join(kept, name), { recursive: true })
          cpSync(join(to, name), join(kept, name), { recursive: true })
        }
        if (names.includes('log')) server = await start({ directory: log, startStandardProjections })
      }
    },

    stop: async (): Promise<void> => {
      await server.stop()
      rmSync(home, { recursive: true })
    }
  }
}

/** A call that consented and whose recording was used, and another with a hold; gives who used it. */
export const withMembers = async ({ record, secret, vault }: VaultArchive): Promise<string> => {
  const usedBy = secret()
  const recorded = await record(
    [
      { ...consent, callId: 'call-1', occurredAt: at(2) },
      {
        type: 'recording-used',
        callId: 'call-1',
        occurredAt: at(1),
        recordingId: 'rec-call-1',
        purpose: 'documentation',
        usedBy
      },
      {
        type: 'hold-placed',
        callId: 'call-2',
        occurredAt: at(1),
        holdId: 'hold-1',
        claimReference: secret(),
        approvedBy: secret(),
        reviewOn: '2040-01-01',
        suspends: 'expiry'
      }
    ],
    ...vault
  )
  if (recorded.status !== 0 || recorded.stderr !== '') throw new Error(recorded.stderr)
  return usedBy
}

/** The same, and the recording of the call. */
export const withRecording = async (archive: VaultArchive): Promise<void> => {
  await withMembers(archive)
  const put = await archive.put('call-1', archive.where)
  if (put.status !== 0) throw new Error(put.stderr)
}
