/**
 * The one table. A row is a key, a tombstone, or what is kept of the table as a whole.
 */
import type { Query } from './connection.ts'

/** The row of the table as a whole; no key has such a name. */
export const stateName = '.state'

const version = 1

// What is destroyed has no wrapped key, and what has one is not destroyed, whoever writes to the table.
const statements = [
  `create table if not exists samtykke_keys (
     name text collate "C" primary key,
     call_id text collate "C",
     wrapped bytea,
     wrapped_by text,
     created_at timestamptz(3),
     destroyed_at timestamptz(3),
     state jsonb,
     constraint samtykke_keys_one_thing check (
       (wrapped is not null and wrapped_by is not null and created_at is not null
          and destroyed_at is null and state is null)
       or (destroyed_at is not null and wrapped is null and wrapped_by is null
          and created_at is null and state is null)
       or (state is not null and wrapped is null and destroyed_at is null)
     )
   )`,
  `create index if not exists samtykke_keys_of_call on samtykke_keys (call_id) where destroyed_at is null`,
  `insert into samtykke_keys (name, state) values ('${stateName}', '{"version": ${version}}')
     on conflict (name) do nothing`
]

/** Any number; one at a time makes the table. */
const lock = 7_330_110_226_115

/** Makes the table where it is not there. */
export const createTable = async (query: Query): Promise<void> => {
  await query('select pg_advisory_xact_lock($1)', [lock])
  for (const statement of statements) await query(statement)
}

/** Whether the table is one of this version. */
export const isThisVersion = async (query: Query): Promise<boolean> => {
  const rows = await query<{ readonly version: string | null }>(
    `select state->>'version' as version from samtykke_keys where name = $1`,
    [stateName]
  )
  return rows[0]?.version === String(version)
}
