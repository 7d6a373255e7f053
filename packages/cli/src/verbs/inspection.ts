/**
 * `samtykke inspection SOURCE --from T --to T --sample N --seed TEXT --out DIR`: the package for an authority.
 */
import type {
  Certificate,
  InspectionInRows,
  InspectionManifest,
  PackageInPieces,
  Rows
} from '@samtykke/audit'
import { canonicalJson, printable } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { plainViewOf, sealedLogOption, sourceOptions } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { type Source, source } from '../command/operands.ts'
import { checked, required, wholeNumber, written, wrongValue } from '../command/option.ts'
import { periodOf, periodOptions } from '../command/periodOptions.ts'
import { writePackageFolder, writePackageZip } from '../command/packageFiles.ts'
import { withProofs } from '../command/proofsOf.ts'
import {
  sealedCertificates,
  sealedContexts,
  type SealedState,
  toldSealedState
} from '../command/sealedState.ts'
import { visitCalls } from '../command/visitCalls.ts'
import { checkEmptyFolder } from '../command/writeWhole.ts'
import { keepHeapSmall } from '../engine/heap.ts'
import { type Sorters, sorters } from '../engine/sorters.ts'
import { type PlainView, viewOf } from '../engine/view.ts'
import { writeAllOut } from '../output/output.ts'
import { certificateKey, type ContextOf, eachInContext } from '../retention/certificates.ts'
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

/** What was read, of which a package is made. */
interface Read {
  readonly audit: Audit
  readonly view: PlainView
  readonly listed: Sorters
  readonly inspected: InspectionInRows
  readonly rejectedLines: number
}

/** The certificates with what the log and the vault know of them. */
const certificatesIn = (
  from: Source,
  { audit, view, listed, inspected }: Read,
  sealed: SealedLog | undefined
): TE.TaskEither<Failure, Rows<Certificate>> =>
  withVaultOf(from._tag === 'store' ? from.store : undefined, vault => {
    const certificates = inspected.certificates()
    if (vault === undefined && sealed === undefined) return TE.right(certificates)
    const { add, rows } = listed.sorterOf<Certificate>()
    return pipe(
      sealed === undefined
        ? TE.right<Failure, ContextOf>(() => ({}))
        : sealedCertificates(sealed.state, sealed.log, certificates),
      TE.flatMap(contextOf =>
        eachInContext(audit, view, contextOf, vault)(certificates, each => add(certificateKey(each), each))
      ),
      TE.map(rows)
    )
  })

/** A log that the source was compared with. */
interface SealedLog {
  readonly log: string
  readonly state: SealedState
}

const write = (
  audit: Audit,
  out: string,
  parts: PackageInPieces
): TE.TaskEither<Failure, InspectionManifest> =>
  isZip(out) ? writePackageZip(audit, out, parts) : writePackageFolder(out, parts)

/** Packs what was read of a source that was compared with no log. */
const packUnsealed = (from: Source, out: string, read: Read): TE.TaskEither<Failure, InspectionManifest> =>
  pipe(
    certificatesIn(from, read, undefined),
    TE.map(certificates =>
      read.inspected.finish({
        rejectedLines: read.rejectedLines,
        contextOf: () => ({}),
        certificates,
        proofs: [],
        unproven: 0
      })
    ),
    TE.flatMap(parts => write(read.audit, out, parts))
  )

/** Compares the source with a log, and packs what was read of it with the proofs. */
const packSealed = (
  from: Source,
  log: string,
  out: string,
  read: Read
): TE.TaskEither<Failure, InspectionManifest> => {
  const { audit, inspected, rejectedLines } = read
  const callIds = inspected.drawn().map(({ callId }) => callId)
  return pipe(
    TE.Do,
    TE.bind('state', () => toldSealedState(from, log)),
    TE.bind('contextOf', ({ state }) => sealedContexts(state, log, callIds)),
    TE.bind('certificates', ({ state }) => certificatesIn(from, read, { log, state })),
    TE.flatMap(({ state: sealed, contextOf, certificates }) =>
      withProofs(from, { log, callIds, nameOf: audit.fileName }, ({ files: proofs, unproven }) =>
        write(
          audit,
          out,
          inspected.finish({ sealed, rejectedLines, contextOf, certificates, proofs, unproven })
        )
      )
    )
  )
}

/** Certificates are many and long. */
const largestRun = 12 * 1024 * 1024

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
                  '--log: standardinput kan kun læses én gang; ventede filer eller et lager',
                  '--log: standard input can be read once only; expected files or a store'
                )
              )
            )
          : E.right(undefined)
      ),
      TE.bind('audit', () => TE.fromTask(() => import('@samtykke/audit'))),
      TE.flatMap(({ audit, view, period }) =>
        TE.bracket(
          TE.rightIO(() => {
            keepHeapSmall()
            return sorters(largestRun)
          }),
          listed => {
            const asked = { ...period, sample: values.sample, seed: values.seed }
            const inspected = audit.inspectionInRows(viewOf(view), asked, listed.sorterOf)
            return pipe(
              visitCalls(from, values.rejects, view, inspected.add),
              TE.bindTo('visited'),
              TE.bind('manifest', ({ visited: { rejectedLines } }) => {
                const read = { audit, view, listed, inspected, rejectedLines }
                return values.log === undefined
                  ? packUnsealed(from, values.out, read)
                  : packSealed(from, values.log, values.out, read)
              })
            )
          },
          listed => TE.fromIO(listed.close)
        )
      ),
      TE.chainFirstTaskK(({ manifest }) => () => {
        const said = inspectionWords[language()](shownName(values.out), manifest)
        return writeAllOut(
          values.json ? [`${canonicalJson(manifest)}\n`] : said.map(each => `${printable(each)}\n`)
        )
      }),
      TE.map(({ visited }) => visited.status)
    )
})
