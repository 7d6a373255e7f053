/**
 * What the bytes of an input are, told from how they begin: events a line each, or in another shape, or no events.
 */
import { type Input, readAt } from './input.ts'
import { isBlank } from './jsonArray.ts'

/** What holds no events as it is. */
export type NoEvents = 'utf-16' | 'csv'

export type Shape =
  | { readonly _tag: 'lines' }
  /** Of which the first element is, as far as its first byte tells, an object. */
  | { readonly _tag: 'array'; readonly ofObjects: boolean }
  /** Objects that take several lines each. */
  | { readonly _tag: 'objects' }
  | { readonly _tag: 'none'; readonly found: NoEvents }

const headSize = 64 * 1024

const [openBracket, openBrace] = [91, 123]

/** The name of a column as people write them. */
const columnName = /^"?[\p{L}_][\p{L}\p{N} _./-]{0,60}"?$/u

/** Whether a text begins as a table whose columns have names: a row of them, and below it as many cells. */
const looksLikeCsv = (head: string): boolean => {
  const [names = '', row = ''] = head.split(/\r?\n/, 2)
  return [',', ';', '\t'].some(separator => {
    const columns = names.split(separator)
    return (
      columns.length >= 3 &&
      columns.every(column => columnName.test(column.trim())) &&
      (row === '' || (!row.trimStart().startsWith('{') && row.split(separator).length >= columns.length))
    )
  })
}

const nextByte = (bytes: Uint8Array, from: number): number => {
  let at = from
  while (at < bytes.length && isBlank(bytes[at])) at++
  return at
}

export const recognise = (input: Input): Shape => {
  const bytes = Buffer.alloc(Math.min(headSize, input.size))
  readAt(input, 0, bytes)
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { _tag: 'none', found: 'utf-16' }
  }
  const text = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
  const first = nextByte(text, 0)
  if (text[first] === openBracket) {
    return { _tag: 'array', ofObjects: text[nextByte(text, first + 1)] === openBrace }
  }
  if (text[first] === openBrace) {
    return /^\{[ \t\r]*\n/.test(text.toString('latin1', first, first + 80))
      ? { _tag: 'objects' }
      : { _tag: 'lines' }
  }
  return looksLikeCsv(text.toString('utf8')) ? { _tag: 'none', found: 'csv' } : { _tag: 'lines' }
}
