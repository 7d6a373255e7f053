import { execFileSync } from 'node:child_process'
import {
  chmod,
  chown,
  link,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile
} from 'node:fs/promises'
import { join } from 'node:path'
import type { Identifier } from '@samtykke/core'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { type DirectoryOptions, type DirectoryStore, openDirectoryStore } from '../../../src/index.ts'
import {
  analysis,
  chunks,
  inventoryOf,
  left,
  newFolder,
  recording,
  removeFolders,
  right,
  textOf,
  treeOf
} from '../some.ts'

afterAll(removeFolders)

const open = async (
  options: Partial<DirectoryOptions> = {}
): Promise<{ root: string; store: DirectoryStore }> => {
  const root = await newFolder()
  return { root, store: await right(openDirectoryStore(root, { name: 'archive', create: true, ...options })) }
}

const anything = fc.oneof(
  fc.constantFrom(
    '..',
    '.',
    '../..',
    '../outside/secret',
    '/etc',
    'link',
    'link/secret',
    '.samtykke',
    'a/../../b'
  ),
  fc.constantFrom('~', '%2e%2e', '..\\..', 'C:', 'a\0b', 'nul', 'rec-1.wav', '-rf', 'a'.repeat(300)),
  fc.string({ maxLength: 20 }),
  fc.stringMatching(/^[A-Za-z0-9._~/-]{1,12}$/)
)

