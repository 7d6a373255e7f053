/**
 * `samtykke verify [SOURCE] --log DIR --key VKEY`: checks a sealed log, or a folder of proofs.
 */
import { printable } from '@samtykke/core'
import type { Problem, Verification } from '@samtykke/seal'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { jsonOption } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { optionalSource, type Source } from '../command/operands.ts'
import { loadedAll, required, text, texts, wholeNumber } from '../command/option.ts'
import { sealFailure, type StoredSource, verifierKeys, withStoredSource } from '../command/sealing.ts'
import { writeAllOut } from '../output/output.ts'
import { exit, type ExitStatus, type Failure, unreadable, wrongCommandLine } from '../text/failure.ts'
import { sealWords, type SealWords } from '../text/sealWords.ts'
import { type Bilingual, both, language } from '../text/language.ts'
import { lengthOf } from '../text/shown.ts'

/** Whose signatures count. */
interface Signers {
  readonly keys: ReadonlyArray<string>
  readonly witnesses?: ReadonlyArray<string>
  readonly quorum?: number
}

interface Output {
  readonly json: boolean
  readonly words: SealWords
}

interface Compared {
  readonly log: string
  readonly since?: ReadonlyArray<string>
  readonly call?: string
}

const lines = (texts: ReadonlyArray<string>): ReadonlyArray<string> =>
  texts.map(text => `${printable(text)}\n`)

/** The problems and then the rest, a JSON object a line; or all of it in words. */
const written = (
  { problems, ...rest }: { readonly problems: ReadonlyArray<Problem> },
  words: ReadonlyArray<string>,
  json: boolean
): Promise<void> =>
  writeAllOut(json ? [...problems, rest].map(each => `${JSON.stringify(each)}\n`) : lines(words))

/** Whether anything was compared; a pruned entry does not say of which call it was. */
const isCompared = (found: Verification): boolean =>
  found.pruned > 0 || !found.ok || found.intact + found.redacted + found.unsealed > 0

/** One call that is neither in the log nor in the source is a wrong identifier: nothing of it was verified. */
const checkCall = (call: string | undefined, found: Verification): E.Either<Failure, undefined> =>
  call === undefined || isCompared(found)
    ? E.right(undefined)
    : E.left(
        unreadable(
          '--call',
          both(
            `ingen samtale med det id (${call.length} tegn) i loggen eller kilden`,
            `no call of that id (${lengthOf(call.length)}) in the log or the source`
          )
        )
      )

const ofLog = (
  from: Source | undefined,
  compared: Compared,
  signers: Signers,
  { json, words }: Output
): TE.TaskEither<Failure, ExitStatus> =>
  pipe(
    TE.Do,
    TE.bind('sealing', () => TE.fromTask(() => import('@samtykke/seal'))),
    TE.bind('run', ({ sealing }) => {
      const verifyWith = ({ source, status }: Partial<StoredSource>) =>
        pipe(
          sealing.verify({ ...compared, ...signers }, source),
          TE.bimap(sealFailure, found => ({ found, status: status?.() ?? exit.done }))
        )
      return from === undefined ? verifyWith({}) : withStoredSource(from, verifyWith)
    }),
    TE.chainFirstEitherK(({ run: { found } }) => checkCall(compared.call, found)),
    TE.chainFirstTaskK(
      ({ run: { found } }) =>
        () =>
          written(
            found,
            [
              ...found.problems.map(words.problem),
              ...words.log(found),
              ...found.notChecked.map(words.notChecked)
            ],
            json
          )
    ),
    TE.map(({ run }) => (run.found.ok ? run.status : exit.notVerified))
  )

const ofProofs = (
  proofs: ReadonlyArray<string>,
  signers: Signers,
  { json, words }: Output
): TE.TaskEither<Failure, ExitStatus> =>
  pipe(
    TE.fromTask<typeof import('@samtykke/seal'), Failure>(() => import('@samtykke/seal')),
    TE.flatMap(sealing => pipe(sealing.verifyProof({ proofs, ...signers }), TE.mapLeft(sealFailure))),
    TE.chainFirstTaskK(found => () => {
      const said = [
        ...found.problems.map(words.problem),
        ...found.verified.map(words.proof),
        words.proofs(found),
        ...found.notChecked.map(words.notChecked)
      ]
      return written(found, said, json)
    }),
    TE.map(found => (found.ok ? exit.done : exit.notVerified))
  )

/** What was given that says nothing of a proof. */
const ofLogOnly = (given: {
  readonly log: string | undefined
  readonly source: Source | undefined
  readonly since: ReadonlyArray<string>
  readonly call: string | undefined
}): Bilingual | undefined => {
  if (given.log !== undefined) return both('--log', '--log')
  if (given.source !== undefined) return both('en kilde', 'a source')
  if (given.since.length > 0) return both('--since', '--since')
  return given.call === undefined ? undefined : both('--call', '--call')
}

export const verify = defineVerb({
  name: 'verify',
  operands: optionalSource,
  synopsis: ['[SOURCE...] --log DIR --key VKEY... [options]', '--proof FILE... --key VKEY... [options]'],
  about:
    'Checks signature, tree, earlier checkpoints and, with a SOURCE, what is stored. Exit status 5 where something differs; the first place is named. What could not be looked for is named too.',
  options: {
    log: text('DIR', 'the sealed log, or'),
    proof: texts('FILE', 'a proof, receipt or page, or a folder, that `prove` wrote'),
    key: required(
      loadedAll(texts('VKEY', 'a verifier key, or a file with it: from elsewhere than the log'), verifierKeys)
    ),
    since: texts('FILE', 'a checkpoint that was kept elsewhere'),
    witness: loadedAll(texts('VKEY', 'a witness whose signature counts'), verifierKeys),
    quorum: wholeNumber(1_000, 'how many of the witnesses must have signed'),
    call: text('ID', 'compares the events of one call only'),
    ...jsonOption
  },
  run: ({ log, proof, key, since, witness, quorum, call, json }, from) => {
    if (quorum !== undefined && quorum > witness.length)
      return TE.left(
        wrongCommandLine(
          both(
            `--quorum: ventede højst så mange, som der er vidner (${witness.length}), fandt ${quorum}`,
            `--quorum: expected at most as many as there are witnesses (${witness.length}), found ${quorum}`
          )
        )
      )
    const output = { json, words: sealWords[language()] }
    const signers = {
      keys: key,
      ...(witness.length > 0 && { witnesses: witness }),
      ...(quorum !== undefined && { quorum })
    }
    if (proof.length > 0) {
      const astray = ofLogOnly({ log, source: from, since, call })
      return astray === undefined
        ? ofProofs(proof, signers, output)
        : TE.left(
            wrongCommandLine(
              both(
                `--proof kontrolleres for sig selv, fandt også ${astray.da}`,
                `--proof is checked by itself, found ${astray.en} as well`
              )
            )
          )
    }
    if (log === undefined)
      return TE.left(
        wrongCommandLine(both('ventede --log DIR eller --proof FILE', 'expected --log DIR, or --proof FILE'))
      )
    if (call !== undefined && from === undefined)
      return TE.left(wrongCommandLine(both('--call kræver en kilde', '--call needs a source')))
    const compared = { log, ...(since.length > 0 && { since }), ...(call !== undefined && { call }) }
    return ofLog(from, compared, signers, output)
  }
})
