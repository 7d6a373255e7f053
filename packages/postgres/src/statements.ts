/**
 * What is asked of the table, each within a transaction.
 */
import {
  type Destructions,
  type Identifier,
  instantFromEpoch,
  type KeyEntry,
  type KeyName,
  type KeyTablePage,
  type KeyTableState,
  type LedgerMark,
  type LiveKey,
  sameMark,
  type Tombstone
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { Query } from './connection.ts'
import { damaged } from './fault.ts'
import { callIdOf, columns, entryOf, type Row, type StoredState, stateOf, storedMark } from './rows.ts'
import { stateName } from './schema.ts'

export const find = async (query: Query, name: KeyName): Promise<KeyEntry | undefined> => {
  const [row] = await query<Row>(`select ${columns} from samtykke_keys where name = $1`, [name])
  if (row === undefined) return undefined
  const entry = entryOf(row)
  if (E.isLeft(entry)) throw damaged(entry.left)
  return entry.right
}

export const insert = async (query: Query, key: LiveKey): Promise<KeyEntry> => {
  const { name, wrapped, wrappedBy, createdAt } = key
  await query(
    `insert into samtykke_keys (name, call_id, wrapped, wrapped_by, created_at) values ($1, $2, $3, $4, $5)
       on conflict (name) do nothing`,
    [name, callIdOf(name), Buffer.from(wrapped), wrappedBy, createdAt]
  )
  const standing = await find(query, name)
  if (standing === undefined) throw damaged(`row ${name}: expected what was just kept, found nothing`)
  return standing
}

export const rewrap = async (
  query: Query,
  before: LiveKey,
  after: LiveKey
): Promise<KeyEntry | undefined> => {
  await query(
    `update samtykke_keys set wrapped = $2, wrapped_by = $3
       where name = $1 and wrapped = $4 and wrapped_by = $5 and destroyed_at is null`,
    [before.name, Buffer.from(after.wrapped), after.wrappedBy, Buffer.from(before.wrapped), before.wrappedBy]
  )
  return find(query, before.name)
}

interface Destroyed {
  readonly name: KeyName
  readonly destroyed_at: Date
}

/** In the order of the names, so that two who destroy the same never wait for each other. */
export const destroy = async (
  query: Query,
  tombstones: ReadonlyArray<Tombstone>
): Promise<ReadonlyArray<Tombstone>> => {
  // Of one name that is given twice, the first tombstone stands.
  const first = new Map(tombstones.map(each => [each.name, each] as const).reverse())
  const each = [...first.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  const names = each.map(({ name }) => name)
  await query(
    `insert into samtykke_keys as kept (name, call_id, destroyed_at)
       select * from unnest($1::text[], $2::text[], $3::timestamptz[]) order by 1
       on conflict (name) do update
         set wrapped = null, wrapped_by = null, created_at = null, destroyed_at = excluded.destroyed_at
         where kept.destroyed_at is null`,
    [names, names.map(callIdOf), each.map(({ destroyedAt }) => destroyedAt)]
  )
  const rows = await query<Destroyed>(
    'select name, destroyed_at from samtykke_keys where name = any($1::text[]) and destroyed_at is not null',
    [names]
  )
  const standing = new Map(rows.map(row => [row.name, instantFromEpoch(row.destroyed_at.getTime())]))
  return tombstones.map(({ name, destroyedAt }) => ({
    _tag: 'destroyed',
    name,
    destroyedAt: standing.get(name) ?? destroyedAt
  }))
}

/** So many rows behind a name. */
export const page = async (
  query: Query,
  behind: string,
  most: number
): Promise<KeyTablePage & { readonly last: string | undefined }> => {
  const rows = await query<Row>(
    `select ${columns} from samtykke_keys where name > $1 and name <> $2 order by name limit $3`,
    [behind, stateName, most]
  )
  const read = rows.map(entryOf)
  return {
    entries: read.flatMap(each => (E.isRight(each) ? [each.right] : [])),
    damaged: read.flatMap(each => (E.isLeft(each) ? [each.left] : [])),
    last: rows.at(-1)?.name
  }
}

export const readState = async (query: Query, lock: 'for update' | '' = ''): Promise<KeyTableState> => {
  const [row] = await query<{ readonly state: StoredState | null }>(
    `select state from samtykke_keys where name = $1 ${lock}`,
    [stateName]
  )
  if (row === undefined || row.state === null) throw damaged(`row ${stateName}: expected it, found nothing`)
  const state = stateOf(row.state)
  if (state === undefined) throw damaged(`row ${stateName}: expected marks, found another value`)
  return state
}

const changeState = async (query: Query, change: StoredState): Promise<void> => {
  await query('update samtykke_keys set state = state || $2::jsonb where name = $1', [
    stateName,
    JSON.stringify(change)
  ])
}

export const useMasterKey = async (query: Query, from: string | undefined, to: string): Promise<boolean> => {
  const { masterKey } = await readState(query, 'for update')
  if (masterKey !== from) return masterKey === to
  await changeState(query, { masterKey: to })
  return true
}

export const sawLedger = async (query: Query, mark: LedgerMark | undefined): Promise<void> => {
  if (mark === undefined)
    await query(`update samtykke_keys set state = state - 'ledger' where name = $1`, [stateName])
  else {
    const { count, last } = mark
    await changeState(query, { ledger: { count, name: last.name, destroyedAt: last.destroyedAt } })
  }
}

export const liveKeysOf = async (query: Query, callId: Identifier): Promise<ReadonlyArray<LiveKey>> => {
  const rows = await query<Row>(
    `select ${columns} from samtykke_keys where call_id = $1 and destroyed_at is null`,
    [callId]
  )
  return rows.flatMap(row => {
    const entry = entryOf(row)
    return E.isRight(entry) && entry.right._tag === 'key' ? [entry.right] : []
  })
}

export const applyLog = async (query: Query, { tombstones, from, to }: Destructions): Promise<boolean> => {
  const { mark } = await readState(query, 'for update')
  if (!sameMark(mark, from)) return sameMark(mark, to)
  if (tombstones.length > 0) await destroy(query, tombstones)
  await changeState(query, { mark: storedMark(to) })
  return true
}
