/**
 * Secrets: read from the environment or from a file, never from a command line, and never repeated.
 */
import { readFile, stat } from 'node:fs/promises'
import type { StoreError } from '@samtykke/core'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { guarded, never } from './fault.ts'

/** Where a secret is: a variable of the environment, or a file that nobody else may read. */
export type SecretSource = { readonly variable: string } | { readonly file: string }

const shortest = 32

/**
 * Reads a secret of at least 32 signs. White space around it is no part of it.
 *
 * @example
 * import { readSecret } from '@samtykke/retention'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * assert.ok(E.isLeft(await readSecret({ variable: 'NO_SUCH_VARIABLE' })()))
 */
export const readSecret = (source: SecretSource): TE.TaskEither<StoreError, string> =>
  guarded(async () => {
    const text = 'file' in source ? await fromFile(source.file) : process.env[source.variable]
    const where = 'file' in source ? 'the file of the secret' : `the variable ${source.variable}`
    const secret = text?.trim() ?? ''
    if (secret.length < shortest)
      throw never('Refused', `${where}: expected at least ${shortest} signs, found ${secret.length}`)
    return secret
  })

const fromFile = async (path: string): Promise<string> => {
  const { mode } = await stat(path)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw never('AccessDenied', 'the file of the secret: expected that only its owner may read it')
  return readFile(path, 'utf8')
}
