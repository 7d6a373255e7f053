/**
 * `samtykke store list`: what a store has.
 */
import { type RecordingStore, refId } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { jsonOption } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { nothing } from '../command/operands.ts'
import { writeErr, writeOut } from '../output/output.ts'
import { onePlace, type OnePlace } from '../retention/onePlace.ts'
import { openStore, storeFailure } from '../retention/openStores.ts'
import { placeOptions } from '../retention/options.ts'
import { shownWhere, whereHelp } from '../retention/where.ts'
import { exit, type Failure } from '../text/failure.ts'
import { howMany } from '../text/howMany.ts'
import { both } from '../text/language.ts'

const list = async (
  { where, holds }: OnePlace,
  store: RecordingStore,
  json: boolean
): Promise<E.Either<Failure, void>> => {
  let strangers = 0
  for await (const page of store.inventory()) {
    if (E.isLeft(page)) return E.left(storeFailure(where)(page.left))
    strangers += page.right.unrecognised.length
    for (const ref of page.right.refs) {
      const id = { [holds === 'recording' ? 'recordingId' : 'analysisId']: refId(ref) }
      const line = json ? JSON.stringify({ callId: ref.callId, ...id }) : `${ref.callId}  ${refId(ref)}`
      if (!(await writeOut(`${line}\n`))) return E.right(undefined)
    }
  }
  if (strangers > 0) {
    const place = shownWhere(where)
    const names = howMany(strangers, 'name')
    writeErr(
      both(
        `${place.da}: ${names.da}, som intet id kan læses af`,
        `${place.en}: ${names.en} from which no id can be read`
      )
    )
  }
  return E.right(undefined)
}

export const storeList = defineVerb({
  name: 'store list',
  operands: nothing,
  synopsis: ['--recordings NAME=WHERE [--json]', '--analyses NAME=WHERE [--json]'],
  about: `Lists what a store has: the call and the recording, or the analysis.

${whereHelp}`,
  options: { ...placeOptions, ...jsonOption },
  run: values =>
    pipe(
      TE.fromEither(onePlace(values)),
      TE.flatMap(place =>
        TE.bracket(
          openStore(place.where, place.holds),
          ({ store }) =>
            () =>
              list(place, store, values.json),
          ({ close }) =>
            () =>
              Promise.resolve(E.right(close()))
        )
      ),
      TE.map(() => exit.done)
    )
})
