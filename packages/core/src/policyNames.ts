/**
 * The names within a policy: each once, and none that refers to nothing.
 *
 * @see policies, section 2
 */
import { characters } from './characters.ts'
import type { MemberError } from './decode.ts'
import { nearestName } from './nearestName.ts'
import { analysisRules, declaredPurposes } from './declared.ts'
import type { PolicyVersion } from './policyVersion.ts'
import type { Purpose } from './purpose.ts'

/** As many purposes as one version may have. */
export const mostPurposes = 30

const error = (member: string, expected: string, found: string): MemberError => ({
  _tag: 'MemberError',
  member,
  expected,
  found
})

const sameTwice = (texts: ReadonlyArray<string>): string | undefined =>
  texts.find((text, index) => texts.indexOf(text) !== index)

const once = (member: string, expected: string, texts: ReadonlyArray<string>): ReadonlyArray<MemberError> => {
  const repeated = sameTwice(texts)
  return repeated === undefined
    ? []
    : [error(member, expected, `a text of ${characters(repeated.length)} twice`)]
}

const instantsOnce = (versions: ReadonlyArray<PolicyVersion>): ReadonlyArray<MemberError> =>
  sameTwice(versions.map(each => each.effectiveFrom)) === undefined
    ? []
    : [error('versions', 'each effectiveFrom once', 'one instant twice')]

/** Each of the names that is none of those known. */
const unknown = (
  member: string,
  names: ReadonlyArray<Purpose> | undefined,
  known: ReadonlyArray<Purpose>
): ReadonlyArray<MemberError> =>
  (names ?? []).flatMap((name, index) => {
    if (known.includes(name)) return []
    const nearest = nearestName(name, known)
    const expected =
      nearest === undefined ? `a purpose of the policy (${known.join(', ')})` : 'a purpose of the policy'
    const found = nearest === undefined ? `a text of ${characters(name.length)}` : JSON.stringify(name)
    return [
      error(
        `${member}.${index}`,
        expected,
        nearest === undefined ? found : `${found}, the nearest being ${nearest}`
      )
    ]
  })

const errorsOfVersion = (version: PolicyVersion, at: string): ReadonlyArray<MemberError> => {
  const purposes = declaredPurposes(version).map(({ purpose }) => purpose)
  const { analyses } = version
  const isOneRule = 'keep' in analyses
  return [
    ...(version.purposes === undefined && version.bases === undefined
      ? [error(`${at}.purposes`, 'purposes, or the declared bases of those of the notice', 'nothing')]
      : []),
    ...(purposes.length > mostPurposes
      ? [error(`${at}.purposes`, `at most ${mostPurposes} purposes`, `a list of ${purposes.length}`)]
      : []),
    ...once(`${at}.purposes`, 'each purpose once', purposes),
    ...version.recordings.flatMap((rule, index) =>
      unknown(`${at}.recordings.${index}.purposes`, rule.purposes, purposes)
    ),
    ...analysisRules(version).flatMap((rule, index) =>
      unknown(`${at}.analyses${isOneRule ? '' : `.${index}`}.purposes`, rule.purposes, purposes)
    )
  ]
}

/** What is wrong with the names of a policy whose members are all of their form. */
export const policyNameErrors = ({
  versions
}: {
  readonly versions: ReadonlyArray<PolicyVersion>
}): ReadonlyArray<MemberError> => [
  ...once(
    'versions',
    'each version once',
    versions.map(each => each.version)
  ),
  ...instantsOnce(versions),
  ...versions.flatMap((version, index) => errorsOfVersion(version, `versions.${index}`))
]
