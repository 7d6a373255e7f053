/**
 * Lines that are no event: named on standard error, and kept unchanged where `--rejects` says so.
 */
import { closeSync, openSync, type Stats, statSync, writeSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import type { RejectedLine } from '../engine/rejected.ts'
import { writeErrLines } from '../output/output.ts'
import { shownName } from '../text/shown.ts'
import { type Input, readAt } from '../source/input.ts'
import { isStore } from '../source/store.ts'
import {
  exit,
  type ExitStatus,
  type Failure,
  reasonOf,
  unreadable,
  wrongCommandLine
} from '../text/failure.ts'
import { about, isToBeRead } from '../text/expected.ts'
import { memberErrorText } from '../text/inDanish.ts'
import { type Bilingual, bilingual, both, said } from '../text/language.ts'

const units = {
  element: both('element', 'element'),
  object: both('objekt', 'object')
} satisfies Record<string, Bilingual>

const linesAtOnce = 1_000

/** Names every bad line, `FILE:LINE: member: expected …, found …`; of an array by its element. */
export const nameRejects = (inputs: ReadonlyArray<Input>, rejects: ReadonlyArray<RejectedLine>): void => {
  const places = inputs.map(({ name, unit }) =>
    bilingual(language =>
      unit === undefined ? `${shownName(name)}:` : `${shownName(name)}: ${units[unit][language]} `
    )
  )
  for (let i = 0; i < rejects.length; i += linesAtOnce) {
    writeErrLines(
      rejects
        .slice(i, i + linesAtOnce)
        .flatMap(({ input, line, reasons }) =>
          reasons.map(reason => said(places[input]!) + `${line}: ${said(memberErrorText(reason))}`)
        )
    )
  }
}

const isSameFile = (name: string, { file }: Input): boolean => {
  // What cannot be looked at is no file that was opened; writing it says why.
  const other = E.getOrElse((): Stats | undefined => undefined)(
    E.tryCatch(() => statSync(name, { throwIfNoEntry: false }), String)
  )
  return other !== undefined && other.dev === file?.dev && other.ino === file.ino
}

/** Refuses to write the rejected lines over what they come from. */
export const checkRejectsFile = (
  file: string | undefined,
  inputs: ReadonlyArray<Input>
): E.Either<Failure, undefined> =>
  file !== undefined && isStore(file)
    ? E.left(
        wrongCommandLine(
          both(
            '--rejects: ventede en fil, fandt et lagers adresse',
            '--rejects: expected a file, found the address of a store'
          )
        )
      )
    : file !== undefined && inputs.some(input => isSameFile(file, input))
      ? E.left(wrongCommandLine(about('--rejects', isToBeRead(file))))
      : E.right(undefined)

const lineFeed = 10

const lineOf = (input: Input, { position, length }: RejectedLine): Buffer => {
  const line = Buffer.allocUnsafe(length)
  readAt(input, position, line)
  return line[length - 1] === lineFeed ? line : Buffer.concat([line, Buffer.from([lineFeed])])
}

/** Keeps the bad lines, byte by byte, in the order of the source. The file is empty where there are none. */
export const keepRejects = (
  file: string | undefined,
  inputs: ReadonlyArray<Input>,
  rejects: ReadonlyArray<RejectedLine>
): E.Either<Failure, undefined> => {
  if (file === undefined) return E.right(undefined)
  return E.tryCatch(
    () => {
      const descriptor = openSync(file, 'w', 0o600)
      for (const reject of rejects) writeSync(descriptor, lineOf(inputs[reject.input]!, reject))
      closeSync(descriptor)
      return undefined
    },
    error => unreadable(file, reasonOf(error))
  )
}

export const statusFor = (rejects: ReadonlyArray<RejectedLine>): ExitStatus =>
  rejects.length > 0 ? exit.badInput : exit.done
