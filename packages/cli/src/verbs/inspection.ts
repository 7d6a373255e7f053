/**
 * `samtykke inspection SOURCE --from T --to T --sample N --seed TEXT --out DIR`: the package for an authority.
 */
import type { InspectionContext, InspectionManifest } from '@samtykke/audit'
import { canonicalJson, printable } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { plainViewOf, sealedLogOption, sourceOptions } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { type Source, source } from '../command/operands.ts'
import { checked, required, wholeNumber, written, wrongValue } from '../command/option.ts'
import { periodOf, periodOptions } from '../command/periodOptions.ts'
import { proofsOf } from '../command/proofsOf.ts'
import { sealedContexts, sealedState } from '../command/sealedState.ts'
import { visitCalls } from '../command/visitCalls.ts'
import { checkEmptyFolder, writeFolder, writeWhole } from '../command/writeWhole.ts'
import { viewOf } from '../engine/view.ts'
import { writeAllOut } from '../output/output.ts'
import { destroyedKeys } from '../retention/destroyedKeys.ts'
import { withVaultOf } from '../source/store.ts'
import { type Failure, wrongCommandLine } from '../text/failure.ts'
import { inspectionWords } from '../text/inspectionWords.ts'
import { both, language } from '../text/language.ts'
import { shownName, textOfLength } from '../text/shown.ts'

type Audit = typeof import('@samtykke/audit')

const [mostDrawn, longestSeed] = [10_000, 200]

const seed = checked('TEXT', 'the seed of the drawing, best of all from the authority', (name, given) =>
  /^[^\p{Cc}]+$/u.test(given) && given.length <= longestSeed
    ? E.right(given)
    : E.left(
        wrongValue(
          name,
          both(`1 til ${longestSeed} tegn på én linje`, `1 to ${longestSeed} characters in one line`),
          textOfLength(given.length)
        )
      )
)

const isZip = (out: string): boolean => out.endsWith('.zip')

/** What comes of the sealed log: the seal of each document, and the proofs. */
const sealedPart = (
  from: Source,
  log: string | undefined,
  wanted: { readonly drawn: ReadonlyArray<string>; readonly all: ReadonlyArray<string> },
  nameOf: (callId: string) => string
): TE.TaskEither<Failure, Omit<InspectionContext, 'rejectedLines'>> =>
  log === undefined
    ? TE.right({ contextOf: () => ({}), proofs: [], unproven: 0 })
    : pipe(
        TE.Do,
        TE.bind('sealed', () => sealedState(from, log)),
        TE.bind('contextOf', () => sealedContexts(from, log, wanted.all)),
        TE.bind('proofs', () => proofsOf(from, log, wanted.drawn, nameOf)),
        TE.map(({ sealed, contextOf, proofs }) => ({
          sealed,
          contextOf,
          proofs: proofs.files,
          unproven: proofs.unproven
        }))
      )

const write = (
  { zipOf }: Audit,
  out: string,
  manifest: InspectionManifest,
  files: ReadonlyArray<{ readonly path: string; readonly bytes: Uint8Array }>
): TE.TaskEither<Failure, void> =>
  isZip(out)
    ? writeWhole(
        out,
        zipOf(
          files.map(each => ({ ...each, stored: false })),
          manifest.asOf
        )
      )
    : writeFolder(out, files)

export const inspection = defineVerb({
  name: 'inspection',
  operands: source,
  about: `Writes a folder, or a zip where --out ends with .zip: the record of processing (GDPR art. 30), the report, the trails of N calls drawn by the seed, the certificates of the time, and with --log the proofs and the checkpoint; a guide (index.html), a manifest and SHA256SUMS. What is not included is said with its count. The same source gives the same bytes.

A call can be drawn where one of its events happened in the time. Calls are ordered by the SHA-256 of the seed, a line feed and the id of the call, and the first N are drawn: the guide has the three lines with which sha256sum draws them again.`,
  options: {
    ...periodOptions,
    sample: required(wholeNumber(mostDrawn, 'how many calls to draw')),
    seed: required(seed),
    out: required(written('PATH', 'the folder, which is empty or not there; or a zip: FILE.zip')),
    ...sealedLogOption,
    ...sourceOptions
  },
  run: (values, from) =>
    pipe(
      TE.Do,
      TE.let('view', () => plainViewOf(values)),
      TE.bind('period', ({ view }) => TE.fromEither(periodOf(values, view))),
      TE.chainFirst(() => (isZip(values.out) ? TE.right(undefined) : checkEmptyFolder(values.out))),
      TE.chainFirstEitherK(() =>
        values.log !== undefined && from._tag === 'files' && from.names.includes('-')
          ? E.left(
              wrongCommandLine(
                both(
                  '--log: standardinput kan kun læses én gang; ventede filer eller en store',
                  '--log: standard input can be read once only; expected files or a store'
                )
              )
            )
          : E.right(undefined)
      ),
      TE.bind('audit', () => TE.fromTask(() => import('@samtykke/audit'))),
      TE.let('inspected', ({ audit, view, period }) =>
        audit.inspectionOf(viewOf(view), { ...period, sample: values.sample, seed: values.seed })
      ),
      TE.bind('visited', ({ view, inspected }) => visitCalls(from, values.rejects, view, inspected.add)),
      TE.let('wanted', ({ inspected }) => {
        const [drawn, certified] = [inspected.drawn(), inspected.certified()]
        const ids = drawn.map(({ callId }) => callId as string)
        return { drawn: ids, certified, all: [...new Set([...ids, ...certified.map(each => each.callId)])] }
      }),
      TE.bind('sealed', ({ audit, wanted }) => sealedPart(from, values.log, wanted, audit.fileName)),
      TE.bind('keysOf', ({ view, wanted }) =>
        withVaultOf(from._tag === 'store' ? from.store : undefined, vault =>
          destroyedKeys(vault, viewOf(view), wanted.certified)
        )
      ),
      TE.let('packed', ({ inspected, visited, sealed, keysOf }) =>
        inspected.finish({
          ...sealed,
          rejectedLines: visited.rejectedLines,
          contextOf: callId => ({ ...sealed.contextOf(callId), ...keysOf(callId) })
        })
      ),
      TE.chainFirst(({ audit, packed }) => write(audit, values.out, packed.manifest, packed.files)),
      TE.chainFirstTaskK(({ packed: { manifest } }) => () => {
        const said = inspectionWords[language()](shownName(values.out), manifest)
        return writeAllOut(
          values.json ? [`${canonicalJson(manifest)}\n`] : said.map(each => `${printable(each)}\n`)
        )
      }),
      TE.map(({ visited }) => visited.status)
    )
})
