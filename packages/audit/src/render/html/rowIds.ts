/**
 * Ids in the rows of tables: whole on a screen; on paper, where rows are narrow, their first eight characters, and the whole
 * in an appendix.
 */
import { element, type Markup } from './element.ts'
import { id } from './parts.ts'

/** The ids of a page. */
export interface RowIds {
  readonly inRow: (id: string) => Markup
  /** The whole of those that rows have the beginning of, in order. */
  readonly shortened: ReadonlyArray<string>
}

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const kept = 8

/** Of all ids of a page: UUIDs are shortened where no other begins alike. */
export const rowIds = (all: ReadonlyArray<string>): RowIds => {
  const beginnings = new Map<string, number>()
  const uuids = [...new Set(all)].filter(each => uuidForm.test(each))
  for (const uuid of uuids) {
    const beginning = uuid.slice(0, kept)
    beginnings.set(beginning, (beginnings.get(beginning) ?? 0) + 1)
  }
  const shortened = new Set(uuids.filter(uuid => beginnings.get(uuid.slice(0, kept)) === 1))
  return {
    inRow: each =>
      shortened.has(each)
        ? element(
            'span',
            { class: 'id' },
            each.slice(0, kept),
            element('span', { class: 'rest' }, each.slice(kept))
          )
        : id(each),
    shortened: [...shortened].sort()
  }
}
