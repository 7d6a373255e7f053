import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { codeOf, fileErrorOf, ifThere, within } from '@samtykke/log/adapter'

const inFolder = async (use: (folder: string) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'file-errors-'))
  try {
    await use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('what is not there, or beneath a file, is nothing; all else is thrown on', () =>
  inFolder(async folder => {
    const file = join(folder, 'file')
    writeFileSync(file, 'content')
    expect(await ifThere(readFile(file, 'utf8'))).toBe('content')
    expect(await ifThere(readFile(join(folder, 'none')))).toBeUndefined()
    expect(await ifThere(readFile(join(file, 'beneath')))).toBeUndefined()
    await expect(ifThere(readFile(folder))).rejects.toMatchObject({ code: 'EISDIR' })
  }))

test.each([
  ['EACCES', 'AccessDenied', 'never'],
  ['EPERM', 'AccessDenied', 'never'],
  ['EROFS', 'AccessDenied', 'never'],
  ['ENOSPC', 'OutOfSpace', 'later'],
  ['EDQUOT', 'OutOfSpace', 'later'],
  ['EFBIG', 'OutOfSpace', 'later']
])('%s is %s, to be tried again: %s', (code, _tag, retry) => {
  expect(fileErrorOf(codeOf(Object.assign(new Error('a path'), { code })))).toEqual({
    _tag,
    retry,
    reason: code
  })
})

test('anything may be thrown; what has no known code is none of these', () => {
  const others: ReadonlyArray<unknown> = [
    undefined,
    null,
    'ENOSPC',
    new Error('ENOSPC'),
    { code: 28 },
    { code: 'EIO' }
  ]
  expect(others.map(codeOf)).toEqual([undefined, undefined, undefined, undefined, undefined, 'EIO'])
  expect(others.map(each => fileErrorOf(codeOf(each)))).toEqual(others.map(() => undefined))
})

test('an answer in time is the answer, or its error; one that never comes is the error asked for', async () => {
  const errorOf = (reason: string): Error => new RangeError(reason)
  expect(await within(60_000, Promise.resolve('answer'), errorOf)).toBe('answer')
  await expect(within(60_000, Promise.reject(new TypeError('no')), errorOf)).rejects.toThrow(TypeError)
  await expect(within(1, new Promise(() => undefined), errorOf)).rejects.toThrow(
    new RangeError('no answer within 1 ms')
  )
})
