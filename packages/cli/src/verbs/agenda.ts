/**
 * `samtykke agenda rebuild STORE`: notes again what falls due when.
 */
import { printable } from '@samtykke/core'
import { rebuildAgenda, type Rebuilt } from '@samtykke/retention'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { policyOption } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { store as storeOperand } from '../command/operands.ts'
import { verbGroup } from '../command/verbGroup.ts'
import { vaultOptions } from '../command/vaultOptions.ts'
import { writeAllOut } from '../output/output.ts'
import { placeOptions, retentionOptions } from '../retention/options.ts'
import { type Session, withSession } from '../retention/session.ts'
import { whereHelp } from '../retention/where.ts'
import { logFailure, type StoreSource } from '../source/store.ts'
import { exit, type Failure } from '../text/failure.ts'
import { howMany, numeral } from '../text/howMany.ts'
import { type Bilingual, both, said } from '../text/language.ts'

const rebuild = async (
  store: StoreSource,
  { ports, options }: Session
): Promise<E.Either<Failure, Rebuilt>> => {
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  process.on('SIGINT', stop).on('SIGTERM', stop)
  const built = await rebuildAgenda(ports, options, stopping.signal)
  process.off('SIGINT', stop).off('SIGTERM', stop)
  return pipe(built, E.mapLeft(logFailure(store)))
}

/** What is left, of each name how much. */
const lines = (head: Bilingual, counts: Readonly<Record<string, number>>): ReadonlyArray<string> =>
  Object.entries(counts).map(([name, count]) => {
    const number = numeral(count)
    const shown = printable(name)
    return `${said(both(`${head.da}: ${number.da} (${shown})`, `${number.en} ${head.en}: ${shown}`))}\n`
  })

const looked = ({ calls, counts: { stored } }: Rebuilt): Bilingual =>
  both(
    `${howMany(calls, 'call').da} set efter, gemt: ${numeral(stored).da}; kalenderen er bygget\n`,
    `${howMany(calls, 'call').en} looked at, with ${numeral(stored).en} stored; the agenda is built\n`
  )

const agendaRebuild = defineVerb({
  name: 'agenda rebuild',
  operands: storeOperand,
  synopsis: ['STORE --recordings NAME=WHERE [options]'],
  about: `Replays a store of events and notes in its agenda, for each call, the days on which something of it falls due. What is noted already stays one note. samtykke run does so by itself the first time, and where the policy or the stores have changed: give the same stores here. Nothing is erased.

${whereHelp}`,
  options: { ...placeOptions, answers: retentionOptions.answers, ...policyOption, ...vaultOptions },
  run: (values, store) =>
    pipe(
      withSession(store, { ...values, 'most-per-day': undefined }, session => () => rebuild(store, session), {
        onlyLook: true
      }),
      TE.chainFirstTaskK(
        built => () =>
          writeAllOut([
            said(looked(built)),
            ...lines(both('overladt til personer', 'left to people'), built.counts.forPeople),
            ...lines(
              both('uden et lager for databehandleren', 'without a store of its processor'),
              built.counts.withoutStore
            )
          ])
      ),
      TE.map(() => exit.done)
    )
})

export const agenda = verbGroup('agenda', [agendaRebuild])
