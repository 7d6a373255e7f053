import { createMemoryLog } from '@samtykke/testing'
import { writingCases } from './writingCases.ts'

describe('writing to the log in memory', () => {
  writingCases(() => {
    const log = createMemoryLog()
    return { log, another: log, raw: log }
  })
})
