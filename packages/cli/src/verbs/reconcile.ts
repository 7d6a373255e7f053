/**
 * `samtykke reconcile STORE`: whether what is stored and what the events say is the same.
 */
import {
  type EventLog,
  type Instant,
  type LogError,
  printable,
  refId,
  renderLogError,
  renderStoreError,
  type StoreError,
  type Vault
} from '@samtykke/core'
import { type Difference, type Reconciliation, reconcile as reconcileStore } from '@samtykke/retention'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { jsonOption } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { store as storeOperand } from '../command/operands.ts'
import { vaultOptions } from '../command/vaultOptions.ts'
import { writeAllOut, writeOut } from '../output/output.ts'
import { type Holds, openStore, type OpenedStore, throughVault } from '../retention/openStores.ts'
import { placeOptions, somePlaces } from '../retention/options.ts'
import { shownWhere, whereHelp } from '../retention/where.ts'
import { type StoreSource, withStore } from '../source/store.ts'
import type { Where } from '../source/where.ts'
import { exit, type ExitStatus, type Failure, unreadable } from '../text/failure.ts'
import { numeral } from '../text/howMany.ts'
import { inDanish } from '../text/inDanish.ts'
import { type Bilingual, both, joined, said } from '../text/language.ts'

type Kind = Difference['_tag']

const kinds: ReadonlyArray<readonly [kind: Kind, danish: string, meaning: Bilingual]> = [
  ['orphan', 'forældreløs', both('gemt, og ingen hændelse kender det', 'stored, and no event knows it')],
  [
    'missing',
    'mangler',
    both(
      'hændelserne siger, at det er gemt, og det er det ikke',
      'the events say it is stored, and it is not'
    )
  ],
  [
    'resurrected',
    'genopstået',
    both(
      'hændelserne eller den destruerede nøgle siger, at det er væk, og det var der',
      'the events or its destroyed key say it is gone, and it was there'
    )
  ],
  ['unrecognised', 'ikke genkendt', both('intet id kan læses af navnet', 'no id can be read from its name')],
  ['unreadable', 'ulæselig', both('en hændelse, der ikke kan læses', 'an event that cannot be read')]
]

const nameOf = (kind: Kind): Bilingual => both(kinds.find(([each]) => each === kind)?.[1] ?? kind, kind)

const whatBecame = (became: Extract<Difference, { _tag: 'resurrected' }>['became']): Bilingual => {
  if (became === undefined)
    return both(
      'overladt til en person: samtalen har et sletningsstop eller en hændelse, der ikke kan læses',
      'left to a person: the call has a hold, or an event that cannot be read'
    )
  if (E.isLeft(became)) {
    const why = inDanish(renderStoreError(became.left))
    return both(`ikke slettet: ${why.da}`, `not erased: ${why.en}`)
  }
  return became.right._tag === 'gone'
    ? both('slettet igen', 'erased again')
    : both(
        'skal slettes igen: databehandleren tog imod ordren',
        'to be erased again: the processor took the order'
      )
}

const subjectOf = (difference: Difference): Bilingual => {
  if (difference._tag === 'unrecognised') return both(difference.name, difference.name)
  if (difference._tag === 'unreadable')
    return both(
      `samtale ${difference.callId}, hændelse ${difference.entryId}`,
      `call ${difference.callId}, event ${difference.entryId}`
    )
  const { callId } = difference.ref
  return both(`samtale ${callId}, ${refId(difference.ref)}`, `call ${callId}, ${refId(difference.ref)}`)
}

/** When it was erased, as its key that was destroyed tells: where the event that says so was lost. */
type ErasedAt = NonNullable<Reconciliation['erasedAt']>

const unrecordedAt = async (
  erasedAt: ErasedAt | undefined,
  difference: Difference
): Promise<E.Either<StoreError, Instant | undefined>> => {
  if (difference._tag === 'resurrected') return E.right(difference.unrecordedAt)
  return erasedAt === undefined || difference._tag !== 'missing'
    ? E.right(undefined)
    : erasedAt(difference.ref)()
}

/** Of the names of the kinds. */
const widest = (): number => Math.max(...kinds.map(([kind]) => said(nameOf(kind)).length))

const lineOf = (name: string, difference: Difference, destroyedAt: Instant | undefined): string => {
  const key =
    destroyedAt === undefined
      ? []
      : [
          both(
            `nøglen blev destrueret ${destroyedAt}, og ingen hændelse siger det`,
            `its key was destroyed at ${destroyedAt}, and no event says so`
          )
        ]
  const todo =
    difference._tag === 'resurrected'
      ? [whatBecame(difference.became)]
      : key.map(() => both('registrér, at det er slettet', 'record that it was erased'))
  const what = said(joined([subjectOf(difference), ...key, ...todo], ': '))
  return printable(`${said(nameOf(difference._tag)).padEnd(widest())}  ${name}: ${what}`)
}