describe('a folder', () => {
  test('is left by no id, whatever it is and whatever links stand in the folder', async () => {
    for (const layout of ['recordings', { template: '{callId}/{recordingId}' }] as const) {
      const top = await newFolder()
      const root = join(top, 'store')
      await mkdir(join(top, 'outside'))
      await writeFile(join(top, 'outside', 'secret'), 'secret')
      await writeFile(join(top, 'outside', 'secret.bin'), 'secret')
      const store = await right(openDirectoryStore(root, { name: 'archive', create: true, layout }))
      await symlink(join(top, 'outside'), join(root, 'link'))
      await symlink('..', join(root, 'up'))
      await mkdir(join(root, 'call'))
      await symlink(join(top, 'outside', 'secret'), join(root, 'call', 'secret'))
      await symlink(join(top, 'outside', 'secret'), join(root, 'call', 'secret.bin'))
      const outside = await treeOf(join(top, 'outside'))
      const ids = fc.oneof(anything, fc.constantFrom('call', 'secret', 'up', 'outside'))
      await fc.assert(
        fc.asyncProperty(ids, ids, async (callId, recordingId) => {
          const ref = recording(callId, recordingId)
          const opened = await store.open(ref)()
          if (E.isRight(opened)) expect(await textOf(opened.right)).toBe('written')
          await store.find(ref)()
          await store.put(ref, chunks('written'))()
          await store.erase(ref)()
          expect(await treeOf(join(top, 'outside'))).toEqual(outside)
          expect((await readdir(top)).sort()).toEqual(['outside', 'store'])
          expect(await readFile(join(top, 'outside', 'secret'), 'utf8')).toBe('secret')
        }),
        { numRuns: 300 }
      )
      expect((await treeOf(root)).filter(path => !path.startsWith('.samtykke'))).toEqual(
        ['call', 'call/secret', 'call/secret.bin', 'link', 'up'].sort()
      )
    }
  })

  test('says what it does not follow: links, folders, pipes, other names', async () => {
    const { root, store } = await open({ layout: { template: '{callId}/{recordingId}' } })
    const elsewhere = await newFolder()
    await writeFile(join(elsewhere, 'sound'), 'sound')
    await mkdir(join(root, 'call', 'folder'), { recursive: true })
    await symlink(join(elsewhere, 'sound'), join(root, 'call', 'symbolic'))
    await symlink(elsewhere, join(root, 'linked'))
    await writeFile(join(root, 'call', 'twice'), 'sound')
    await link(join(root, 'call', 'twice'), join(elsewhere, 'backup'))
    execFileSync('mkfifo', [join(root, 'call', 'pipe')])

    const reasons: Record<string, string> = {}
    for (const [callId, id] of [
      ['call', 'folder'],
      ['call', 'symbolic'],
      ['linked', 'sound'],
      ['call', 'pipe'],
      ['call', 'twice']
    ] as const) {
      const error = await left(store.erase(recording(callId, id)))
      expect(error).toMatchObject({ _tag: 'Refused', retry: 'never' })
      reasons[`${callId}/${id}`] = 'reason' in error ? error.reason : ''
    }
    expect(reasons).toEqual({
      'call/folder': 'a folder stands in its place',
      'call/symbolic': 'no ordinary file stands in its place',
      'linked/sound': 'a symbolic link stands on the way to it, which is not followed',
      'call/pipe': 'no ordinary file stands in its place',
      'call/twice': 'another name (a hard link) elsewhere leads to the same bytes, which would stay'
    })
    expect(await readFile(join(elsewhere, 'sound'), 'utf8')).toBe('sound')
    expect(await readFile(join(root, 'call', 'twice'), 'utf8')).toBe('sound')
    expect([...(await inventoryOf(store)).unrecognised].sort()).toEqual(
      ['call/pipe (no ordinary file)', 'call/symbolic (no ordinary file)', 'linked (no ordinary file)'].sort()
    )
  })

  test('tells what no ref can be read from', async () => {
    const { root, store } = await open()
    await right(store.put(recording('call-1', 'rec-1', { mediaType: 'audio/wav' }), chunks('sound')))
    await writeFile(join(root, 'notes.txt'), '')
    await writeFile(join(root, 'call-1', 'rec-1'), '')
    await writeFile(join(root, 'call-1', '.rec-1.wav.swp'), '')
    await mkdir(join(root, '12345678'))
    await writeFile(join(root, '12345678', 'rec-1.wav'), '')
    await writeFile(join(root, '.samtykke', 'unfinished', 'stray'), '')
    const { refs, unrecognised } = await inventoryOf(store)
    expect(refs).toEqual([recording('call-1', 'rec-1')])
    expect([...unrecognised].sort()).toEqual([
      '.samtykke/unfinished/stray',
      '12345678/rec-1.wav',
      'call-1/.rec-1.wav.swp',
      'call-1/rec-1',
      'notes.txt'
    ])
  })

  test('is for its owner alone, and has no empty folder left after an erasure', async () => {
    const { root, store } = await open()
    const ref = recording('call-1', 'Rec-1', { mediaType: 'audio/mpeg' })
    await right(store.put(ref, chunks('so', 'und')))
    expect(await treeOf(root)).toEqual(['.samtykke', '.samtykke/unfinished', 'call-1', 'call-1/Rec-1,1.mp3'])
    const modes = await Promise.all(
      ['.samtykke', '.samtykke/unfinished', 'call-1', 'call-1/Rec-1,1.mp3'].map(
        async path => (await stat(join(root, path))).mode & 0o777
      )
    )
    expect(modes).toEqual([0o700, 0o700, 0o700, 0o600])
    expect(await textOf(await right(store.open(ref)))).toBe('sound')
    await right(store.erase(ref))
    expect(await treeOf(root)).toEqual(['.samtykke', '.samtykke/unfinished'])
  })

  test('opens the format that the ref names, else the first', async () => {
    const { root, store } = await open()
    await mkdir(join(root, 'call-1'))
    for (const format of ['mp3', 'wav']) await writeFile(join(root, 'call-1', `rec-1.${format}`), format)
    const opened = async (mediaType?: string): Promise<string> =>
      textOf(
        await right(store.open(recording('call-1', 'rec-1', mediaType === undefined ? {} : { mediaType })))
      )
    expect([await opened('audio/wav'), await opened('audio/mpeg'), await opened()]).toEqual([
      'wav',
      'mp3',
      'mp3'
    ])
  })

  test('keeps recordings or analyses, as its layout says', async () => {
    const { store } = await open()
    for (const asked of [store.find, store.erase, store.open])
      expect(await left(asked(analysis('call-1', 'it-1')) as never)).toMatchObject({ _tag: 'InvalidRef' })
    const { store: ofAnalyses } = await open({ layout: 'analyses' })
    await right(ofAnalyses.put(analysis('call-1', 'it-1'), chunks('{}')))
    expect((await inventoryOf(ofAnalyses)).refs).toEqual([analysis('call-1', 'it-1')])
  })

  test('refuses a template that is none, in one sentence', async () => {
    const root = await newFolder()
    expect(
      await left(openDirectoryStore(root, { name: 'archive', layout: { template: '{callId}.wav' } }))
    ).toEqual({
      _tag: 'Refused',
      retry: 'never',
      reason: 'template: one of {recordingId} and {analysisId} must stand in it, once'
    })
    expect(await readdir(root)).toEqual([])
  })

  test('says that a name is too long for its file system', async () => {
    const { store } = await open({ layout: { template: '{callId}+{recordingId}' } })
    const ref = recording('c'.repeat(128), 'r'.repeat(128))
    for (const task of [store.find(ref), store.erase(ref), store.put(ref, chunks('sound'))])
      expect(await left(task as never)).toMatchObject({ _tag: 'InvalidRef', retry: 'never' })
  })
})

