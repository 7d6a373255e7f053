/**
 * `samtykke key rotate`: another master key.
 */
import type { KeyTable, VaultError } from '@samtykke/core'
import type { KeyWrapper, Rotation } from '@samtykke/vault'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { defineVerb } from '../command/defineVerb.ts'
import { requiredVault } from '../command/keyVault.ts'
import { nothing } from '../command/operands.ts'
import { required, text } from '../command/option.ts'
import { vaultOptions } from '../command/vaultOptions.ts'
import { writeAllOut, writeErr } from '../output/output.ts'
import { openMasterKeys, openTable, vaultFailure } from '../source/vault.ts'
import { exit, type ExitStatus, type Failure } from '../text/failure.ts'
import { howMany, numeral } from '../text/howMany.ts'
import { inDanish } from '../text/inDanish.ts'
import { both, said } from '../text/language.ts'

const report = async (
  to: KeyWrapper,
  { rewrapped, already, destroyed, others, failed }: Rotation
): Promise<ExitStatus> => {
  for (const line of failed) writeErr(inDanish(line))
  for (const [id, count] of others)
    writeErr(
      both(
        `${howMany(count, 'key').da} er pakket med hovednøglen ${id}, som ikke blev givet: som før`,
        `${howMany(count, 'key').en} ${count === 1 ? 'is' : 'are'} wrapped by the master key ${id}, which was not given: as before`
      )
    )
  const whole = failed.length === 0 && others.size === 0
  const [before, gone] = [numeral(already), numeral(destroyed)]
  const rest = whole
    ? both(
        '; de øvrige hovednøgler er ikke længere nødvendige her og er til sikkerhedskopier af nøgleboksen',
        '; the others are no longer needed here, and are for back-ups of the vault'
      )
    : both('', '')
  const text = both(
    `${howMany(rewrapped, 'key').da} pakket på ny med hovednøglen ${to.id}, før: ${before.da}, destrueret: ${gone.da}${rest.da}`,
    `${howMany(rewrapped, 'key').en} wrapped anew by the master key ${to.id}, ${before.en} before, ${gone.en} destroyed${rest.en}`
  )
  await writeAllOut([`${said(text)}\n`])
  return whole ? exit.done : exit.unreadable
}

const rotate = (
  table: KeyTable,
  to: KeyWrapper | undefined,
  from: ReadonlyArray<KeyWrapper>
): TE.TaskEither<Failure, ExitStatus> =>
  pipe(
    TE.fromTask<typeof import('@samtykke/vault'), VaultError>(() => import('@samtykke/vault')),
    TE.flatMap(({ rotateMasterKey }) =>
      to === undefined
        ? TE.left<VaultError, Rotation>({
            _tag: 'MasterKeyFailed',
            retry: 'never',
            reason: 'expected --to FILE'
          })
        : rotateMasterKey({ table, to, from })
    ),
    TE.mapLeft(vaultFailure),
    TE.chainTaskK(
      rotation => () => (to === undefined ? Promise.resolve(exit.unreadable) : report(to, rotation))
    )
  )

export const keyRotate = defineVerb({
  name: 'key rotate',
  operands: nothing,
  synopsis: ['--vault WHERE --master-key FILE --to FILE'],
  about: `Wraps every key of the vault by the master key of --to, and nothing that was encrypted changes. It may be stopped and run again: it goes on where it was. First start whatever uses the vault with both master keys, --master-key NEW --master-key OLD; run it again afterwards, until it wraps none anew. Keep the old master key as long as back-ups of the vault. Exit status 4 where a key cannot be opened; it is as it was.`,
  options: {
    vault: vaultOptions.vault,
    'master-key': vaultOptions['master-key'],
    to: required(text('FILE', 'the new master key: 32 bytes, as openssl rand -hex 32 writes them'))
  },
  run: values =>
    pipe(
      TE.Do,
      TE.bind('place', () => TE.fromEither(requiredVault(values))),
      TE.bind('from', ({ place }) => openMasterKeys(place.masterKeys)),
      TE.bind('to', () => openMasterKeys([{ file: values.to }])),
      TE.flatMap(({ place, from, to: [to] }) =>
        TE.bracket(
          openTable(place.where),
          table => rotate(table, to, from),
          table => table.close()
        )
      )
    )
})
