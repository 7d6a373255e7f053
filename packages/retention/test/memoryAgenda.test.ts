import { createMemoryAgenda } from '@samtykke/retention'
import { agendaCases } from '../../log/test/agendaCases.ts'

agendaCases(async () => {
  const agenda = createMemoryAgenda()
  return { workers: [agenda, agenda, agenda], close: () => Promise.resolve() }
})
