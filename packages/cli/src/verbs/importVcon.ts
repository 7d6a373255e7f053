/**
 * `samtykke import vcon FILE|DIRECTORY`: what vCons tell, as events.
 */
import { canonicalJson } from '@samtykke/core'
import type { ImportOptions, Note, NoteCode, NoteCount } from '@samtykke/vcon'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { defineVerb } from '../command/defineVerb.ts'
import type { Operands } from '../command/operands.ts'
import { importOptionsOf, vconOptions } from '../command/vconOptions.ts'
import type { Values } from '../command/option.ts'
import { writeErr, writeErrLines, writeOut } from '../output/output.ts'
import { isStore } from '../source/store.ts'
import { type VconFiles, vconFilesOf, vconsIn, type VconText } from '../source/vconFiles.ts'
import { exit, type ExitStatus, unreadable, wrongCommandLine } from '../text/failure.ts'
import { shownName } from '../text/shown.ts'
import { bilingual, both, language } from '../text/language.ts'
import { type VconCounts, vconWords } from '../text/vconWords.ts'

type Library = typeof import('@samtykke/vcon')
type Given = Values<typeof vconOptions>

const filesOrFolders: Operands<ReadonlyArray<string>> = {
  usage: 'FILE|DIRECTORY...',
  help: 'A FILE holds a vCon, a JSON array of them, or one a line, also compressed (.gz); - is standard input. Of a DIRECTORY and those in it the files are read whose names end in .vcon, .json, .jsonl, .ndjson or .jws.',
  read: names => {
    if (names.length === 0)
      return E.left(
        wrongCommandLine(
          both('ventede en FILE eller et DIRECTORY med vCon’er', 'expected a FILE or a DIRECTORY of vCons')
        )
      )
    return names.some(isStore)
      ? E.left(
          wrongCommandLine(
            both(
              'ventede filer med vCon’er, fandt adressen på et lager: send hændelserne videre til samtykke record',
              'expected files of vCons, found the address of a store: pipe into samtykke record'
            )
          )
        )
      : E.right(names)
  }
}

/** What is said of all vCons together. */
interface Tally {
  readonly notes: Map<string, NoteCount>
  readonly calls: Set<string>
  readonly counts: { -readonly [K in keyof VconCounts]: number }
}

const newTally = ({ files, passedOver }: VconFiles): Tally => ({
  notes: new Map(),
  calls: new Set(),
  counts: {
    files: files.length,
    passedOver,
    unreadable: 0,
    imported: 0,
    inPart: 0,
    refused: 0,
    repeated: 0,
    events: 0
  }
})

const addNotes = (library: Library, tally: Tally, notes: ReadonlyArray<Note>): void => {
  for (const each of library.countNotes(notes)) {
    const key = `${each.code} ${each.member}`
    tally.notes.set(key, { ...each, count: each.count + (tally.notes.get(key)?.count ?? 0) })
  }
}

/** What all vCons of one run are read with. */
interface Run {
  readonly library: Library
  readonly tally: Tally
  readonly options: ImportOptions
  readonly keys: Given['verify-key']
}

/** Reads one vCon and gives its events as lines. */
const importOne = (run: Run, { place, json }: VconText): string => {
  const { library, tally, options, keys } = run
  const { counts } = tally
  const read = library.readVcon(json, { keys })
  if (E.isLeft(read)) {
    counts.refused++
    writeErr(bilingual(each => `${place}: ${vconWords[each].error(read.left)}`))
    return ''
  }
  const { callId, events, notes } = library.vconToEvents(options)(read.right)
  const refused = notes.filter(({ code }) => library.noteKinds[code] === 'refused')
  for (const note of refused) writeErr(bilingual(each => `${place}: ${vconWords[each].refused(note)}`))
  if (refused.length === 0) counts.imported++
  else counts.inPart++
  if (tally.calls.has(callId)) counts.repeated++
  tally.calls.add(callId)
  counts.events += events.length
  addNotes(library, tally, notes)
  return events.map(each => `${canonicalJson(each)}\n`).join('')
}

const order = (codes: ReadonlyArray<string>, { code }: { readonly code: NoteCode }): number =>
  codes.indexOf(code)

const report = ({ library: { noteKinds }, tally: { notes, counts } }: Run): void => {
  const codes = Object.keys(noteKinds)
  for (const note of [...notes.values()].sort((a, b) => order(codes, a) - order(codes, b)))
    if (noteKinds[note.code] !== 'refused') writeErr(bilingual(each => vconWords[each].note(note)))
  writeErrLines(vconWords[language()].sums(counts))
}

const statusOf = ({ counts }: Tally): ExitStatus => {
  if (counts.unreadable > 0) return exit.unreadable
  return counts.refused + counts.inPart > 0 ? exit.badInput : exit.done
}

const importAll = async (files: VconFiles, values: Given): Promise<ExitStatus> => {
  const library = await import('@samtykke/vcon')
  const tally = newTally(files)
  const run: Run = {
    library,
    tally,
    options: importOptionsOf(values),
    keys: values['verify-key']
  }
  for (const file of files.files) {
    const found = vconsIn(file)
    if (E.isLeft(found)) {
      tally.counts.unreadable++
      const { left } = found
      writeErr(bilingual(each => `${shownName(file)}: ${left[each]}`))
      continue
    }
    for (const each of found.right) {
      const lines = importOne(run, each)
      if (lines !== '' && !(await writeOut(lines))) return statusOf(tally)
    }
  }
  report(run)
  return statusOf(tally)
}

export const importVcon = defineVerb({
  name: 'import vcon',
  operands: filesOrFolders,
  about: `Prints what vCons tell as events, a line each, to be looked at or piped into samtykke record - STORE. All versions to 0.4 are read, signed ones too. A dialog that was kept becomes a recording, also a written one; an analysis stays one; an attachment that states a lawful basis becomes the customer's consent, refusal, withdrawal or objection. The most restrictive grant wins; no grant is no consent. Legal bases other than consent are the policy's to state. The same files give the same events.

Names, numbers, addresses and content stay behind. What a vCon does not say is not guessed: an option says it for all, or the event says that it is not known, or there is no event. All that was refused is named, all that was assumed or left out is counted, on standard error; exit status 3 where something was refused.`,
  options: vconOptions,
  run: (values, names) =>
    pipe(
      TE.fromEither(
        pipe(
          vconFilesOf(names),
          E.mapLeft(({ name, reason }) => unreadable(name, reason))
        )
      ),
      TE.flatMapTask(files => () => importAll(files, values))
    )
})