describe('a volume', () => {
  test('that is not mounted is no empty store', async () => {
    const { root, store } = await open()
    const ref = recording('call-1', 'rec-1')
    await right(store.put(ref, chunks('sound')))
    await rename(root, `${root}-volume`)
    await mkdir(root)
    for (const task of [store.find(ref), store.erase(ref), store.open(ref), store.put(ref, chunks('x'))])
      expect(await left(task as never)).toMatchObject({ _tag: 'Unavailable', retry: 'later' })
    expect(await left(openDirectoryStore(root, { name: 'archive' }))).toEqual({
      _tag: 'Unavailable',
      retry: 'later',
      reason: 'the folder is empty and was never a store; is its volume mounted?'
    })
    expect(await left(openDirectoryStore(`${root}/none`, { name: 'archive' }))).toMatchObject({
      reason: 'there is no such folder'
    })
    expect(await readdir(root)).toEqual([])
    await rm(root, { recursive: true })
    await rename(`${root}-volume`, root)
    expect(await right(store.find(ref))).toMatchObject({ _tag: 'present' })
  })

  test('with files of another program becomes a store without being changed', async () => {
    const root = await newFolder()
    await mkdir(join(root, 'Call-1'))
    await writeFile(join(root, 'Call-1', 'Rec-1.wav'), 'sound')
    const layout = { template: '{callId}/{recordingId}.wav' }
    const store = await right(openDirectoryStore(root, { name: 'archive', layout }))
    expect((await inventoryOf(store)).refs).toEqual([recording('Call-1', 'Rec-1')])
    expect(await right(store.find(recording('call-1', 'rec-1')))).toEqual({ _tag: 'absent' })
    expect(await right(store.erase(recording('Call-1', 'Rec-1')))).toMatchObject({ copies: 1 })
    expect(await treeOf(root)).toEqual(['.samtykke', '.samtykke/unfinished'])
  })

  // Permissions do not bind the superuser, who acts here as another.
  const asAnother = async <A>(body: () => Promise<A>): Promise<A> => {
    const id = process.geteuid?.()
    if (id === 0) process.seteuid?.(65_534)
    try {
      return await body()
    } finally {
      if (id === 0) process.seteuid?.(0)
    }
  }

  test('that denies access says so, and nothing is absent for it', async () => {
    const { root, store } = await open()
    const ref = recording('call-1', 'rec-1')
    await right(store.put(ref, chunks('sound')))
    await chmod(join(root, 'call-1'), 0o000)
    if (process.geteuid?.() === 0)
      for (const path of ['', '.samtykke', '.samtykke/unfinished'])
        await chown(join(root, path), 65_534, 65_534)
    const errors = await asAnother(async () => [
      await left(store.find(ref)),
      await left(store.erase(ref)),
      await left(store.open(ref)),
      await inventoryOf(store).catch(String)
    ])
    await chmod(join(root, 'call-1'), 0o700)
    expect(errors.slice(0, 3)).toEqual(
      Array.from({ length: 3 }, () => ({ _tag: 'AccessDenied', retry: 'never', reason: 'EACCES' }))
    )
    expect(errors[3]).toContain('AccessDenied')
    expect(await right(store.find(ref))).toMatchObject({ _tag: 'present' })
  })
})

describe('many at once', () => {
  test('write, erase and list the same few calls: what was kept is whole, nothing is left over', async () => {
    const { root, store } = await open()
    const some = fc.record({
      what: fc.constantFrom('put', 'put', 'erase', 'find', 'list'),
      call: fc.constantFrom('call-1', 'call-2'),
      id: fc.constantFrom('rec-1', 'rec-2', 'Rec-1')
    })
    await fc.assert(
      fc.asyncProperty(fc.array(some, { minLength: 10, maxLength: 40 }), async steps => {
        const results = await Promise.all(
          steps.map(async ({ what, call, id }) => {
            const ref = recording(call, id)
            if (what === 'put') return store.put(ref, chunks(call, id))()
            if (what === 'erase') return store.erase(ref)()
            if (what === 'find') return store.find(ref)()
            return E.right(await inventoryOf(store))
          })
        )
        // To be erased while it is written is the one thing that may stand in the way.
        for (const result of results) if (E.isLeft(result)) expect(result.left.retry).toBe('later')
        for (const { callId, recordingId } of (await inventoryOf(store)).refs)
          expect(await textOf(await right(store.open(recording(callId, recordingId ?? ''))))).toBe(
            `${callId}${recordingId ?? ''}`
          )
        for (const call of ['call-1', 'call-2'])
          for (const id of ['rec-1', 'rec-2', 'Rec-1']) await right(store.erase(recording(call, id)))
        expect(await treeOf(root)).toEqual(['.samtykke', '.samtykke/unfinished'])
      }),
      { numRuns: 60 }
    )
  })

  test('5,000 recordings of one call go one by one', async () => {
    const { root, store } = await open({ layout: { template: '{callId}/{recordingId}.wav' } })
    await mkdir(join(root, 'call-1'))
    const ids = Array.from({ length: 5000 }, (_, n) => `rec-${n}` as Identifier)
    for (const id of ids) await writeFile(join(root, 'call-1', `${id}.wav`), id)
    expect((await inventoryOf(store)).refs).toHaveLength(5000)
    for (const id of ids.slice(1))
      expect(await right(store.erase(recording('call-1', id)))).toMatchObject({ copies: 1 })
    expect(await readdir(join(root, 'call-1'))).toEqual(['rec-0.wav'])
  })
})
