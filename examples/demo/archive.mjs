// The log of the calls, the folder of their recordings, the vault that opens both, and the worker that erases what is due.
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { Readable } from 'node:stream'
import { compilePolicy } from '@samtykke/core'
import { openEventStoreDBLog } from '@samtykke/eventstoredb'
import { holidaysOf } from '@samtykke/holidays'
import { recordCall } from '@samtykke/log'
import {
  createMemoryAgenda,
  createMemoryJournals,
  feedOf,
  openDirectoryStore,
  startWorker
} from '@samtykke/retention'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { vaultedStore, vaultedWriter } from '@samtykke/vault'
import { secondOfSound } from './sound.mjs'
import { openDemoVault } from './vault.mjs'

const processor = 'recorder'
const day = 86_400_000

const right = either => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

const checkpointsInMemory = () => {
  let position
  return {
    load: TE.fromIO(() => position),
    save: reached => TE.fromIO(() => void (position = reached))
  }
}

export const openArchive = async (connectionString, out, folder, time) => {
  const { vault, cipher, options, close } = await openDemoVault(connectionString, out, right)
  const log = right(openEventStoreDBLog(connectionString, { cipher }))
  const beneath = right(await openDirectoryStore(folder, { name: processor, create: true })())
  const store = { ...vaultedStore(vault, beneath), ...vaultedWriter(vault, beneath) }
  const record = async events => void right(await recordCall(log)(events[0].callId, events)())

  /** A private customer calls, consents, and is recorded: for six months. */
  const receiveCall = async (callId, startedAt) => {
    const event = (type, at, members) => ({
      id: randomUUID(),
      type,
      callId,
      occurredAt: new Date(startedAt + at).toISOString(),
      ...members
    })
    const recordingId = `recording-of-${callId}`
    const mediaType = 'audio/wav'
    const sound = Readable.from([secondOfSound(300 + ((startedAt / day) % 400))])
    const written = right(await store.put({ callId, recordingId, processor, mediaType }, sound)())
    await record([
      event('consent-given', -5_000, {
        method: 'keypress',
        purposes: ['quality-assurance'],
        noticeVersion: '1',
        language: 'da'
      }),
      event('recording-stored', 60_000, {
        recordingId,
        startedAt: new Date(startedAt).toISOString(),
        endedAt: new Date(startedAt + 1_000).toISOString(),
        direction: 'inbound',
        customerType: 'private',
        line: 'customer-service',
        processor,
        region: 'DK',
        mediaType,
        ...written
      })
    ])
  }

  const placeHold = callId =>
    record([
      {
        id: randomUUID(),
        type: 'hold-placed',
        callId,
        occurredAt: time.today(),
        holdId: 'claim-7',
        claimReference: 'claim-7',
        approvedBy: 'legal',
        reviewOn: '2099-01-01',
        suspends: 'expiry'
      }
    ])

  /** A worker under a policy; `tell` is told what it does. */
  const work = (policy, mostPerDay, tell) =>
    startWorker(
      {
        log,
        // The store keeps the time of today; in the demo, the demo's clock is right.
        logTime: TE.fromIO(() => time.today()),
        rules: compilePolicy(policy, holidaysOf(policy.holidays)),
        stores: { recordings: new Map([[processor, store]]), analyses: new Map() },
        agenda: createMemoryAgenda(),
        journals: createMemoryJournals(),
        feed: feedOf(log, checkpointsInMemory(), time.clock),
        clock: time.clock,
        random: Math.random
      },
      { mostPerDay, tell }
    )

  return {
    receiveCall,
    placeHold,
    work,
    /** The calls whose sound is on disk. */
    onDisk: () => readdirSync(folder).filter(name => name.startsWith('call-')),
    /** The options that name the vault to the program. */
    vault: options,
    close: async () => {
      await log.close()()
      await close()
    }
  }
}
