/** Rows that do not stand in memory as they are: as text, of which one is read at a time. */
import type { SorterOf } from '@samtykke/audit'
import { inMemory } from '../src/rows/rows.ts'

export const asText: SorterOf = <Row>() => {
  const { add, rows } = inMemory<string>()
  return {
    add: (key: string, row: Row) => add(key, JSON.stringify(row)),
    rows: () => {
      const texts = rows()
      return {
        length: texts.length,
        *[Symbol.iterator]() {
          for (const text of texts) yield JSON.parse(text) as Row
        }
      }
    }
  }
}
