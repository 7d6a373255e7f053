/**
 * The private keys of a log.
 */
import { createPrivateKey } from 'node:crypto'
import { readIfThere } from './directory.ts'
import { fail, orFail, reasonOf } from './error.ts'
import { signer, type Signer } from './note.ts'

/** Private keys of the log, which sign under whatever name the log has. */
export type SealKeys = ReadonlyArray<{ readonly path: string; readonly signerAs: (origin: string) => Signer }>

export const readSealKeys = async (paths: ReadonlyArray<string>): Promise<SealKeys> =>
  Promise.all(
    paths.map(async path => {
      const pem = (await readIfThere(path)) ?? fail({ _tag: 'CannotRead', path, reason: 'ENOENT' })
      let privateKey: ReturnType<typeof createPrivateKey>
      try {
        privateKey = createPrivateKey(pem)
      } catch (cause) {
        return fail({
          _tag: 'Malformed',
          path,
          expected: 'an Ed25519 private key (PEM)',
          found: reasonOf(cause)
        })
      }
      return { path, signerAs: (origin: string) => orFail(path, signer(origin, privateKey)) }
    })
  )

export const signersOf = (origin: string, keys: SealKeys): ReadonlyArray<Signer> =>
  keys.map(({ signerAs }) => signerAs(origin))
