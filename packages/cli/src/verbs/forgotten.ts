/**
 * `samtykke forgotten`: how far calls were forgotten, from what the store and the vault say now.
 */
import {
  callHistory,
  callKey,
  callState,
  type Identifier,
  type LogError,
  printable,
  renderLogError,
  type View
} from '@samtykke/core'
import type { EventStoreDBLog } from '@samtykke/eventstoredb'
import type { EndedScavenge, ForgottenCall, OpenedVault } from '@samtykke/vault'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { asOfOption, jsonOption, plainViewOf, policyOption } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { store as storeOperand } from '../command/operands.ts'
import { identifier } from '../command/option.ts'
import { vaultOptions } from '../command/vaultOptions.ts'
import { viewOf } from '../engine/view.ts'
import { writeErr, writeOut } from '../output/output.ts'
import { forgottenMembers } from '../retention/vaulted.ts'
import { logFailure, withStore } from '../source/store.ts'
import { exit, type Failure, unreadable } from '../text/failure.ts'
import { noVault } from '../command/keyVault.ts'
import { howMany } from '../text/howMany.ts'
import { inDanish } from '../text/inDanish.ts'
import { type Bilingual, both, joined, said } from '../text/language.ts'

type Answer<A> = Promise<E.Either<LogError, A>>

/** Every call that has a redaction, in the order in which they were redacted. */
const redactedCalls = async (log: EventStoreDBLog): Answer<ReadonlySet<Identifier>> => {
  const calls = new Set<Identifier>()
  for await (const page of log.replay()) {
    if (E.isLeft(page)) return page
    for (const { type, callId } of page.right) if (type === 'proof-redacted') calls.add(callId)
  }
  return E.right(calls)
}

/** Those that ended well. Who may not see them is told once; then none counts. What does not count is told with its count. */
const endedScavenges = async (log: EventStoreDBLog): Answer<ReadonlyArray<EndedScavenge>> => {
  const { scavengesOf } = await import('@samtykke/eventstoredb')
  const found = await scavengesOf(log)()
  if (E.isLeft(found)) {
    if (found.left._tag !== 'AccessDenied') return found
    const why = inDanish(renderLogError(found.left))
    writeErr(
      both(
        `det vides ikke, hvilke noder der er ryddet op på: ${why.da}`,
        `which nodes were scavenged is not known: ${why.en}`
      )
    )
    return E.right([])
  }
  const ended = found.right.filter(({ completed }) => completed?.isSuccess === true)
  const known = ended.flatMap(({ node, upTo, completed }) =>
    completed !== undefined && upTo !== undefined ? [{ node, upTo, at: completed.at }] : []
  )
  const unknown = howMany(ended.length - known.length, 'scavenge')
  if (known.length < ended.length)
    writeErr(
      both(
        `${unknown.da} tæller ikke: rækkevidden er ukendt, eller chunks blev skånet`,
        `${unknown.en} not counted: the reach is not known, or chunks were spared`
      )
    )
  return E.right(known)
}

interface Places {
  readonly log: EventStoreDBLog
  readonly vault: OpenedVault
  readonly view: View
}

const levelsOf = async (
  { log, vault, view }: Places,
  scavenges: ReadonlyArray<EndedScavenge>,
  callId: Identifier
): Answer<ForgottenCall | undefined> => {
  const [{ closingRedaction, forgottenCallOf }, { truncationOf }] = await Promise.all([
    import('@samtykke/vault'),
    import('@samtykke/eventstoredb')
  ])
  const loaded = await log.load(callId)()
  if (E.isLeft(loaded)) return loaded
  const redaction = closingRedaction(loaded.right, callState(view)(callHistory(loaded.right)))
  if (redaction === undefined) return E.right(undefined)
  const key = await vault.key(callKey(callId))()
  const truncation = await truncationOf(log)(callId)()
  if (E.isLeft(truncation)) return truncation
  return E.right(
    forgottenCallOf({
      callId,
      revision: redaction.revision,
      ...(E.isLeft(key) && key.left._tag === 'KeyDestroyed' && { destroyedAt: key.left.destroyedAt }),
      ...(truncation.right !== undefined && { truncation: truncation.right }),
      scavenges
    })
  )
}

const levelText = (level: ForgottenCall['reached'][number]): Bilingual => {
  switch (level.level) {
    case 'redacted':
      return both(`beviset fjernet ved revision ${level.revision}`, `redacted at revision ${level.revision}`)
    case 'forgotten':
      return both(
        `nøglen ${level.key} destrueret ${level.destroyedAt}`,
        `its key ${level.key} destroyed at ${level.destroyedAt}`
      )
    case 'hidden':
      return both(`skjult før revision ${level.before}`, `hidden before revision ${level.before}`)
    case 'scavenged':
      return both(`ryddet op på ${level.node} ${level.at}`, `scavenged on ${level.node} at ${level.at}`)
  }
}

const notReachedNames: Readonly<Record<ForgottenCall['notReached'][number], string>> = {
  forgotten: 'nøglen destrueret',
  hidden: 'skjult',
  scavenged: 'ryddet op',
  archives: 'arkiver',
  backups: 'sikkerhedskopier',
  salts: 'salte'
}

const textOf = ({ callId, reached, notReached }: ForgottenCall): Bilingual => {
  const levels = joined(reached.map(levelText), '; ')
  return both(
    `${callId}: ${levels.da}; ikke nået: ${notReached.map(each => notReachedNames[each]).join(', ')}`,
    `${callId}: ${levels.en}; not reached: ${notReached.join(', ')}`
  )
}

const tellAll = async (places: Places, only: Identifier | undefined, json: boolean): Answer<number> => {
  const calls = only === undefined ? await redactedCalls(places.log) : E.right([only])
  if (E.isLeft(calls)) return calls
  const scavenges = await endedScavenges(places.log)
  if (E.isLeft(scavenges)) return scavenges
  let told = 0
  for (const callId of calls.right) {
    const levels = await levelsOf(places, scavenges.right, callId)
    if (E.isLeft(levels)) return levels
    if (levels.right === undefined) continue
    told += 1
    await writeOut(
      `${json ? JSON.stringify(forgottenMembers(levels.right)) : printable(said(textOf(levels.right)))}\n`
    )
  }
  return E.right(told)
}

export const forgotten = defineVerb({
  name: 'forgotten',
  operands: storeOperand,
  synopsis: ['STORE --vault WHERE [--call ID] [options]'],
  about:
    'Of each call whose proof was redacted with its key: redacted (the store says so), its key destroyed (no copy is readable), hidden (its stream begins with the redaction), scavenged (on which node, and when), and what is not reached: nodes that were not scavenged, archives and secondary indexes, back-ups from before, the salts of a seal. All of it is read now, from the store and the vault; nothing is taken from what was promised. To see scavenges the user needs to be of $admins.',
  options: {
    call: identifier('ID', 'of one call; exit status 4 where it was not forgotten'),
    ...policyOption,
    ...asOfOption,
    ...jsonOption,
    ...vaultOptions
  },
  run: (values, store) =>
    pipe(
      withStore(store, (log, vault) =>
        vault === undefined
          ? TE.left<Failure, number>(noVault)
          : pipe(
              () => tellAll({ log, vault, view: viewOf(plainViewOf(values)) }, values.call, values.json),
              TE.mapLeft(logFailure(store))
            )
      ),
      TE.filterOrElse(
        told => told > 0 || values.call === undefined,
        () =>
          unreadable(
            '--call',
            both('beviset blev ikke fjernet sammen med nøglen', 'its proof was not redacted with its key')
          )
      ),
      TE.map(() => exit.done)
    )
})
