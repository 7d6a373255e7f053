/**
 * Where in a folder a key is: its file, named by hashes, so that no name is too long and no two differ in capitals only.
 *
 * A key is `keys/AB/ABCD….key`, and its tombstone stands beside it, `….destroyed`. What has a tombstone is destroyed,
 * whatever else is there: so that who makes, who wraps anew and who destroys need no lock, and a back-up copied over the
 * folder brings nothing back.
 */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { type Identifier, type KeyName, type KeyOwner, parseKeyName } from '@samtykke/core'

export const formatName = 'format'
export const format = 'samtykke keys 1\n'
export const masterKeyName = 'master-key'
export const markName = 'mark'
export const ledgerName = 'ledger'
export const keysName = 'keys'
export const unfinishedName = 'unfinished'

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

const ownerText = (owner: KeyOwner): string =>
  owner._tag === 'subject' ? `subject/${owner.subjectRef}` : `call/${owner.callId}`

/** The files of a name, below the folder: `keys/ab/OWNER-NAME`, without what tells the key from the tombstone. */
export interface Place {
  readonly shard: string
  readonly stem: string
}

export const placeOf = (name: KeyName): Place => {
  const owner = parseKeyName(name)
  const ownerHash = hash(owner === undefined ? name : ownerText(owner))
  return { shard: ownerHash.slice(0, 2), stem: `${ownerHash}-${hash(name)}` }
}

/** Where all keys of a call are, and how the names of their files begin. */
export const placesOfCall = (callId: Identifier): { readonly shard: string; readonly prefix: string } => {
  const ownerHash = hash(`call/${callId}`)
  return { shard: ownerHash.slice(0, 2), prefix: `${ownerHash}-` }
}

export const isShard = (name: string): boolean => /^[0-9a-f]{2}$/.test(name)

const file = /^([0-9a-f]{32}-[0-9a-f]{32})\.(key|destroyed)$/

/** The stem of a file's name, or nothing where a table writes no such name. */
export const stemOf = (name: string): string | undefined => file.exec(name)?.[1]

export const shardIn = (root: string, shard: string): string => join(root, keysName, shard)
export const keyIn = (root: string, { shard, stem }: Place): string =>
  join(root, keysName, shard, `${stem}.key`)
export const tombstoneIn = (root: string, { shard, stem }: Place): string =>
  join(root, keysName, shard, `${stem}.destroyed`)
