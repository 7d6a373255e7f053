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
import { counted } from '../text/table.ts'

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

const lines = (head: string, counts: Readonly<Record<string, number>>): ReadonlyArray<string> =>
  Object.entries(counts).map(([name, count]) => `${count.toLocaleString('en')} ${head}: ${printable(name)}\n`)

const agendaRebuild = defineVerb({
  name: 'agenda rebuild',
  summary: 'note again what falls due when',
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
        ({ calls, counts: { stored, forPeople, withoutStore } }) =>
          () =>
            writeAllOut([
              `${counted(calls, 'call', 'calls')} looked at, with ${stored.toLocaleString('en')} stored; the agenda is built\n`,
              ...lines('left to people', forPeople),
              ...lines('without a store of its processor', withoutStore)
            ])
      ),
      TE.map(() => exit.done)
    )
})

export const agenda = verbGroup('agenda', 'note again what falls due when', [agendaRebuild])
