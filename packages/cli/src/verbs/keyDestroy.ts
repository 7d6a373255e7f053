/**
 * `samtykke key destroy`: for good.
 */
import type { KeyName, Tombstone, VaultError } from '@samtykke/core'
import type { OpenedVault } from '@samtykke/vault'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { defineVerb } from '../command/defineVerb.ts'
import { keyNamed, keyOptions, keySynopsis, requiredKey } from '../command/keyOptions.ts'
import { requiredVault, withKeyVault } from '../command/keyVault.ts'
import { optionalStore } from '../command/operands.ts'
import { flag } from '../command/option.ts'
import { vaultOptions } from '../command/vaultOptions.ts'
import { writeAllOut, writeErr } from '../output/output.ts'
import { vaultFailure, type VaultPlace } from '../source/vault.ts'
import { exit, type Failure, wrongCommandLine } from '../text/failure.ts'
import { type Bilingual, both, said } from '../text/language.ts'

interface Destroyed {
  readonly what: Bilingual
  readonly at: Tombstone['destroyedAt']
}

/** What is not there was named wrongly, or is in another vault: that nothing went is to be known. */
const unlessMissing = (vault: OpenedVault, name: KeyName): TE.TaskEither<VaultError, Destroyed> =>
  pipe(
    vault.key(name),
    TE.matchE(
      (error): TE.TaskEither<VaultError, Destroyed> => {
        if (error._tag === 'KeyDestroyed')
          return TE.right({
            what: both('blev destrueret før', 'was destroyed before'),
            at: error.destroyedAt
          })
        // What cannot be opened can be destroyed.
        return error._tag === 'NotUnwrapped' || error._tag === 'WrongMasterKey' || error._tag === 'Damaged'
          ? destroyed(vault, name)
          : TE.left(error)
      },
      () => destroyed(vault, name)
    )
  )

const destroyed = (vault: OpenedVault, name: KeyName): TE.TaskEither<VaultError, Destroyed> =>
  pipe(
    vault.destroy(name),
    TE.map(({ destroyedAt }) => ({ what: both('destrueret', 'destroyed'), at: destroyedAt }))
  )

const sayWhoRemembers = ({ ledger }: VaultPlace): void => {
  if (ledger === undefined)
    writeErr(
      both(
        'ingen fortegnelse over destruerede nøgler er nævnt, og ingen hændelse fortæller om det: gendannes en sikkerhedskopi af nøgleboksen, er denne nøgle tilbage',
        'no ledger was named, and no event tells of it: a back-up of the vault that is restored brings this key back'
      )
    )
}

const destroy = (place: VaultPlace, name: KeyName) => (vault: OpenedVault) =>
  pipe(
    unlessMissing(vault, name),
    TE.mapLeft(vaultFailure),
    TE.chainTaskK(({ what, at }) => async () => {
      sayWhoRemembers(place)
      await writeAllOut([
        `${said(both(`${what.da}: nøglen ${name}, ${at}`, `${what.en}: the key ${name}, at ${at}`))}\n`
      ])
      return exit.done
    })
  )

const notConfirmed = wrongCommandLine(
  both(
    'ventede --confirm: det, som nøglen åbner, er derefter slettet for altid, i alle kopier og sikkerhedskopier',
    'expected --confirm: what the key opens is then erased for good, in every copy and back-up'
  )
)

export const keyDestroy = defineVerb({
  name: 'key destroy',
  operands: optionalStore,
  synopsis: keySynopsis.map(each => `[STORE] --vault WHERE --master-key FILE ${each} --confirm`),
  about: `Destroys a key: what it opens is erased, in every copy and back-up, and its name never has a key again. No event is recorded and nothing else is removed: what is due is erased by samtykke run, with a trace. A name without a key is an error, and nothing is done: exit status 4.`,
  options: { ...vaultOptions, ...keyOptions, confirm: flag('that it is meant') },
  run: (values, store) =>
    pipe(
      TE.Do,
      TE.bind('place', () => TE.fromEither(requiredVault(values))),
      TE.bind('name', () => TE.fromEither(requiredKey(keyNamed(values)))),
      TE.filterOrElse(
        () => values.confirm,
        (): Failure => notConfirmed
      ),
      TE.flatMap(({ place, name }) => withKeyVault(place, store(), destroy(place, name)))
    )
})
