// What does not fit into memory goes into a temporary file: where it cannot, or cannot be read again, that is what is named.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { type Instant, noticePolicy } from '@samtykke/core'
import { querySource } from '../src/command/querySource.ts'
import { readFailure, throughTemporaryFiles } from '../src/command/readFailure.ts'
import { closeRuns } from '../src/engine/merged.ts'
import { rowsOf } from '../src/engine/rows.ts'
import { type Run, runWriter } from '../src/engine/run.ts'
import { SpillError } from '../src/engine/temporaryFile.ts'
import { theSource } from '../src/text/failure.ts'
import { idOf } from './hostileLines.ts'
import { scratch } from './program.ts'
import { readLines } from './reading.ts'

const file = scratch()

const line = (members: object): string =>
  JSON.stringify({
    id: idOf(0),
    type: 'analysis-objected',
    callId: 'call-1',
    occurredAt: '2025-09-01T08:00:00.000Z',
    channel: 'email',
    ...members
  })

const absent = join(tmpdir(), 'samtykke-absent')
/** The module itself, as it is to those who import it. */
const os = jest.requireActual<typeof import('node:os')>('node:os')

afterEach(() => {
  jest.restoreAllMocks()
})

const thrownBy = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}

const read = (text: string): unknown =>
  thrownBy(() =>
    readLines([Buffer.from(text)], {
      asOf: '9999-12-31T23:59:59.999Z' as Instant,
      beforeAnythingHappened: true,
      memory: 0
    })
  )

test.each([
  ['lines of a known form', [line({}), line({ id: idOf(1) })].join('\n')],
  ['a line that goes the general path', line({ id: idOf(1), another: 'x'.repeat(200_000) })]
])('%s, which no temporary file takes', (_, text) => {
  jest.spyOn(os, 'tmpdir').mockReturnValue(absent)
  const error = read(text)
  expect(error).toBeInstanceOf(SpillError)
  const failure = readFailure(theSource)(error)
  expect(JSON.stringify(failure)).toContain(`temporary files in ${absent} (TMPDIR chooses another folder)`)
  expect(JSON.stringify(failure)).toContain(`midlertidige filer i ${absent}`)
  expect(JSON.stringify(failure)).not.toContain(theSource.en)
})

test('the same lines are read where one takes them', () => {
  expect(read([line({}), line({ id: idOf(1) })].join('\n'))).toBeUndefined()
})

test('whatever else goes wrong is of the files named', () => {
  expect(JSON.stringify(readFailure(theSource)(new Error('EIO: i/o error')))).toContain(theSource.en)
})

/** A run in a temporary file. */
const spilled = (): ReadonlyArray<Run> => {
  const writer = runWriter(1)
  writer.add('a', '"a"')
  writer.endCall()
  return writer.finish()
}

test('a temporary file that cannot be read again is named', async () => {
  const runs = spilled()
  expect(await throughTemporaryFiles(() => [...rowsOf(runs)])()).toEqual({ _tag: 'Right', right: ['a'] })
  closeRuns(runs)
  const failed = await throughTemporaryFiles(() => [...rowsOf(runs)])()
  expect(failed).toMatchObject({ _tag: 'Left', left: { _tag: 'Unreadable' } })
  expect(JSON.stringify(failed)).toContain(`temporary files in ${tmpdir()} (TMPDIR chooses another folder)`)
})

test('whatever else goes wrong there is no failure of theirs', async () => {
  const broken = throughTemporaryFiles(() => Promise.reject(new Error('broken')))
  await expect(broken()).rejects.toThrow('broken')
})

const onLinux = process.platform === 'linux' ? test : test.skip

onLinux('on Linux, where open files can be counted: runs are closed where writing them fails', async () => {
  const openFiles = (): number => readdirSync('/proc/self/fd').length
  const source = { _tag: 'files', names: [file('events.ndjson', line({}))] } as const
  const view = { policy: noticePolicy, asOf: '2025-10-01T00:00:00.000Z' as Instant, knownAt: undefined }
  const query = { ...view, about: 'due', statuses: ['due'] } as const
  let before = 0
  const write = async ({ runs }: { readonly runs: ReadonlyArray<Run> }): Promise<void> => {
    before = openFiles()
    ;(runs as Array<Run>).push(...spilled())
    expect(openFiles()).toBe(before + 1)
    await Promise.reject(new SpillError({ message: 'EIO' }))
  }
  const failed = await querySource(source, query, undefined, write)()
  expect(JSON.stringify(failed)).toContain('TMPDIR chooses another folder')
  expect(openFiles()).toBe(before)
})
