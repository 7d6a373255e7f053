/**
 * `samtykke policy check`: whether a policy is one, and whether it keeps what was promised.
 */
import {
  type BrokenPromise,
  brokenPromises,
  calendarOf,
  missingMembers,
  ordText,
  type Policy,
  policyWarnings,
  printable
} from '@samtykke/core'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { jsonOption, policyFile, readPolicy } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { oneFile } from '../command/operands.ts'
import { writeAllOut } from '../output/output.ts'
import { badInput, exit, type ExitStatus } from '../text/failure.ts'
import { articlesOf, warningText } from '../text/policyText.ts'
import { promiseText } from '../text/promises.ts'
import { shownName } from '../text/shown.ts'
import { about } from '../text/expected.ts'
import { howMany } from '../text/howMany.ts'
import { type Bilingual, both, said } from '../text/language.ts'
import { citer } from '@samtykke/audit/render'

interface Shown {
  readonly broken: BrokenPromise
  readonly text: Bilingual
}

/** Every broken promise in words, the shortest first. */
const brokenBy = (policy: Policy, promise: Policy | undefined): ReadonlyArray<Shown> => {
  if (promise === undefined) return []
  const { localDate } = calendarOf(policy.timeZone, () => undefined)
  return brokenPromises(policy, promise)
    .map(broken => ({ broken, text: promiseText(broken, localDate) }))
    .sort((a, b) => a.text.en.length - b.text.en.length || ordText.compare(a.text.en, b.text.en))
}

/** What an article asks for and the policy does not state. */
const notStated = (policy: Policy): ReadonlyArray<string> => [
  ...missingMembers(policy),
  ...(policy.proofOfConsent === undefined ? ['proofOfConsent'] : [])
]

function* inWords(
  policy: Policy,
  promise: Policy | undefined,
  broken: ReadonlyArray<Shown>
): Generator<Bilingual> {
  for (const warning of policyWarnings(policy)) {
    const text = warningText(warning)
    yield both(`advarsel: ${text.da}`, `warning: ${text.en}`)
  }
  for (const member of notStated(policy)) {
    const articles = articlesOf(member)
    yield both(
      `ikke angivet: ${member} (${articles.split(', ').map(citer('da')).join('; ')})`,
      `not stated: ${member} (art. ${articles})`
    )
  }
  for (const { broken: shown, text } of broken) {
    const ofKind = broken.filter(each => each.broken.promise === shown.promise)
    if (ofKind[0]?.broken !== shown) continue
    const others = howMany(ofKind.length - 1, 'more')
    const more =
      ofKind.length > 1
        ? both(` (og ${others.da} af denne slags)`, ` (and ${others.en} of this kind)`)
        : both('', '')
    yield both(`brudt: ${text.da}${more.da}`, `broken: ${text.en}${more.en}`)
  }
  if (promise !== undefined)
    yield broken.length === 0
      ? both('intet løfte er brudt', 'no promise is broken')
      : both(
          `brudt: ${howMany(broken.length, 'promise').da}`,
          `${howMany(broken.length, 'promise').en} broken`
        )
}

function* asJson(policy: Policy, broken: ReadonlyArray<Shown>): Generator<string> {
  for (const warning of policyWarnings(policy))
    yield JSON.stringify({ ...warning, text: warningText(warning).en })
  for (const member of notStated(policy))
    yield JSON.stringify({ notStated: member, articles: articlesOf(member) })
  for (const { broken: each, text } of broken) yield JSON.stringify({ ...each, text: text.en })
}

const lines = (texts: Iterable<string>): ReadonlyArray<string> =>
  [...texts].map(text => `${printable(text)}\n`)

export const policyCheck = defineVerb({
  name: 'policy check',
  operands: oneFile,
  about: `Says what is wrong with the policy in FILE, with its path; what is hardly meant; and which members an article of the GDPR asks for and the policy does not state.

With --promises, whether FILE does what was promised, decided over every kind of call and every day: of each kind of broken promise the shortest example, as a call. Exit status 1 where a promise is broken, 3 where FILE is no policy.`,
  options: {
    promises: policyFile('the published notice, as a policy (JSON)'),
    ...jsonOption
  },
  run: ({ promises, json }, file) =>
    pipe(
      readPolicy(file, (name, errors) => badInput(about(shownName(name), errors))),
      TE.flatMapTask(policy => async (): Promise<ExitStatus> => {
        const broken = brokenBy(policy, promises)
        await writeAllOut(
          lines(json ? asJson(policy, broken) : [...inWords(policy, promises, broken)].map(said))
        )
        return broken.length === 0 ? exit.done : exit.promiseBroken
      })
    )
})
