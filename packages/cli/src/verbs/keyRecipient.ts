/**
 * `samtykke key recipient`: what a recording is encrypted to where it is recorded.
 */
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { defineVerb } from '../command/defineVerb.ts'
import { mediaKeyOptions } from '../command/keyOptions.ts'
import { vaultAndKey, withKeyVault } from '../command/keyVault.ts'
import { optionalStore } from '../command/operands.ts'
import { vaultOptions } from '../command/vaultOptions.ts'
import { writeAllOut } from '../output/output.ts'
import { vaultFailure } from '../source/vault.ts'
import { exit, wrongCommandLine } from '../text/failure.ts'
import { both } from '../text/language.ts'

export const keyRecipient = defineVerb({
  name: 'key recipient',
  operands: optionalStore,
  synopsis: ['[STORE] --vault WHERE --master-key FILE --call ID (--recording ID | --analysis ID)'],
  about: `Prints the age recipient of a recording or an analysis, and makes its key where there is none. Who has it can encrypt and open nothing: age -r RECIPIENT. The key of what was erased is never made again: exit status 4.`,
  options: { ...vaultOptions, ...mediaKeyOptions },
  run: (values, store) =>
    pipe(
      TE.fromEither(vaultAndKey(values)),
      TE.flatMap(({ place, name }) =>
        name === undefined || (values.recording ?? values.analysis) === undefined
          ? TE.left(
              wrongCommandLine(
                both(
                  'ventede --call ID og --recording ID eller --analysis ID',
                  'expected --call ID and --recording ID or --analysis ID'
                )
              )
            )
          : withKeyVault(place, store(), vault => pipe(vault.keyOrNew(name), TE.mapLeft(vaultFailure)))
      ),
      TE.chainTaskK(key => async () => {
        const { ageRecipient } = await import('@samtykke/vault')
        await writeAllOut([`${await ageRecipient(key)}\n`])
        return exit.done
      })
    )
})