const jsonOf = (
  name: string,
  holds: Holds,
  difference: Difference,
  destroyedAt: Instant | undefined
): object => {
  const { _tag: kind } = difference
  const of = { store: name, holds, difference: kind }
  if (kind === 'unrecognised') return { ...of, name: difference.name }
  if (kind === 'unreadable') return { ...of, callId: difference.callId, id: difference.entryId }
  return {
    ...of,
    callId: difference.ref.callId,
    [holds === 'recording' ? 'recordingId' : 'analysisId']: refId(difference.ref),
    ...(destroyedAt !== undefined && { keyDestroyedAt: destroyedAt }),
    ...(kind === 'resurrected' && { became: whatBecame(difference.became).en })
  }
}

type Counts = Map<Kind, number>

interface Compared {
  readonly vault: Vault | undefined
  readonly json: boolean
  readonly counts: Counts
}

const compare = async (
  log: EventLog,
  { store }: OpenedStore,
  holds: Holds,
  { vault, json, counts }: Compared
): Promise<E.Either<LogError | StoreError, void>> => {
  const erasedAt = vault && (await import('@samtykke/vault')).keyDestroyedAt(vault)
  for await (const each of reconcileStore({ log, store, holds, ...(erasedAt && { erasedAt }) })) {
    if (E.isLeft(each)) return each
    counts.set(each.right._tag, (counts.get(each.right._tag) ?? 0) + 1)
    const destroyedAt = await unrecordedAt(erasedAt, each.right)
    if (E.isLeft(destroyedAt)) return destroyedAt
    await writeOut(
      json
        ? `${JSON.stringify(jsonOf(store.name, holds, each.right, destroyedAt.right))}\n`
        : `${lineOf(store.name, each.right, destroyedAt.right)}\n`
    )
  }
  return E.right(undefined)
}

/** Either end may have failed. */
const reasonOf = (error: LogError | StoreError): Bilingual =>
  inDanish('reason' in error ? error.reason : renderLogError(error))

const compareAll = async (
  source: StoreSource,
  { log, vault }: { readonly log: EventLog; readonly vault: Vault | undefined },
  places: ReadonlyArray<readonly [Where, Holds]>,
  json: boolean
): Promise<E.Either<Failure, Counts>> => {
  const counts: Counts = new Map()
  for (const [where, holds] of places) {
    const opened = await pipe(openStore(where, holds), TE.chainTaskK(throughVault(vault)))()
    if (E.isLeft(opened)) return opened
    const compared = await compare(log, opened.right, holds, { vault, json, counts })
    opened.right.close()
    if (E.isLeft(compared)) {
      const place = shownWhere(where)
      const against = both(`${place.da} mod ${source.name}`, `${place.en} against ${source.name}`)
      return E.left(unreadable(against, reasonOf(compared.left)))
    }
  }
  return E.right(counts)
}

const summary = (counts: Counts): ReadonlyArray<string> => {
  const lines = kinds.flatMap(([kind, name, meaning]) => {
    const count = counts.get(kind)
    if (count === undefined) return []
    const number = numeral(count)
    return [`${said(both(`${name}: ${number.da} (${meaning.da})`, `${number.en} ${kind}: ${meaning.en}`))}\n`]
  })
  return lines.length === 0
    ? [`${said(both('Lagrene og hændelserne stemmer overens.', 'The stores and the events agree.'))}\n`]
    : ['\n', ...lines]
}

export const reconcile = defineVerb({
  name: 'reconcile',
  operands: storeOperand,
  synopsis: ['STORE --recordings NAME=WHERE [options]'],
  about: `Holds the whole inventory of each store against the events, both ways, and names what differs: exit status 7. What the events say is erased and is there again, as after a restore, is erased again, unless the call has a hold. Nothing else is changed. With --vault it says whose key was destroyed without an event that says so, as after the store of events was put back from before an erasure: what is there is erased again, which records it; that what is missing was erased is to be recorded.

${whereHelp}`,
  options: { ...placeOptions, ...jsonOption, ...vaultOptions },
  run: (values, source) =>
    pipe(
      TE.fromEither(somePlaces(values)),
      TE.map(({ recordings, analyses }) => [
        ...recordings.map(where => [where, 'recording'] as const),
        ...analyses.map(where => [where, 'analysis'] as const)
      ]),
      TE.flatMap(places =>
        withStore(source, (log, vault) => () => compareAll(source, { log, vault }, places, values.json))
      ),
      TE.chainFirstTaskK(counts => () => writeAllOut(values.json ? [] : summary(counts))),
      TE.map((counts): ExitStatus => (counts.size > 0 ? exit.notReconciled : exit.done))
    )
})
