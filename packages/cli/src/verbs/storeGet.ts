/**
 * `samtykke store get`: the bytes of a recording or an analysis.
 */
import { pipe } from 'fp-ts/lib/function.js'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { defineVerb } from '../command/defineVerb.ts'
import { optionalStore } from '../command/operands.ts'
import { identifier, required } from '../command/option.ts'
import { vaultNamed, vaultOptions } from '../command/vaultOptions.ts'
import { writeOut } from '../output/output.ts'
import { onePlace, refIn } from '../retention/onePlace.ts'
import { openStore, storeFailure, throughVault } from '../retention/openStores.ts'
import { placeOptions } from '../retention/options.ts'
import { shownWhere, whereHelp } from '../retention/where.ts'
import { withVaultOf } from '../source/store.ts'
import { exit, type Failure, reasonOf, unreadable } from '../text/failure.ts'
import type { Bilingual } from '../text/language.ts'

const copyOut = (name: Bilingual, bytes: AsyncIterable<Uint8Array>): TE.TaskEither<Failure, void> =>
  TE.tryCatch(
    async () => {
      for await (const chunk of bytes) if (!(await writeOut(chunk))) return
    },
    error => unreadable(name, reasonOf(error))
  )

export const storeGet = defineVerb({
  name: 'store get',
  operands: optionalStore,
  synopsis: [
    '--recordings NAME=WHERE --call ID --recording ID > FILE',
    '--analyses NAME=WHERE --call ID --analysis ID > FILE',
    'STORE --vault DIR --recordings NAME=WHERE --call ID --recording ID > FILE'
  ],
  about: `Writes the bytes of a recording or an analysis to standard output: as they are stored, or with --vault opened. A vault needs STORE beside it, which says what was destroyed; what was erased is not there: exit status 4.

${whereHelp}`,
  options: {
    ...placeOptions,
    call: required(identifier('ID', 'of which call')),
    recording: identifier('ID', 'which recording'),
    analysis: identifier('ID', 'which analysis'),
    ...vaultOptions
  },
  run: (values, store) =>
    pipe(
      TE.Do,
      TE.bind('place', () => TE.fromEither(onePlace(values))),
      TE.bind('ref', ({ place }) =>
        TE.fromEither(
          refIn(place, values.call, place.holds === 'recording' ? values.recording : values.analysis)
        )
      ),
      TE.bind('named', () => TE.fromEither(vaultNamed(values))),
      TE.bind('log', ({ named }) => TE.fromEither(named === undefined ? E.right(undefined) : store())),
      TE.flatMap(({ place: { where, holds }, ref, log }) =>
        withVaultOf(log, vault =>
          TE.bracket(
            pipe(openStore(where, holds), TE.chainTaskK(throughVault(vault))),
            ({ store: opened }) =>
              pipe(
                opened.open(ref),
                TE.mapLeft(storeFailure(where)),
                TE.flatMap(bytes => copyOut(shownWhere(where), bytes))
              ),
            ({ close }) =>
              () =>
                Promise.resolve(E.right(close()))
          )
        )
      ),
      TE.map(() => exit.done)
    )
})
