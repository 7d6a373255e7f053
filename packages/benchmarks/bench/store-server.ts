/**
 * A server of its own process for `store.ts`: says where it is, and ends with its parent.
 */
import { start } from '@samtykke/eventstoredb-embedded'

const { connectionString } = await start()
process.send?.(connectionString)
process.on('disconnect', () => process.exit())
