/**
 * Documents whose lists do not stand in memory.
 */
import type { Rows } from '@samtykke/audit'
import { canonicalJson, ordText } from '@samtykke/core'

const isRows = (value: unknown): value is Rows<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value

function* listParts(rows: Iterable<unknown>): Generator<string> {
  let before = '['
  for (const row of rows) {
    yield before + canonicalJson(row)
    before = ','
  }
  yield before === '[' ? '[]' : ']'
}

/** The line that `canonicalJson` gives of a document, in parts; its lists may be rows. */
export function* documentLine(document: object): Generator<string> {
  const members = Object.entries(document)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => ordText.compare(a, b))
  let before = '{'
  for (const [name, value] of members) {
    yield `${before}${JSON.stringify(name)}:`
    if (isRows(value)) yield* listParts(value)
    else yield canonicalJson(value)
    before = ','
  }
  yield before === '{' ? '{}\n' : '}\n'
}
