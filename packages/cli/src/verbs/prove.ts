/**
 * `samtykke prove SOURCE --log DIR --call ID --out DIR`: what is sealed of a call, for someone who trusts neither us
 * nor the company.
 */
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { exit, type ExitStatus } from '../command/failure.ts'
import { parseCommandLine } from '../command/options.ts'
import { required, sealFailure, withStoredSource } from '../command/sealing.ts'
import { say, writeAllOut } from '../output.ts'
import type { Verb } from './verb.ts'

export const prove: Verb = {
  name: 'prove',
  summary: 'a folder that proves what is sealed of a call, with public tools alone',
  usage: `samtykke prove SOURCE... --log DIR --call ID --out DIR [options]

Writes the events of a call as they are stored, their proofs, the checkpoint and VERIFY.txt, which says how to check
them with openssl and sha256sum. Exit status 5 where an event of the call is not sealed yet.

  --log DIR          the sealed log
  --call ID          which call
  --out DIR          the folder to write
  --json             what was written, as JSON`,
  run: args =>
    pipe(
      TE.Do,
      TE.bind('line', () =>
        TE.fromEither(
          parseCommandLine(
            {
              log: { type: 'string' },
              call: { type: 'string' },
              out: { type: 'string' },
              json: { type: 'boolean' }
            },
            args
          )
        )
      ),
      TE.bind('log', ({ line }) => TE.fromEither(required('log DIR', line.values.log))),
      TE.bind('call', ({ line }) => TE.fromEither(required('call ID', line.values.call))),
      TE.bind('out', ({ line }) => TE.fromEither(required('out DIR', line.values.out))),
      TE.bind('sealing', () => TE.fromTask(() => import('@samtykke/seal'))),
      TE.bind('run', ({ line, log, call, out, sealing }) =>
        withStoredSource(line.positionals, ({ source, status }) =>
          pipe(
            sealing.prove(source, { log, call, out }),
            TE.bimap(sealFailure, proven => ({ proven, status: status() }))
          )
        )
      ),
      TE.chainFirstTaskK(({ line, out, run: { proven } }) => () => {
        if (proven.unsealed > 0)
          say(`${proven.unsealed} events of the call are not sealed yet: nothing is proven of them`)
        return writeAllOut([
          line.values.json === true
            ? `${JSON.stringify(proven)}\n`
            : `${proven.events.length} events proven in ${out}; VERIFY.txt says how to check them\n`
        ])
      }),
      TE.map(({ run }): ExitStatus => (run.proven.unsealed > 0 ? exit.notVerified : run.status))
    )
}
