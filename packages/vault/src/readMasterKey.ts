/**
 * Master keys from a file or from the environment, never from a command line.
 */
import { randomBytes } from 'node:crypto'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { VaultError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { codeOf } from '@samtykke/log/adapter'
import { sync } from './directory/files.ts'
import type { KeyWrapper } from './keyWrapper.ts'
import { keyBytes, masterKey } from './masterKey.ts'

/** Where master keys are: a file that nobody else may read, or a variable of the environment. */
export type MasterKeySource = { readonly file: string } | { readonly variable: string }

const hexadecimal = /^[0-9a-fA-F]{64}$/
const base64 = /^[A-Za-z0-9+/_-]{43}=?$/

const bytesOf = (text: string): Buffer | undefined => {
  if (hexadecimal.test(text)) return Buffer.from(text, 'hex')
  return base64.test(text) ? Buffer.from(text, 'base64url') : undefined
}

const failed = (reason: string): VaultError => ({ _tag: 'MasterKeyFailed', retry: 'never', reason })

const parse = (where: string, text: string): E.Either<VaultError, KeyWrapper> => {
  const bytes = bytesOf(text.trim())
  if (bytes === undefined)
    return E.left(
      failed(
        `${where}: expected ${keyBytes} bytes, as 64 hexadecimal digits or in base64, found ${text.trim().length} signs that are not`
      )
    )
  const wrapper = masterKey(bytes)
  bytes.fill(0)
  return wrapper
}

/** Of the file that was opened itself: who may read it is asked of what is read. */
const textOf = async (path: string): Promise<E.Either<VaultError, string>> => {
  const handle = await open(path, 'r')
  try {
    const stats = await handle.stat()
    if (!stats.isFile()) return E.left(failed('the file of the master key: expected an ordinary file'))
    if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0)
      return E.left(
        failed(
          `the file of the master key: expected that only its owner may use it (mode 600), found mode ${(stats.mode & 0o777).toString(8)}`
        )
      )
    return E.right(await handle.readFile('utf8'))
  } finally {
    await handle.close()
  }
}

/**
 * Reads a master key: 32 bytes as 64 hexadecimal digits or in base64, as `openssl rand -hex 32` and
 * `openssl rand -base64 32` write them. A file that others than its owner may use is refused.
 *
 * @example
 * import { readMasterKey } from '@samtykke/vault'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * process.env['SOME_MASTER_KEY'] = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'
 * const read = await readMasterKey({ variable: 'SOME_MASTER_KEY' })()
 * assert.deepStrictEqual(E.isRight(read) && read.right.id.length, 32)
 * assert.ok(E.isLeft(await readMasterKey({ variable: 'NO_SUCH_VARIABLE' })()))
 */
export const readMasterKey =
  (source: MasterKeySource): TE.TaskEither<VaultError, KeyWrapper> =>
  async () => {
    if ('variable' in source) {
      const text = process.env[source.variable]
      return text === undefined
        ? E.left(failed(`the variable ${source.variable} is not set`))
        : parse(`the variable ${source.variable}`, text)
    }
    try {
      const text = await textOf(source.file)
      return E.isLeft(text) ? text : parse('the file of the master key', text.right)
    } catch (error) {
      return E.left(failed(`its file cannot be read: ${codeOf(error) ?? 'unknown'}`))
    }
  }

/**
 * Makes a master key of 32 random bytes in a new file, for its owner alone (mode 600), and gives it. A file that is there
 * is left as it is: `MasterKeyFailed`.
 *
 * @example
 * import { makeMasterKey, readMasterKey } from '@samtykke/vault'
 * import * as E from 'fp-ts/lib/Either.js'
 * import { mkdtempSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { join } from 'node:path'
 *
 * const file = join(mkdtempSync(join(tmpdir(), 'master-')), 'master.key')
 * const [made, read] = [await makeMasterKey(file)(), await readMasterKey({ file })()]
 * assert.ok(E.isRight(made) && E.isRight(read) && made.right.id === read.right.id)
 * assert.ok(E.isLeft(await makeMasterKey(file)()))
 */
export const makeMasterKey = (file: string): TE.TaskEither<VaultError, KeyWrapper> =>
  TE.flatMap(() => readMasterKey({ file }))(
    TE.tryCatch(
      async () => {
        const handle = await open(file, 'wx', 0o600)
        try {
          await handle.writeFile(`${randomBytes(keyBytes).toString('hex')}\n`)
          await handle.sync()
        } finally {
          await handle.close()
        }
        await sync(dirname(file))
      },
      error => failed(`its file cannot be made: ${codeOf(error) ?? 'unknown'}`)
    )
  )
