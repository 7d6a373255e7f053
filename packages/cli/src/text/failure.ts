/**
 * Why a run ends without its result, and the exit status that says so.
 *
 * @see contract, section 5
 */
import { type Bilingual, bilingual, both, type Said, saidIn } from './language.ts'
import { inDanish } from './inDanish.ts'
import { shownName } from './shown.ts'

/** The exit status of the program. */
export type ExitStatus = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7

export const exit = {
  done: 0,
  findingsMet: 1,
  promiseBroken: 1,
  wrongCommandLine: 2,
  badInput: 3,
  unreadable: 4,
  notVerified: 5,
  stopped: 6,
  notReconciled: 7
} as const

export type Failure =
  | { readonly _tag: 'WrongCommandLine'; readonly message: Bilingual }
  /** What was given is no valid event or request, or another than what the store has under its id. */
  | { readonly _tag: 'BadInput'; readonly message: Bilingual }
  /** A file or a store could not be read, or holds no such call. */
  | { readonly _tag: 'Unreadable'; readonly message: Bilingual }
  /** The program would have to sign, or pack, what it knows to be wrong. */
  | { readonly _tag: 'Refused'; readonly message: Bilingual }
  /** Nothing is erased until a person has looked. */
  | { readonly _tag: 'Stopped'; readonly message: Bilingual }

export const wrongCommandLine = (message: Bilingual): Failure => ({ _tag: 'WrongCommandLine', message })

export const badInput = (message: Bilingual): Failure => ({ _tag: 'BadInput', message })

export const unreadable = (name: Said, reason: Bilingual): Failure => ({
  _tag: 'Unreadable',
  message: bilingual(each => `${shownName(saidIn(name, each))}: ${reason[each]}`)
})

/** What cannot be read, where it is not one file alone. */
export const theSource = both('kilden', 'the source')

export const stopped = (message: Bilingual): Failure => ({ _tag: 'Stopped', message })

export const refused = (message: Bilingual): Failure => ({ _tag: 'Refused', message })

const statuses: Readonly<Record<Failure['_tag'], ExitStatus>> = {
  WrongCommandLine: exit.wrongCommandLine,
  BadInput: exit.badInput,
  Unreadable: exit.unreadable,
  Refused: exit.notVerified,
  Stopped: exit.stopped
}

export const exitStatusOf = (failure: Failure): ExitStatus => statuses[failure._tag]

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'no permission to read it',
  EISDIR: 'a directory, not a file',
  EMFILE: 'too many files are open',
  ENOSPC: 'no space left',
  EEXIST: 'there is one already',
  ENOTDIR: 'not in a directory',
  EROFS: 'it can only be read',
  ERR_OSSL_UNSUPPORTED: 'something else'
}

/** What an error of the operating system or of a library says, without its stack. */
export const reasonOf = (error: unknown): Bilingual => {
  const { code, message } = error as { code?: string; message?: string }
  return inDanish(reasons[code ?? ''] ?? message ?? 'it could not be read')
}
