/**
 * What the verbs that seal and verify share: the source as it is stored, keys, and what went wrong.
 */
import { readFile } from 'node:fs/promises'
import type { Problem, RejectedLine, SealError, SealSource } from '@samtykke/audit'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { say } from '../output.ts'
import { printable } from '../printable.ts'
import { isStore } from '../source/store.ts'
import {
  exit,
  type ExitStatus,
  type Failure,
  reasonOf,
  refused,
  unreadable,
  wrongCommandLine
} from './failure.ts'

/** A source to seal, and the status that its lines call for once it was read. */
export interface StoredSource {
  readonly source: SealSource
  readonly status: () => ExitStatus
}

const nameRejected = ({ path, line, member, expected, found }: RejectedLine): string =>
  `${path}:${line}: ${member ?? 'event'}: expected ${expected}, found ${found}`

/** The files named, as a source whose bad lines are named on standard error. */
export const storedSource = (names: ReadonlyArray<string>): TE.TaskEither<Failure, StoredSource> => {
  if (names.length === 0) return TE.left(wrongCommandLine('expected a SOURCE'))
  if (names.some(isStore)) {
    return TE.left(wrongCommandLine('sealing a store is done by a program of its own so far: expected files'))
  }
  return TE.fromTask(async () => {
    const { ndjsonSource } = await import('@samtykke/audit')
    const rejected = new Set<string>()
    const onReject = (line: RejectedLine): void => {
      const message = nameRejected(line)
      if (!rejected.has(message)) say(printable(message))
      rejected.add(message)
    }
    return {
      source: ndjsonSource(names, onReject),
      status: () => (rejected.size > 0 ? exit.badInput : exit.done)
    }
  })
}

/** One line for each problem, the first place first. */
export const problemLines = (problems: ReadonlyArray<Problem>): ReadonlyArray<string> =>
  problems.map(({ code, leaf, stream, revision, detail }) => {
    const place = [
      ...(leaf === undefined ? [] : [`leaf ${leaf}`]),
      ...(stream === undefined ? [] : [revision === undefined ? stream : `${revision}@${stream}`])
    ]
    return `${code}${place.length === 0 ? '' : ` at ${place.join(', ')}`}: ${detail}`
  })

const argumentsOfTheProgram: ReadonlyArray<string> = ['key', 'witness', 'at', 'since']

export const sealFailure = (error: SealError): Failure => {
  switch (error._tag) {
    case 'Refused':
      return refused([error.reason, ...problemLines(error.problems)].join('\n'))
    case 'CannotRead':
    case 'CannotWrite':
      return unreadable(error.path, error.reason)
    case 'Locked':
      return unreadable(error.path, `held by process ${error.process} on ${error.host}`)
    case 'NoLog':
      return unreadable(error.path, 'no sealed log there; --init --origin NAME makes one')
    case 'LogExists':
      return wrongCommandLine(`--init: ${error.path} holds a sealed log already`)
    case 'Malformed': {
      const message = `expected ${error.expected}, found ${error.found}`
      return argumentsOfTheProgram.includes(error.path)
        ? wrongCommandLine(`--${error.path}: ${message}`)
        : unreadable(error.path, message)
    }
  }
}

/** Verifier keys: each the key itself, or a file that holds it. */
export const verifierKeys = (
  given: ReadonlyArray<string> | undefined
): TE.TaskEither<Failure, ReadonlyArray<string>> =>
  TE.traverseSeqArray((key: string) =>
    key.includes('+')
      ? TE.right<Failure, string>(key)
      : TE.tryCatch(
          async () => (await readFile(key, 'utf8')).trim(),
          error => unreadable(key, reasonOf(error))
        )
  )(given ?? [])

/** An option that must be given. */
export const required = (option: string, value: string | undefined): E.Either<Failure, string> =>
  E.fromNullable(wrongCommandLine(`expected --${option}`))(value)
