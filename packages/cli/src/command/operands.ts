/**
 * What stands beside the options of a verb: the sources to read, a store, or nothing.
 */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { isStore, onlyStore, type StoreSource, storeAmong } from '../source/store.ts'
import type { VaultPlace } from '../source/vault.ts'
import { shownName, shownValue } from '../text/shown.ts'
import { type Failure, wrongCommandLine } from '../text/failure.ts'
import { type Bilingual, both } from '../text/language.ts'

export interface Operands<A> {
  /** How the help writes it, `SOURCE...`. */
  readonly usage: string
  /** What may stand there, for the help. */
  readonly help: string
  /** @param vault that a store is opened with */
  readonly read: (names: ReadonlyArray<string>, vault?: VaultPlace) => E.Either<Failure, A>
}

/** What a verb reads: files, or one store. */
export type Source =
  | { readonly _tag: 'files'; readonly names: ReadonlyArray<string> }
  | { readonly _tag: 'store'; readonly store: StoreSource }

const sourceHelp = `A SOURCE is a file of events: one JSON object a line, or a JSON array of them, also compressed (.gz); - for standard input; or a store: esdb://HOST:PORT, kurrentdb://HOST:PORT. A store has 10 seconds for each answer and is asked again for 5 seconds at most, then it could not be read.`

const sourceOf = (names: ReadonlyArray<string>, vault: VaultPlace | undefined): E.Either<Failure, Source> =>
  pipe(
    onlyStore(names, vault),
    E.map(store => (store === undefined ? { _tag: 'files', names } : { _tag: 'store', store }))
  )

export const source: Operands<Source> = {
  usage: 'SOURCE...',
  help: sourceHelp,
  read: (names, vault) =>
    names.length === 0
      ? E.left(
          wrongCommandLine(
            both(
              'ventede en SOURCE: filer med hændelser, - for standardinput eller et lager',
              'expected a SOURCE: files of events, - for standard input, or a store'
            )
          )
        )
      : sourceOf(names, vault)
}

export const optionalSource: Operands<Source | undefined> = {
  usage: '[SOURCE...]',
  help: sourceHelp,
  read: (names, vault) => (names.length === 0 ? E.right(undefined) : sourceOf(names, vault))
}

const storeHelp = 'STORE is esdb://HOST:PORT, kurrentdb://HOST:PORT, or SAMTYKKE_STORE set to one.'

export const store: Operands<StoreSource> = {
  usage: 'STORE',
  help: storeHelp,
  read: (names, vault) =>
    pipe(
      storeAmong(names, vault),
      E.filterOrElse(
        ({ others }) => others.length === 0,
        ({ others: [other = ''] }) =>
          wrongCommandLine(
            both(
              `ventede kun et lager, fandt også ${shownName(other)}`,
              `expected a store only, found ${shownName(other)} as well`
            )
          )
      ),
      E.map(found => found.store)
    )
}

export const filesAndStore: Operands<{
  readonly store: StoreSource
  readonly files: ReadonlyArray<string>
}> = {
  usage: 'FILE... STORE',
  help: `A FILE has one JSON object a line, or is a JSON array of them, also compressed (.gz), or - for standard input. ${storeHelp}`,
  read: (names, vault) =>
    pipe(
      storeAmong(names, vault),
      E.map(({ store: found, others }) => ({ store: found, files: others }))
    )
}

/** A store, and a file of answers that may come with it. */
export const answersAndStore: Operands<{
  readonly store: StoreSource
  readonly file: string | undefined
}> = {
  usage: '[FILE] STORE',
  help: `FILE is UTF-8: CSV with a header, by commas or semicolons, or JSON. ${storeHelp}`,
  read: (names, vault) =>
    pipe(
      storeAmong(names, vault),
      E.filterOrElse(
        ({ others }) => others.length <= 1,
        ({ others }) =>
          wrongCommandLine(
            both(
              `ventede højst én FILE, fandt ${others.length}`,
              `expected one FILE at most, found ${others.length}`
            )
          )
      ),
      E.map(({ store: found, others: [file] }) => ({ store: found, file }))
    )
}

const unexpectedArgument = (found: Bilingual): Bilingual =>
  both(`uventet argument (${found.da})`, `unexpected argument (${found.en})`)

const oneFileExpected = (found: number): Failure =>
  wrongCommandLine(
    found === 0
      ? both('ventede én FILE, fandt ingen', 'expected one FILE, found none')
      : both(`ventede én FILE, fandt ${found}`, `expected one FILE, found ${found}`)
  )

export const nothing: Operands<undefined> = {
  usage: '',
  help: '',
  read: ([unexpected]) =>
    unexpected === undefined
      ? E.right(undefined)
      : E.left(wrongCommandLine(unexpectedArgument(shownValue(unexpected))))
}

/** One file. */
export const oneFile: Operands<string> = {
  usage: 'FILE',
  help: '',
  read: ([file, ...others]) =>
    file === undefined || others.length > 0
      ? E.left(oneFileExpected(file === undefined ? 0 : others.length + 1))
      : E.right(file)
}

/** One file, and a store that only some ask for. */
export const fileAndOptionalStore: Operands<{
  readonly file: string
  readonly store: () => E.Either<Failure, StoreSource>
}> = {
  usage: 'FILE [STORE]',
  help: storeHelp,
  read: (names, vault) => {
    const [file, ...more] = names.filter(name => !isStore(name))
    return file === undefined || more.length > 0
      ? E.left(oneFileExpected(more.length === 0 ? 0 : more.length + 1))
      : E.right({
          file,
          store: () =>
            pipe(
              storeAmong(names, vault),
              E.map(found => found.store)
            )
        })
  }
}

/** A store that only some ask for, and nothing else. */
export const optionalStore: Operands<() => E.Either<Failure, StoreSource>> = {
  usage: '[STORE]',
  help: storeHelp,
  read: (names, vault) =>
    pipe(
      nothing.read(names.filter(name => !isStore(name))),
      E.map(
        () => () =>
          pipe(
            storeAmong(names, vault),
            E.map(found => found.store)
          )
      )
    )
}
