/**
 * What the verbs that seal and verify share: the source as it is stored, keys, and what went wrong.
 */
import { readFile } from 'node:fs/promises'
import type { RejectedLine, SealError, SealSource, StoredRecord } from '@samtykke/seal'
import { canonicalJson, instantFromEpoch, renderLogError } from '@samtykke/core'
import type { EventStoreDBLog, StoredRecord as StoreRecord } from '@samtykke/eventstoredb'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { writeErr } from '../output/output.ts'
import { sealWords } from '../text/sealWords.ts'
import { shownName } from '../text/shown.ts'
import { requireLines } from '../source/open.ts'
import { withWithheldStore } from '../source/store.ts'
import type { Source } from './operands.ts'
import {
  exit,
  type ExitStatus,
  type Failure,
  reasonOf,
  refused,
  unreadable,
  wrongCommandLine
} from '../text/failure.ts'
import { about, expectedFound } from '../text/expected.ts'
import { inDanish } from '../text/inDanish.ts'
import { type Bilingual, bilingual, both } from '../text/language.ts'

/** A source to seal, and the status that its lines call for once it was read. */
export interface StoredSource {
  readonly source: SealSource
  readonly status: () => ExitStatus
}

const nameRejected = ({ path, line, member, expected, found }: RejectedLine): Bilingual =>
  about(
    `${shownName(path)}:${line}: ${member ?? 'event'}`,
    expectedFound(inDanish(expected), inDanish(found))
  )

/** The canonical JSON of a stored value: what is sealed. What is no JSON cannot be, and no writer of ours makes it. */
const sealedJson = (value: unknown): string | undefined =>
  value === undefined || typeof value === 'symbol' ? undefined : canonicalJson(value)

const sealable = ({
  stream,
  id,
  type,
  revision,
  position,
  created,
  data,
  metadata
}: StoreRecord): StoredRecord => {
  const metadataJson = sealedJson(metadata())
  return {
    stream,
    id,
    type,
    revision: revision.toString(),
    created: instantFromEpoch(created),
    encoding: 'json',
    data: sealedJson(data) ?? '',
    ...(metadataJson !== undefined && { metadata: metadataJson }),
    position: { commit: position.commit.toString(), prepare: position.prepare.toString() }
  }
}

/** The records of a store's calls, behind a position. What keeps it from being read is thrown, as sources do. */
const storeSource = (log: EventStoreDBLog): SealSource => ({
  async *read(after) {
    const from = after && { commit: BigInt(after.commit), prepare: BigInt(after.prepare) }
    for await (const page of log.records(from)) {
      if (E.isLeft(page)) throw new Error(renderLogError(page.left))
      yield page.right.map(sealable)
    }
  }
})

/** Uses what is stored, in files or a store. */
export const withStoredSource = <A>(
  source: Source,
  use: (stored: StoredSource) => TE.TaskEither<Failure, A>
): TE.TaskEither<Failure, A> =>
  source._tag === 'store'
    ? withWithheldStore(source.store, log => use({ source: storeSource(log), status: () => exit.done }))
    : pipe(
        TE.fromEither(requireLines(source.names)),
        TE.chainTaskK(() => filesSource(source.names)),
        TE.flatMap(use)
      )

/** The files named, as a source whose bad lines are named on standard error. */
const filesSource = (names: ReadonlyArray<string>) => async (): Promise<StoredSource> => {
  const { ndjsonSource } = await import('@samtykke/seal')
  const rejected = new Set<string>()
  const onReject = (line: RejectedLine): void => {
    const message = nameRejected(line)
    if (!rejected.has(message.en)) writeErr(message)
    rejected.add(message.en)
  }
  return {
    source: ndjsonSource(names, onReject),
    status: () => (rejected.size > 0 ? exit.badInput : exit.done)
  }
}

const argumentsOfTheProgram: ReadonlyArray<string> = ['key', 'witness', 'at', 'since']

/** A reason of the library, which may be a code of the operating system or of OpenSSL. */
const inWords = (reason: string): Bilingual => reasonOf({ code: reason, message: reason })

export const sealFailure = (error: SealError): Failure => {
  switch (error._tag) {
    case 'Refused':
      return refused(
        bilingual(language =>
          [inDanish(error.reason)[language], ...error.problems.map(sealWords[language].problem)].join('\n')
        )
      )
    case 'CannotRead':
    case 'CannotWrite':
      return unreadable(error.path, inWords(error.reason))
    case 'Locked':
      return unreadable(
        error.path,
        both(
          `holdt af processen ${error.process} på ${error.host}`,
          `held by process ${error.process} on ${error.host}`
        )
      )
    case 'NoLog':
      return unreadable(
        error.path,
        both(
          'ingen forseglet log der; samtykke seal --init --origin NAME laver en',
          'no sealed log there; samtykke seal --init --origin NAME makes one'
        )
      )
    case 'LogExists':
      return wrongCommandLine(
        both(
          `--init: ${shownName(error.path)} har allerede en forseglet log`,
          `--init: ${shownName(error.path)} holds a sealed log already`
        )
      )
    case 'Malformed': {
      const message = expectedFound(inDanish(error.expected), inWords(error.found))
      return argumentsOfTheProgram.includes(error.path)
        ? wrongCommandLine(about(`--${error.path}`, message))
        : unreadable(error.path, message)
    }
  }
}

/** Verifier keys: each the key itself, or a file that holds it. */
export const verifierKeys = (given: ReadonlyArray<string>): TE.TaskEither<Failure, ReadonlyArray<string>> =>
  TE.traverseSeqArray((key: string) =>
    key.includes('+')
      ? TE.right<Failure, string>(key)
      : TE.tryCatch(
          async () => (await readFile(key, 'utf8')).trim(),
          error => unreadable(key, reasonOf(error))
        )
  )(given)
