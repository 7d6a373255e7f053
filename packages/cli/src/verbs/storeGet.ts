/**
 * `samtykke store get`: the bytes of a recording or an analysis.
 */
import { pipe } from 'fp-ts/lib/function.js'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { defineVerb } from '../command/defineVerb.ts'
import { nothing } from '../command/operands.ts'
import { identifier, required } from '../command/option.ts'
import { writeOut } from '../output/output.ts'
import { onePlace, refIn } from '../retention/onePlace.ts'
import { openStore, storeFailure } from '../retention/openStores.ts'
import { placeOptions } from '../retention/options.ts'
import { shownWhere, whereHelp } from '../retention/where.ts'
import { exit, type Failure, reasonOf, unreadable } from '../text/failure.ts'

const copyOut = (name: string, bytes: AsyncIterable<Uint8Array>): TE.TaskEither<Failure, void> =>
  TE.tryCatch(
    async () => {
      for await (const chunk of bytes) if (!(await writeOut(chunk))) return
    },
    error => unreadable(name, reasonOf(error))
  )

export const storeGet = defineVerb({
  name: 'store get',
  summary: 'the bytes of a recording',
  operands: nothing,
  synopsis: [
    '--recordings NAME=WHERE --call ID --recording ID > FILE',
    '--analyses NAME=WHERE --call ID --analysis ID > FILE'
  ],
  about: `Writes the bytes of a recording or an analysis to standard output.

${whereHelp}`,
  options: {
    ...placeOptions,
    call: required(identifier('ID', 'of which call')),
    recording: identifier('ID', 'which recording'),
    analysis: identifier('ID', 'which analysis')
  },
  run: values =>
    pipe(
      TE.Do,
      TE.bind('place', () => TE.fromEither(onePlace(values))),
      TE.bind('ref', ({ place }) =>
        TE.fromEither(
          refIn(place, values.call, place.holds === 'recording' ? values.recording : values.analysis)
        )
      ),
      TE.flatMap(({ place: { where, holds }, ref }) =>
        TE.bracket(
          openStore(where, holds),
          ({ store }) =>
            pipe(
              store.open(ref),
              TE.mapLeft(storeFailure(where)),
              TE.flatMap(bytes => copyOut(shownWhere(where), bytes))
            ),
          ({ close }) =>
            () =>
              Promise.resolve(E.right(close()))
        )
      ),
      TE.map(() => exit.done)
    )
})
