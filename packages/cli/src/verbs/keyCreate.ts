/**
 * `samtykke key create`: a vault with its master key, or a key in it.
 */
import { existsSync } from 'node:fs'
import type { KeyName, KeyTable } from '@samtykke/core'
import type { KeyWrapper, OpenedVault } from '@samtykke/vault'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { defineVerb } from '../command/defineVerb.ts'
import { keyOptions, keySynopsis } from '../command/keyOptions.ts'
import { vaultAndKey, withKeyVault } from '../command/keyVault.ts'
import { optionalStore } from '../command/operands.ts'
import { vaultOptions } from '../command/vaultOptions.ts'
import { writeAllOut } from '../output/output.ts'
import { openMasterKeys, openTable, vaultFailure, type VaultPlace } from '../source/vault.ts'
import { exit, type Failure, unreadable, wrongCommandLine } from '../text/failure.ts'
import { type Bilingual, both, said } from '../text/language.ts'

const say = (line: Bilingual): TE.TaskEither<Failure, void> =>
  TE.fromTask(() => writeAllOut([`${said(line)}\n`]))

const oneMasterKey = wrongCommandLine(both('ventede én --master-key FILE', 'expected one --master-key FILE'))

/** A new file, or what is there. A table that has a master key already gets no other. */
const masterKeyFor = (
  { masterKeys }: VaultPlace,
  table: KeyTable
): TE.TaskEither<Failure, { readonly wrapper: KeyWrapper; readonly isNew: boolean }> => {
  const [source, ...others] = masterKeys
  if (source === undefined || others.length > 0) return TE.left(oneMasterKey)
  if (!('file' in source) || existsSync(source.file))
    return pipe(
      openMasterKeys([source]),
      TE.flatMap(([wrapper]) =>
        wrapper === undefined ? TE.left(oneMasterKey) : TE.right({ wrapper, isNew: false })
      )
    )
  return pipe(
    table.state(),
    TE.mapLeft(vaultFailure),
    TE.filterOrElse(
      ({ masterKey }) => masterKey === undefined,
      ({ masterKey }) =>
        unreadable(
          '--master-key',
          both(
            `ventede filen med hovednøglen ${masterKey ?? ''}, fandt ikke en sådan fil`,
            `expected the file of the master key ${masterKey ?? ''}, found no such file`
          )
        )
    ),
    TE.flatMap(() => TE.fromTask<typeof import('@samtykke/vault'), Failure>(() => import('@samtykke/vault'))),
    TE.flatMap(({ makeMasterKey }) => pipe(makeMasterKey(source.file), TE.mapLeft(vaultFailure))),
    TE.map(wrapper => ({ wrapper, isNew: true }))
  )
}

const setUp = (place: VaultPlace): TE.TaskEither<Failure, void> =>
  TE.bracket(
    openTable(place.where, true),
    table =>
      pipe(
        masterKeyFor(place, table),
        TE.flatMap(made =>
          pipe(
            TE.fromTask<typeof import('@samtykke/vault'), Failure>(() => import('@samtykke/vault')),
            TE.flatMap(({ openVault }) =>
              pipe(openVault({ table, wrapper: made.wrapper }), TE.mapLeft(vaultFailure))
            ),
            TE.flatMap(() =>
              say(
                made.isNew
                  ? both(
                      `hovednøglen ${made.wrapper.id} er lavet: gem en kopi af filen et andet sted, for uden den kan intet åbnes; nøgleboksen er klar`,
                      `made the master key ${made.wrapper.id}: keep a copy of its file elsewhere, without it nothing opens; the vault is ready`
                    )
                  : both(
                      `nøgleboksen er klar; dens hovednøgle er ${made.wrapper.id}`,
                      `the vault is ready; its master key is ${made.wrapper.id}`
                    )
              )
            )
          )
        )
      ),
    table => table.close()
  )

const make = (vault: OpenedVault, name: KeyName): TE.TaskEither<Failure, void> =>
  pipe(
    vault.key(name),
    TE.map(() => both('fandtes', 'was there')),
    TE.orElse(error =>
      error._tag === 'KeyMissing'
        ? pipe(
            vault.keyOrNew(name),
            TE.map(() => both('lavet', 'made'))
          )
        : TE.left(error)
    ),
    TE.mapLeft(vaultFailure),
    TE.flatMap(what => say(both(`${what.da}: nøglen ${name}`, `${what.en}: the key ${name}`)))
  )

export const keyCreate = defineVerb({
  name: 'key create',
  operands: optionalStore,
  synopsis: [
    '--vault WHERE --master-key FILE',
    ...keySynopsis.map(each => `[STORE] --vault WHERE --master-key FILE ${each}`)
  ],
  about: `Without the name of a key it makes the vault, where there is none yet, and its master key in FILE, where that is not there: 32 random bytes, for the owner of the file alone. With a name it makes that key, where the vault has none. What was destroyed is never made again: exit status 4.`,
  options: { ...vaultOptions, ...keyOptions },
  run: (values, store) =>
    pipe(
      TE.fromEither(vaultAndKey(values)),
      TE.flatMap(({ place, name }) =>
        name === undefined ? setUp(place) : withKeyVault(place, store(), vault => make(vault, name))
      ),
      TE.map(() => exit.done)
    )
})
