/**
 * `samtykke seal SOURCE --log DIR --key FILE`: seals what is stored in a tree of hashes, and signs its state.
 */
import { createHash } from 'node:crypto'
import { canonicalJson } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Failure, wrongCommandLine } from '../command/failure.ts'
import { parseCommandLine } from '../command/options.ts'
import { required, sealFailure, withStoredSource } from '../command/sealing.ts'
import { standpointOf } from '../command/view.ts'
import { writeAllOut } from '../output.ts'
import type { Verb } from './verb.ts'

const originOf = (
  init: boolean | undefined,
  origin: string | undefined
): E.Either<Failure, { readonly origin: string } | undefined> =>
  (init === true) === (origin !== undefined)
    ? E.right(origin === undefined ? undefined : { origin })
    : E.left(wrongCommandLine('--init and --origin NAME go together'))

export const seal: Verb = {
  name: 'seal',
  summary: 'seal what is stored, so that a later change shows',
  usage: `samtykke seal SOURCE... --log DIR --key FILE [options]

Appends what is new to the tree of hashes in DIR and prints the signed checkpoint: keep it where this log cannot reach.
Refuses to sign (exit status 5) where the source contradicts what is sealed.

  --log DIR          the sealed log
  --key FILE         the private key: openssl genpkey -algorithm ed25519 -out FILE
  --init             makes the log, with
  --origin NAME      its name, such as company.example/samtykke
  --also-key FILE    a second key that signs too, to hand over from one to the other
  --policy FILE      the policy in force, whose hash is kept with the run
  --as-of T          the instant of the run; without it now`,
  run: args =>
    pipe(
      TE.Do,
      TE.bind('line', () =>
        TE.fromEither(
          parseCommandLine(
            {
              log: { type: 'string' },
              key: { type: 'string' },
              'also-key': { type: 'string' },
              init: { type: 'boolean' },
              origin: { type: 'string' },
              policy: { type: 'string' },
              'as-of': { type: 'string' },
              json: { type: 'boolean' }
            },
            args
          )
        )
      ),
      TE.bind('log', ({ line }) => TE.fromEither(required('log DIR', line.values.log))),
      TE.bind('key', ({ line }) => TE.fromEither(required('key FILE', line.values.key))),
      TE.bind('init', ({ line }) => TE.fromEither(originOf(line.values.init, line.values.origin))),
      TE.bind('standpoint', ({ line }) => standpointOf(line.values)),
      TE.bind('sealing', () => TE.fromTask(() => import('@samtykke/seal'))),
      TE.bind('sealed', ({ line, log, key, init, standpoint, sealing }) => {
        const alsoKey = line.values['also-key']
        const policy = createHash('sha256').update(canonicalJson(standpoint.policy)).digest('hex')
        const options = {
          log,
          key,
          at: standpoint.asOf,
          policy,
          ...(alsoKey !== undefined && { alsoKey }),
          ...(init !== undefined && { init })
        }
        return withStoredSource(line.positionals, ({ source, status }) =>
          pipe(
            sealing.seal(source, options),
            TE.bimap(sealFailure, run => ({ run, status: status() }))
          )
        )
      }),
      TE.chainFirstTaskK(
        ({ line, sealed: { run } }) =>
          () =>
            writeAllOut([line.values.json === true ? `${JSON.stringify(run)}\n` : run.checkpoint])
      ),
      TE.map(({ sealed }) => sealed.status)
    )
}
