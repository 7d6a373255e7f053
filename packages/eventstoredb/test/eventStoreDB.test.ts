import { eventStoreDB } from '../src/eventStoreDB.ts'
import { clientCases } from './clientCases.ts'
import { rawEventStoreDB } from './raw.ts'

describe("through EventStoreDB's client", () => {
  clientCases({ client: eventStoreDB, raw: rawEventStoreDB })
})
