import { createMemoryLog, eventLogContract } from '../src/index.ts'

describe('the log in memory', () => {
  eventLogContract({ describe, it }, () => {
    const log = createMemoryLog()
    return { ...log, log }
  })
})
