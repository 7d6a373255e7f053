import { link, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type KeyTemplate, keyTemplate, type Ref } from '@samtykke/core'
import { recordingStoreContract, recordingWriterContract, type StoreUnderTest } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import { caseMarked } from '../../../src/stores/directory/caseMarks.ts'
import { type DirectoryOptions, openDirectoryStore } from '../../../src/index.ts'
import { newFolder, removeFolders, right } from '../some.ts'

afterAll(removeFolders)

const templateOf = (text: string, options: DirectoryOptions): KeyTemplate => {
  const template = keyTemplate(text, ...(typeof options.layout === 'object' ? [] : [caseMarked]))
  if (E.isLeft(template)) throw new Error(template.left)
  return template.right
}

const start = async (
  options: DirectoryOptions,
  text: string,
  more: Partial<StoreUnderTest> = {}
): Promise<StoreUnderTest> => {
  const root = await newFolder()
  const store = await right(openDirectoryStore(root, { ...options, create: true }))
  const lost = await newFolder()
  const unreachable = await right(openDirectoryStore(lost, { ...options, create: true }))
  await rm(lost, { recursive: true })

  const keyOf = (ref: Ref): string => {
    const key = templateOf(text, options).keyOf(ref)
    if (E.isLeft(key)) throw new Error(JSON.stringify(key.left))
    return key.right
  }
  const write = async (key: string, bytes: Uint8Array): Promise<string> => {
    const path = join(root, key)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, bytes)
    return path
  }
  const unfinished = (ref: Ref): string =>
    `.samtykke/unfinished/${keyOf(ref)}/0b6e8c1e-0000-4000-8000-000000000000`
  const place = async (ref: Ref, bytes: Uint8Array): Promise<void> => {
    await write(keyOf(ref), bytes)
  }
  return {
    store,
    unreachable,
    place,
    traces: {
      'an unfinished write': async ref => {
        await write(unfinished(ref), Buffer.from('half a sou'))
      },
      'an unfinished write beside what is finished': async ref => {
        await place(ref, Buffer.from('sound'))
        await write(unfinished(ref), Buffer.from('half a sou'))
      },
      'a write that ended without tidying up': async ref => {
        const path = await write(unfinished(ref), Buffer.from('sound'))
        await mkdir(dirname(join(root, keyOf(ref))), { recursive: true })
        await link(path, join(root, keyOf(ref)))
      },
      ...(text.endsWith('{ext}') && {
        'the same in another format': async (ref: Ref) => {
          await place({ ...ref, mediaType: 'audio/wav' }, Buffer.from('RIFF'))
          await place({ ...ref, mediaType: 'audio/mpeg' }, Buffer.from('ID3'))
        }
      })
    },
    ...more
  }
}

describe.each<[string, DirectoryOptions, string, Partial<StoreUnderTest>]>([
  ['its own layout', { name: 'archive' }, '{callId}/{recordingId}.{ext}', {}],
  [
    'its own layout of analyses',
    { name: 'a', layout: 'analyses' },
    '{callId}/{analysisId}.{ext}',
    { holds: 'analysis' }
  ],
  [
    'a layout of one format',
    { name: 'archive', layout: { template: 'all calls/{recordingId}+/{callId}.wav' } },
    'all calls/{recordingId}+/{callId}.wav',
    {}
  ],
  [
    'a deep layout',
    { name: 'archive', layout: { template: 'x/{callId}/y/{recordingId}/sound.{ext}' } },
    'x/{callId}/y/{recordingId}/sound.{ext}',
    {}
  ]
])('a folder with %s', (_, options, text, more) => {
  recordingStoreContract({ describe, it }, () => start(options, text, more))
  if (more.holds !== 'analysis')
    recordingWriterContract({ describe, it }, async () =>
      right(openDirectoryStore(await newFolder(), { ...options, create: true }))
    )
})
