/**
 * `samtykke prove SOURCE --log DIR --call ID --out DIR`: what is sealed of a call, for someone who trusts neither us
 * nor the company.
 */
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { callOption, jsonOption } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { source } from '../command/operands.ts'
import { required, text } from '../command/option.ts'
import { sealFailure, withStoredSource } from '../command/sealing.ts'
import { writeAllOut, writeErr } from '../output/output.ts'
import { exit, type ExitStatus } from '../text/failure.ts'

export const prove = defineVerb({
  name: 'prove',
  summary: 'a folder that proves what is sealed of a call, with public tools alone',
  operands: source,
  about:
    'Writes the events of a call as they are stored, their proofs, the checkpoint and VERIFY.txt, which says how to check them with openssl and sha256sum. Exit status 5 where an event of the call is not sealed yet.',
  options: {
    log: required(text('DIR', 'the sealed log')),
    ...callOption,
    out: required(text('DIR', 'the folder to write')),
    ...jsonOption
  },
  run: ({ log, call, out, json }, from) =>
    pipe(
      TE.Do,
      TE.bind('sealing', () => TE.fromTask(() => import('@samtykke/seal'))),
      TE.bind('run', ({ sealing }) =>
        withStoredSource(from, ({ source: stored, status }) =>
          pipe(
            sealing.prove(stored, { log, call, out }),
            TE.bimap(sealFailure, proven => ({ proven, status: status() }))
          )
        )
      ),
      TE.chainFirstTaskK(({ run: { proven } }) => () => {
        if (proven.unsealed > 0)
          writeErr(`${proven.unsealed} events of the call are not sealed yet: nothing is proven of them`)
        return writeAllOut([
          json
            ? `${JSON.stringify(proven)}\n`
            : `${proven.events.length} events proven in ${out}; VERIFY.txt says how to check them\n`
        ])
      }),
      TE.map(({ run }): ExitStatus => (run.proven.unsealed > 0 ? exit.notVerified : run.status))
    )
})
