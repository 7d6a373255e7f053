// What does not fit into memory while files are read goes into a temporary file: where it cannot, that is what is named.
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import type { Instant } from '@samtykke/core'
import { readFailure } from '../src/command/readFailure.ts'
import { SpillError } from '../src/engine/temporaryFile.ts'
import { theSource } from '../src/text/failure.ts'
import { idOf } from './hostileLines.ts'
import { readLines } from './reading.ts'

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

const read = (file: string): unknown =>
  thrownBy(() =>
    readLines([Buffer.from(file)], {
      asOf: '9999-12-31T23:59:59.999Z' as Instant,
      beforeAnythingHappened: true,
      memory: 0
    })
  )

test.each([
  ['lines of a known form', [line({}), line({ id: idOf(1) })].join('\n')],
  ['a line that goes the general path', line({ id: idOf(1), another: 'x'.repeat(200_000) })]
])('%s, which no temporary file takes', (_, file) => {
  jest.spyOn(os, 'tmpdir').mockReturnValue(absent)
  const error = read(file)
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
