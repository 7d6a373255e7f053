/**
 * `samtykke seal SOURCE --log DIR --key FILE`: seals what is stored in a tree of hashes, and signs its state.
 */
import { createHash } from 'node:crypto'
import { canonicalJson } from '@samtykke/core'
import type { SealSource } from '@samtykke/seal'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { asOfOption, jsonOption, plainViewOf, policyOption } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { source } from '../command/operands.ts'
import { flag, required, text } from '../command/option.ts'
import { sealFailure, withStoredSource } from '../command/sealing.ts'
import { writeAllOut, writeErr } from '../output/output.ts'
import { type Failure, reasonOf, theSource, unreadable, wrongCommandLine } from '../text/failure.ts'
import { howMany } from '../text/howMany.ts'
import { both } from '../text/language.ts'

const originOf = (
  init: boolean,
  origin: string | undefined
): E.Either<Failure, { readonly origin: string } | undefined> =>
  init === (origin !== undefined)
    ? E.right(origin === undefined ? undefined : { origin })
    : E.left(
        wrongCommandLine(both('--init og --origin NAME hører sammen', '--init and --origin NAME go together'))
      )

/** Of each call whose redaction is in the source, whether something from before it is there still. */
const goneCalls = async (source: SealSource): Promise<ReadonlyArray<string>> => {
  const calls = new Map<string, { first: bigint; redacted?: bigint }>()
  for await (const page of source.read(undefined)) {
    for (const { stream, type, revision } of page) {
      if (!stream.startsWith(callPrefix) || revision === undefined) continue
      const at = BigInt(revision)
      const call = calls.get(stream) ?? { first: at }
      if (at < call.first) call.first = at
      if (type === 'proof-redacted' && call.redacted === undefined) call.redacted = at
      calls.set(stream, call)
    }
  }
  return [...calls].flatMap(([stream, { first, redacted }]) =>
    redacted === first ? [stream.slice(callPrefix.length)] : []
  )
}

const callPrefix = 'call-'

/** A digest without its salt says nothing of the content: where that is gone, the salt goes as well. */
const destroySaltsOfGone = (
  { destroySalts }: typeof import('@samtykke/seal'),
  log: string,
  source: SealSource
): TE.TaskEither<Failure, void> =>
  pipe(
    TE.tryCatch(
      () => goneCalls(source),
      error => unreadable(theSource, reasonOf(error))
    ),
    TE.flatMap(calls => pipe(destroySalts({ log, calls }), TE.mapLeft(sealFailure))),
    TE.map(({ destroyed }) =>
      writeErr(
        both(
          `destrueret for det, der er væk: ${howMany(destroyed, 'salt').da}`,
          `${howMany(destroyed, 'salt').en} of what is gone destroyed`
        )
      )
    )
  )

export const seal = defineVerb({
  name: 'seal',
  operands: source,
  about:
    'Appends what is new to the tree of hashes in DIR and prints the signed checkpoint: keep it where this log cannot reach. Refuses to sign (exit status 5) where the source contradicts what is sealed.',
  options: {
    log: required(text('DIR', 'the sealed log')),
    key: required(text('FILE', 'the private key: openssl genpkey -algorithm ed25519 -out FILE')),
    init: flag('makes the log, with'),
    origin: text('NAME', 'its name, such as company.example/samtykke'),
    'destroy-salts': flag(
      'reads the whole source, and destroys the salts of events that are gone from it, where the redaction of their call is sealed'
    ),
    'also-key': text('FILE', 'a second key that signs too, to hand over from one to the other'),
    ...policyOption,
    ...asOfOption,
    ...jsonOption
  },
  run: (values, from) =>
    pipe(
      TE.Do,
      TE.bind('init', () => TE.fromEither(originOf(values.init, values.origin))),
      TE.bind('sealing', () => TE.fromTask(() => import('@samtykke/seal'))),
      TE.bind('sealed', ({ init, sealing }) => {
        const { log, key, 'also-key': alsoKey } = values
        const { policy, asOf } = plainViewOf(values)
        const options = {
          log,
          key,
          at: asOf,
          // Its hash is kept with the run.
          policy: createHash('sha256').update(canonicalJson(policy)).digest('hex'),
          ...(alsoKey !== undefined && { alsoKey }),
          ...(init !== undefined && { init })
        }
        return withStoredSource(from, ({ source: stored, status }) =>
          pipe(
            sealing.seal(stored, options),
            TE.bimap(sealFailure, run => ({ run, status: status() })),
            TE.chainFirst(() =>
              values['destroy-salts'] ? destroySaltsOfGone(sealing, log, stored) : TE.right(undefined)
            )
          )
        )
      }),
      TE.chainFirstTaskK(
        ({ sealed: { run } }) =>
          () =>
            writeAllOut([values.json ? `${JSON.stringify(run)}\n` : run.checkpoint])
      ),
      TE.map(({ sealed }) => sealed.status)
    )
})
