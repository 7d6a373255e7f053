import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readSecret } from '../../src/index.ts'
import { left, newFolder, removeFolders, right } from './some.ts'

afterAll(removeFolders)
const secret = 'a secret of at least thirty-two signs'

test('a secret is read from a variable, or from a file that only its owner may read', async () => {
  process.env['SAMTYKKE_TEST_SECRET'] = secret
  expect(await right(readSecret({ variable: 'SAMTYKKE_TEST_SECRET' }))).toBe(secret)
  const file = join(await newFolder(), 'secret')
  await writeFile(file, `${secret}\n`, { mode: 0o600 })
  expect(await right(readSecret({ file }))).toBe(secret)
  await chmod(file, 0o640)
  expect(await left(readSecret({ file }))).toMatchObject({ _tag: 'AccessDenied', retry: 'never' })
})

test('one that is missing or short is refused, and not repeated', async () => {
  process.env['SAMTYKKE_TEST_SECRET'] = 'hunter2'
  const error = await left(readSecret({ variable: 'SAMTYKKE_TEST_SECRET' }))
  expect(error).toEqual({
    _tag: 'Refused',
    retry: 'never',
    reason: 'the variable SAMTYKKE_TEST_SECRET: expected at least 32 signs, found 7'
  })
  delete process.env['SAMTYKKE_TEST_SECRET']
  expect(await left(readSecret({ variable: 'SAMTYKKE_TEST_SECRET' }))).toMatchObject({ _tag: 'Refused' })
  expect(await left(readSecret({ file: '/no/such/file' }))).toMatchObject({
    _tag: 'Unavailable',
    reason: 'ENOENT'
  })
})
