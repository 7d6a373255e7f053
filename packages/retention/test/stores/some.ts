/** What the tests of stores share. */
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Identifier, RecordingRef, RecordingStore, Ref, StoreError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'

export const recording = (
  callId: string,
  recordingId: string,
  more: Partial<RecordingRef> = {}
): RecordingRef => ({
  callId: callId as Identifier,
  recordingId: recordingId as Identifier,
  processor: 'archive',
  ...more
})

export const analysis = (callId: string, analysisId: string): Ref => ({
  callId: callId as Identifier,
  analysisId: analysisId as Identifier,
  processor: 'archive'
})

export const right = async <A>(task: TE.TaskEither<StoreError, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

export const left = async (task: TE.TaskEither<StoreError, unknown>): Promise<StoreError> => {
  const result = await task()
  if (E.isRight(result)) throw new Error(`expected an error, found ${JSON.stringify(result.right)}`)
  return result.left
}

export async function* chunks(...texts: ReadonlyArray<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

export const textOf = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const all: Uint8Array[] = []
  for await (const chunk of bytes) all.push(chunk)
  return Buffer.concat(all).toString()
}

export const inventoryOf = async (
  store: RecordingStore
): Promise<{ refs: ReadonlyArray<Ref>; unrecognised: ReadonlyArray<string> }> => {
  const refs: Ref[] = []
  const unrecognised: string[] = []
  for await (const page of store.inventory()) {
    if (E.isLeft(page)) throw new Error(JSON.stringify(page.left))
    refs.push(...page.right.refs)
    unrecognised.push(...page.right.unrecognised)
  }
  return { refs, unrecognised }
}

const made: string[] = []

/** A new folder, which `removeFolders` removes. */
export const newFolder = async (): Promise<string> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'samtykke-store-')))
  made.push(folder)
  return folder
}

export const removeFolders = async (): Promise<void> => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true })
}

/** Every file and folder below, as paths. Links are not followed. */
export const treeOf = async (folder: string): Promise<ReadonlyArray<string>> => {
  const entries = await readdir(folder, { withFileTypes: true })
  const below = await Promise.all(
    entries.map(async entry => [
      entry.name,
      ...(entry.isDirectory()
        ? (await treeOf(join(folder, entry.name))).map(path => `${entry.name}/${path}`)
        : [])
    ])
  )
  return below.flat().sort()
}

/** Every file below, as paths. */
export const filesOf = async (folder: string): Promise<ReadonlyArray<string>> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
