/**
 * `samtykke verify [SOURCE] --log DIR --key VKEY`: checks a sealed log, or a folder of proofs.
 */
import type { Verification } from '@samtykke/seal'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { exit, type ExitStatus, type Failure, wrongCommandLine } from '../command/failure.ts'
import { parseCommandLine, wholeNumber } from '../command/options.ts'
import {
  problemLines,
  required,
  sealFailure,
  type StoredSource,
  verifierKeys,
  withStoredSource
} from '../command/sealing.ts'
import { writeAllOut } from '../output.ts'
import { printable } from '../printable.ts'
import type { Verb } from './verb.ts'

const options = {
  log: { type: 'string' },
  key: { type: 'string', multiple: true },
  since: { type: 'string', multiple: true },
  witness: { type: 'string', multiple: true },
  quorum: { type: 'string' },
  call: { type: 'string' },
  proof: { type: 'string', multiple: true },
  json: { type: 'boolean' }
} as const

interface Keys {
  readonly keys: ReadonlyArray<string>
  readonly witnesses: ReadonlyArray<string>
  readonly quorum: number | undefined
}

const summary = ({
  ok,
  origin,
  size,
  root,
  intact,
  redacted,
  unsealed,
  missing,
  altered,
  saltMissing,
  inserted,
  moved,
  heldCheckpoints,
  notChecked
}: Verification): ReadonlyArray<string> => [
  `${ok ? 'Verified' : 'NOT VERIFIED'}: ${origin}, ${size} leaves, root ${root}`,
  `intact ${intact}, redacted ${redacted}, not sealed yet ${unsealed}; altered ${altered}, salt missing ${saltMissing}, missing ${missing}, inserted ${inserted}, moved ${moved}`,
  `compared with ${heldCheckpoints} checkpoint${heldCheckpoints === 1 ? '' : 's'}`,
  ...notChecked.map(({ what, because }) => `not checked: ${what}: ${because}`)
]

const lines = (texts: ReadonlyArray<string>): ReadonlyArray<string> =>
  texts.map(text => `${printable(text)}\n`)

const ofLog = (
  names: ReadonlyArray<string>,
  log: string,
  { keys, witnesses, quorum }: Keys,
  since: ReadonlyArray<string> | undefined,
  call: string | undefined,
  json: boolean
): TE.TaskEither<Failure, ExitStatus> =>
  pipe(
    TE.Do,
    TE.bind('sealing', () => TE.fromTask(() => import('@samtykke/seal'))),
    TE.bind('run', ({ sealing }) => {
      const options = {
        log,
        keys,
        ...(since !== undefined && { since }),
        ...(witnesses.length > 0 && { witnesses }),
        ...(quorum !== undefined && { quorum }),
        ...(call !== undefined && { call })
      }
      const verifyWith = ({ source, status }: Partial<StoredSource>) =>
        pipe(
          sealing.verify(options, source),
          TE.bimap(sealFailure, found => ({ found, status: status?.() ?? exit.done }))
        )
      return names.length === 0 ? verifyWith({}) : withStoredSource(names, verifyWith)
    }),
    TE.chainFirstTaskK(({ run: { found } }) => () => {
      const { problems, ...rest } = found
      return writeAllOut(
        json
          ? [...problems, rest].map(each => `${JSON.stringify(each)}\n`)
          : lines([...problemLines(problems), ...summary(found)])
      )
    }),
    TE.map(({ run }) => (run.found.ok ? run.status : exit.notVerified))
  )

const ofProofs = (
  proofs: ReadonlyArray<string>,
  { keys, witnesses, quorum }: Keys,
  json: boolean
): TE.TaskEither<Failure, ExitStatus> =>
  pipe(
    TE.fromTask<typeof import('@samtykke/seal'), Failure>(() => import('@samtykke/seal')),
    TE.flatMap(sealing =>
      pipe(
        sealing.verifyProof({
          proofs,
          keys,
          ...(witnesses.length > 0 && { witnesses }),
          ...(quorum !== undefined && { quorum })
        }),
        TE.mapLeft(sealFailure)
      )
    ),
    TE.chainFirstTaskK(found => () => {
      const { problems, ...rest } = found
      return writeAllOut(
        json
          ? [...problems, rest].map(each => `${JSON.stringify(each)}\n`)
          : lines([
              ...problems.map(problem => `${problem.path}: ${problemLines([problem]).join('')}`),
              ...found.verified.map(
                ({ stream, revision, type, created, leaf, content }) =>
                  `${revision}@${stream} ${type}, recorded ${created}: leaf ${leaf}, content ${content}`
              ),
              `${found.ok ? 'Verified' : 'NOT VERIFIED'}: ${found.verified.length} events`
            ])
      )
    }),
    TE.map(found => (found.ok ? exit.done : exit.notVerified))
  )

export const verify: Verb = {
  name: 'verify',
  summary: 'check a sealed log against what is stored, or a folder of proofs',
  usage: `samtykke verify [SOURCE...] --log DIR --key VKEY... [options]
samtykke verify --proof FILE... --key VKEY...

Checks signature, tree, earlier checkpoints and, with a SOURCE, what is stored. Exit status 5 where something differs;
the first place is named. What could not be looked for is named too.

  --key VKEY         a verifier key, or a file with it: from elsewhere than the log
  --since FILE       a checkpoint that was kept elsewhere; may be given more than once
  --witness VKEY     a witness whose signature counts; with --quorum N, how many of them
  --call ID          compares the events of one call only
  --proof FILE       a proof, or a folder of them, that \`prove\` wrote
  --json             a JSON object a problem, and then the summary`,
  run: args =>
    pipe(
      TE.Do,
      TE.bind('line', () => TE.fromEither(parseCommandLine(options, args))),
      TE.bind('keys', ({ line }) =>
        line.values.key === undefined
          ? TE.left(wrongCommandLine('expected --key VKEY'))
          : verifierKeys(line.values.key)
      ),
      TE.bind('witnesses', ({ line }) => verifierKeys(line.values.witness)),
      TE.bind('quorum', ({ line: { values } }) =>
        values.quorum === undefined
          ? TE.right(undefined)
          : TE.fromEither(wholeNumber('quorum', values.quorum, 1_000))
      ),
      TE.flatMap(({ line: { values, positionals }, keys, witnesses, quorum }) => {
        const json = values.json === true
        const all = { keys, witnesses, quorum }
        if (values.proof !== undefined) {
          return values.log === undefined && positionals.length === 0
            ? ofProofs(values.proof, all, json)
            : TE.left(wrongCommandLine('--proof needs neither a log nor a source'))
        }
        return pipe(
          TE.fromEither(required('log DIR, or --proof FILE', values.log)),
          TE.flatMap(log => ofLog(positionals, log, all, values.since, values.call, json))
        )
      })
    )
}
