/**
 * `samtykke scavenge`: a node is asked to take what was truncated out of its files.
 */
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { printable } from '@samtykke/core'
import { jsonOption } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { store as storeOperand } from '../command/operands.ts'
import { writeAllOut } from '../output/output.ts'
import { logFailure, withWithheldStore } from '../source/store.ts'
import { exit, type Failure } from '../text/failure.ts'
import { both, said } from '../text/language.ts'

export const scavenge = defineVerb({
  name: 'scavenge',
  operands: storeOperand,
  synopsis: ['STORE'],
  about:
    'Asks the node at this address for a scavenge, which takes what was truncated or deleted out of its chunks, and prints its id; it may take hours. Where one runs already the id is of that one, and what was truncated since may need another. Each node of a cluster does so for itself: ask each by its own address. The user needs to be of $ops. samtykke forgotten says afterwards on which node it was done and when.',
  options: jsonOption,
  run: ({ json }, store) =>
    pipe(
      withWithheldStore(store, log =>
        pipe(
          TE.fromTask<typeof import('@samtykke/eventstoredb'), Failure>(
            () => import('@samtykke/eventstoredb')
          ),
          TE.flatMap(({ startScavenge }) => pipe(startScavenge(log), TE.mapLeft(logFailure(store))))
        )
      ),
      TE.chainTaskK(
        scavengeId => () =>
          writeAllOut([
            json
              ? `${JSON.stringify({ scavengeId })}\n`
              : `${said(both('oprydning', 'scavenge'))} ${printable(scavengeId)}\n`
          ])
      ),
      TE.map(() => exit.done)
    )
})
