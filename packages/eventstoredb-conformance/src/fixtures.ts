/**
 * Reading recordings from their files.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Scenario } from './scenario/scenario.ts'

/** Recordings of one area, such as `append`. */
export interface Area {
  readonly name: string
  readonly scenarios: ReadonlyArray<Scenario>
}

/** A file of recordings: an array of scenarios. */
export const readArea = (file: string): Area => ({
  name: basename(file, '.json'),
  scenarios: JSON.parse(readFileSync(file, 'utf8')) as ReadonlyArray<Scenario>
})

/** Every area of a folder, by name. */
export const readAreas = (folder: string): ReadonlyArray<Area> =>
  readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .sort()
    .map(name => readArea(join(folder, name)))
