// What erases: it follows the store, and when a customer withdraws or a period ends, the file goes.
import { identifier, type Rules } from '@samtykke/core'
import { agendaInStore, feedInStore, journalInStore, logTimeOf } from '@samtykke/eventstoredb'
import { type Notice, openJournals, startWorker, systemClock, type Worker } from '@samtykke/retention'
import { processor, type Stores } from './store.js'

/** The feed has the name that it has in `samtykke run`: its workers and these share the work. */
export const startErasing = (
  { log, recordings }: Stores,
  rules: Rules,
  tell: (notice: Notice) => void
): Worker =>
  startWorker(
    {
      log,
      logTime: logTimeOf(log),
      rules,
      stores: { recordings: new Map([[processor, recordings]]), analyses: new Map() },
      agenda: agendaInStore(log),
      journals: openJournals(name => journalInStore(log, name)),
      feed: feedInStore(log, identifier('retention')),
      clock: systemClock,
      random: Math.random
    },
    { tell }
  )
