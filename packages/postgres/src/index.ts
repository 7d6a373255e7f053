export { openPostgresKeyTable, type PostgresKeyTableOptions } from './postgresKeyTable.ts'
