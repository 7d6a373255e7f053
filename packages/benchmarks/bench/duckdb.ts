/**
 * The query in open-recordings.sql as a program: events of a file in, the recordings that are there out.
 */
import { readFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'

const [events, output, asOf] = process.argv.slice(2) as [string, string, string]

// DuckDB takes no parameters in a COPY.
const literals: Readonly<Record<string, string>> = { events, output, asOf }
const query = readFileSync(new URL('../../bench/open-recordings.sql', import.meta.url), 'utf8').replaceAll(
  /\$(\w+)/g,
  (_, name: string) => `'${(literals[name] ?? '').replaceAll("'", "''")}'`
)

const connection = await (await DuckDBInstance.create(':memory:')).connect()
await connection.run(query)
connection.closeSync()
