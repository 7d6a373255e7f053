/**
 * Under which seal the events of a source lie, for the verbs that state it.
 */
import { statSync } from 'node:fs'
import type { Certificate, CertificateContext, LogContext, SealHead } from '@samtykke/audit'
import type { Problem, SealSource } from '@samtykke/seal'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { sealWords } from '../text/sealWords.ts'
import { writeErr } from '../output/output.ts'
import { shownName } from '../text/shown.ts'
import { howMany } from '../text/howMany.ts'
import { bilingual, both } from '../text/language.ts'
import { type Failure, refused, wrongCommandLine } from '../text/failure.ts'
import { requireLines } from '../source/open.ts'
import type { Source } from './operands.ts'
import { throughTemporaryFiles } from './readFailure.ts'
import { sealFailure, withStoredSource } from './sealing.ts'

/** The seal of a log, and how many of the events it does not hold yet. */
export interface SealedState {
  readonly seal: SealHead
  readonly unsealedEvents: number
}

const mostNamed = 20

const notWhatWasSealed = (log: string, problems: ReadonlyArray<Problem>): Failure => {
  const more = problems.length - mostNamed
  const head = both(
    `kilden er ikke det, der blev forseglet i ${shownName(log)}`,
    `the source is not what was sealed in ${shownName(log)}`
  )
  const rest = both(`og ${more} ${more === 1 ? 'mere' : 'flere'}`, `and ${more} more`)
  return refused(
    bilingual(language =>
      [
        head[language],
        ...problems.slice(0, mostNamed).map(sealWords[language].problem),
        ...(more > 0 ? [rest[language]] : [])
      ].join('\n')
    )
  )
}

/** What is not there, or may not be looked at, is told when it is read. */
const canBeReadTwice = (name: string): boolean =>
  name !== '-' &&
  pipe(
    E.tryCatch(() => statSync(name).isFile(), String),
    E.getOrElse(() => true)
  )

/**
 * Compares a source, or one call of it, with what is sealed in a log, and refuses what is not as it was sealed. Whose
 * signature the seal bears is not asked. The source is read once for this alone; its bad lines are named by whoever
 * reads its events.
 */
export const sealedState = (
  source: Source,
  log: string,
  call?: string
): TE.TaskEither<Failure, SealedState> =>
  pipe(
    TE.fromTask<typeof import('@samtykke/seal'), Failure>(() => import('@samtykke/seal')),
    TE.flatMap(({ ndjsonSource, verify }) => {
      const compare = (stored: SealSource): TE.TaskEither<Failure, SealedState> =>
        pipe(
          verify({ log, keys: [], ...(call !== undefined && { call }) }, stored),
          TE.mapLeft(sealFailure),
          TE.flatMapEither(({ problems, origin, size, root, unsealed }) => {
            const differences = problems.filter(({ code }) => code !== 'unknown-key')
            return differences.length > 0
              ? E.left(notWhatWasSealed(log, differences))
              : E.right({ seal: { origin, size, root }, unsealedEvents: unsealed })
          })
        )
      if (source._tag === 'store') return withStoredSource(source, stored => compare(stored.source))
      const once = source.names.find(name => !canBeReadTwice(name))
      return once === undefined
        ? pipe(
            TE.fromEither(requireLines(source.names)),
            TE.flatMap(() => compare(ndjsonSource(source.names)))
          )
        : TE.left(
            wrongCommandLine(
              both(
                `--log: ${shownName(once)} kan kun læses én gang; ventede filer eller et lager`,
                `--log: ${shownName(once)} can be read once only; expected files or a store`
              )
            )
          )
    })
  )

/** What is not sealed yet is said. */
const tellUnsealed = ({ unsealedEvents }: SealedState): void => {
  if (unsealedEvents === 0) return
  const events = howMany(unsealedEvents, 'event')
  writeErr(both(`endnu ikke forseglet: ${events.da}`, `not sealed yet: ${events.en}`))
}

/** As `sealedState`; how much of it is not sealed yet is said. */
export const toldSealedState = (
  source: Source,
  log: string,
  call?: string
): TE.TaskEither<Failure, SealedState> =>
  pipe(
    sealedState(source, log, call),
    TE.chainFirstIOK(state => () => tellUnsealed(state))
  )

/** Of calls, the seal under which each lies and where in the tree its events do, in a log that a source was compared with. */
export const sealedContexts = (
  { seal }: SealedState,
  log: string,
  calls: ReadonlyArray<string>
): TE.TaskEither<Failure, (callId: string) => LogContext> =>
  pipe(
    TE.fromTask<typeof import('@samtykke/seal'), Failure>(() => import('@samtykke/seal')),
    TE.flatMap(({ placesOf }) => pipe(placesOf({ log, calls }), TE.mapLeft(sealFailure))),
    TE.map(places => callId => ({ seal, placeOf: places(callId) }))
  )

/** What a certificate is to know of the log. */
type SealedCertificate = Pick<Certificate, 'callId' | 'eventId'>

/** As `sealedContexts`, of certificates: of all that is sealed only their leaves are kept. */
export const sealedCertificates = (
  { seal }: SealedState,
  log: string,
  certificates: Iterable<SealedCertificate>
): TE.TaskEither<Failure, (certificate: SealedCertificate) => CertificateContext> =>
  pipe(
    TE.fromTask<typeof import('@samtykke/seal'), Failure>(() => import('@samtykke/seal')),
    TE.flatMap(({ wantedLeaves }) =>
      throughTemporaryFiles(() => {
        const wanted = wantedLeaves()
        for (const { callId, eventId } of certificates) wanted.add(callId, eventId)
        return wanted
      })
    ),
    TE.flatMap(wanted => pipe(wanted.find(log), TE.mapLeft(sealFailure))),
    TE.map(leafOf => ({ callId, eventId }) => {
      const leaf = leafOf(callId, eventId)
      return { seal, placeOf: () => (leaf === undefined ? undefined : { leaf }) }
    })
  )
