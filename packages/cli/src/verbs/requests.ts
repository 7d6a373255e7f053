/**
 * `samtykke withdraw|object|request-erasure|request-access STORE`: what a person asks, for one call or all of theirs.
 */
import {
  declaredPurposes,
  type LegalBasis,
  type Policy,
  type Purpose,
  type SubjectRequest
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { defineVerb, type Verb } from '../command/defineVerb.ts'
import { store as storeOperand } from '../command/operands.ts'
import {
  identifiers,
  type Options,
  someOf,
  type Values,
  withDefault,
  word,
  wrongValue
} from '../command/option.ts'
import { nameSetAside } from '../command/recordTotals.ts'
import { type RequestLine, requestLineOf, requestOptions } from '../command/requestLine.ts'
import type { SentRequest } from '../command/sendRequest.ts'
import { vaultOptions } from '../command/vaultOptions.ts'
import { writeAllOut, writeErr } from '../output/output.ts'
import { withStore } from '../source/store.ts'
import { exit, type ExitStatus, type Failure } from '../text/failure.ts'
import { shownValue } from '../text/shown.ts'
import { howMany, numeral } from '../text/howMany.ts'
import { both, said } from '../text/language.ts'

/** The purposes listed, each of which some version of the policy has. */
const purposesOf = (
  { versions }: Policy,
  listed: ReadonlyArray<Purpose> | undefined
): E.Either<Failure, RequestLine['particulars']> => {
  if (listed === undefined) return E.right({})
  const known = [...new Set(versions.flatMap(declaredPurposes).map(({ purpose }) => purpose))]
  const wrong = listed.find(each => !known.includes(each))
  return wrong === undefined
    ? E.right({ purposes: known.filter(each => listed.includes(each)) })
    : E.left(wrongValue('purposes', someOf(known), shownValue(wrong, known)))
}

/** The bases on which a purpose rests that is named in an act which takes it. */
const takenBases: Readonly<Partial<Record<SubjectRequest['kind'], ReadonlyArray<LegalBasis>>>> = {
  withdrawal: ['6(1)(a)'],
  objection: ['6(1)(a)', '6(1)(e)', '6(1)(f)']
}

const kindNames: Readonly<Record<SubjectRequest['kind'], string>> = {
  withdrawal: 'en tilbagetrækning rammer',
  objection: 'en indsigelse rammer',
  erasure: 'en anmodning om sletning rammer',
  access: 'en indsigtsanmodning rammer'
}

/** Says which of the purposes the act does not take, since in no version they rest on a basis that it takes. */
const nameWithoutEffect = (
  kind: SubjectRequest['kind'],
  { versions }: Policy,
  named: ReadonlyArray<string>
): void => {
  const taken = takenBases[kind] ?? []
  const declared = versions.flatMap(declaredPurposes)
  const without = named.flatMap(name => {
    const bases = [...new Set(declared.flatMap(({ purpose, basis }) => (purpose === name ? [basis] : [])))]
    return bases.some(basis => taken.includes(basis)) ? [] : [`${name} (${bases.join(', ')})`]
  })
  if (without.length > 0)
    writeErr(
      both(
        `--purposes: registreret, men uden virkning for ${without.join(', ')}: ${kindNames[kind]} ikke det, der hviler på et sådant grundlag`,
        `--purposes: recorded, and without effect on ${without.join(', ')}: no ${kind} takes what rests on such a basis`
      )
    )
}

const sentence = ({ requestId, calls, changed }: SentRequest): string => {
  const text =
    calls === 0
      ? both(
          `bevaret som ${requestId}: endnu er ingen samtale knyttet til personen; den når hver, der bliver det`,
          `kept as ${requestId}: no call is linked to the subject yet; it reaches each one that will be`
        )
      : both(
          `${requestId}: på ${howMany(calls, 'call').da}, ny på ${numeral(changed).da}`,
          `${requestId}: on ${howMany(calls, 'call').en}, new on ${numeral(changed).en}`
        )
  return `${said(text)}\n`
}

const jsonOf = ({ setAside, ...done }: SentRequest): string =>
  `${JSON.stringify({ ...done, setAside: setAside.length })}\n`

interface RequestVerb<O extends Options> {
  readonly name: string
  readonly kind: SubjectRequest['kind']
  readonly about: string
  readonly options: O
  readonly particularsOf: (values: Values<O>, policy: Policy) => E.Either<Failure, RequestLine['particulars']>
}

const requestVerb = <O extends Options>({
  name,
  kind,
  about,
  options,
  particularsOf
}: RequestVerb<O>): Verb =>
  defineVerb({
    name,
    operands: storeOperand,
    synopsis: ['STORE (--subject REF | --call ID) --channel TEXT [options]'],
    about: `${about}

With --subject it reaches every call of the person, also those linked later; again is nothing new, and goes on where it broke off.`,
    options: { ...options, ...requestOptions, ...vaultOptions },
    run: (values, store) =>
      pipe(
        TE.fromEither(requestLineOf(values, policy => particularsOf(values, policy))),
        TE.flatMap(line =>
          pipe(
            withStore(store, log => async () => {
              const { sendRequest } = await import('../command/sendRequest.ts')
              return sendRequest(store, log, kind, line)
            }),
            TE.chainFirstIOK(({ setAside }) => () => {
              const { policy }: Values<typeof requestOptions> = values
              nameSetAside(setAside)
              nameWithoutEffect(kind, policy, line.particulars.purposes ?? [])
            })
          )
        ),
        TE.chainFirstTaskK(done => () => writeAllOut([values.json ? jsonOf(done) : sentence(done)])),
        TE.map(({ setAside }): ExitStatus => (setAside.length > 0 ? exit.badInput : exit.done))
      )
  })

export const withdraw = requestVerb({
  name: 'withdraw',
  kind: 'withdrawal',
  about: 'Record that a person withdraws consent (art. 7(3)).',
  options: { purposes: identifiers('only these purposes of the policy, with commas between (default: all)') },
  particularsOf: ({ purposes }, policy) => purposesOf(policy, purposes)
})
export const object = requestVerb({
  name: 'object',
  kind: 'objection',
  about: 'Record that a person objects to the analysis, or to single purposes (art. 21).',
  options: {
    purposes: identifiers('to these purposes of the policy, with commas between (default: to the analysis)')
  },
  particularsOf: ({ purposes }, policy) => purposesOf(policy, purposes)
})
export const requestErasure = requestVerb({
  name: 'request-erasure',
  kind: 'erasure',
  about: 'Record that a person asks for erasure (art. 17).',
  options: {
    scope: withDefault(
      word('WORD', ['all', 'recording', 'analysis'], 'all, recording or analysis (default: all)'),
      'all'
    )
  },
  particularsOf: ({ scope }) => E.right({ scope })
})
export const requestAccess = requestVerb({
  name: 'request-access',
  kind: 'access',
  about: 'Record that a person asks for access (art. 15).',
  options: {},
  particularsOf: () => E.right({})
})
