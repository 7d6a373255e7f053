/**
 * vCons from files: one a file, a JSON array of them, or one a line; of a folder those that are named like one.
 */
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import * as E from 'fp-ts/lib/Either.js'
import { reasonOf } from '../text/failure.ts'
import type { Bilingual } from '../text/language.ts'
import { shownName } from '../text/shown.ts'

/** The text of one vCon, and where it stands. */
export interface VconText {
  /** `FILE`, `FILE:3` or `FILE: element 3`. */
  readonly place: string
  readonly json: string
}

export interface VconFiles {
  readonly files: ReadonlyArray<string>
  /** Files of folders that are named otherwise. */
  readonly passedOver: number
}

const named = /\.(vcon|json|ndjson|jsonl|jws)(\.gz)?$/i

const filesIn = (folder: string): VconFiles => {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(each => each.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
  const files = entries.filter(name => named.test(name))
  return { files, passedOver: entries.length - files.length }
}

/** The files that are named, and those of the folders that are. */
export const vconFilesOf = (
  names: ReadonlyArray<string>
): E.Either<{ readonly name: string; readonly reason: Bilingual }, VconFiles> => {
  const found: Array<VconFiles> = []
  for (const name of names) {
    const files = E.tryCatch(
      (): VconFiles =>
        name !== '-' && lstatSync(name).isDirectory() ? filesIn(name) : { files: [name], passedOver: 0 },
      reasonOf
    )
    if (E.isLeft(files)) return E.left({ name, reason: files.left })
    found.push(files.right)
  }
  return E.right({
    files: found.flatMap(({ files }) => files),
    passedOver: found.reduce((sum, each) => sum + each.passedOver, 0)
  })
}

const standardInput = 0

const textOf = (file: string): string => {
  const bytes = readFileSync(file === '-' ? standardInput : file)
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  return (isGzip ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\ufeff/, '')
}

const isNoJson = Symbol('no JSON')

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return isNoJson
  }
}

const oneALine = (place: string, text: string): ReadonlyArray<VconText> | undefined => {
  const lines = text
    .split('\n')
    .map((line, index) => ({ place: `${place}:${index + 1}`, json: line.trim() }))
    .filter(({ json }) => json !== '')
  return lines.length > 1 && lines.every(({ json }) => json.startsWith('{') && json.endsWith('}'))
    ? lines
    : undefined
}

/** The vCons of a file, or why it cannot be read. What is in it is told by whoever reads them. */
export const vconsIn = (file: string): E.Either<Bilingual, ReadonlyArray<VconText>> => {
  const place = file === '-' ? '-' : shownName(file)
  const text = E.tryCatch(() => textOf(file), reasonOf)
  if (E.isLeft(text)) return text
  const value = parsed(text.right)
  if (value === isNoJson) return E.right(oneALine(place, text.right) ?? [{ place, json: text.right }])
  return E.right(
    Array.isArray(value)
      ? value.map((each, index) => ({
          place: `${place}: element ${index + 1}`,
          json: JSON.stringify(each)
        }))
      : [{ place, json: text.right }]
  )
}
