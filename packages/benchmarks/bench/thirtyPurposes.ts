/**
 * A policy of as many purposes as there may be: the notice's four, and twenty-six on every legal basis, for some of the
 * calls or for all, each with a rule and a period of its own.
 */
import { declaredPurposes, legalBases, noticePolicy, type Policy } from '@samtykke/core'

const most = 30
const [version] = noticePolicy.versions as readonly [Policy['versions'][number]]
const ofNotice = declaredPurposes(version)

const conditions = [
  {},
  { direction: 'inbound' },
  { line: ['customer-service', 'other'] },
  { customerType: 'private' }
]

const more = Array.from({ length: most - ofNotice.length }, (_, index) => ({
  purpose: `purpose-${index}`,
  of: index % 13 === 12 ? 'analysis' : 'recording',
  basis: legalBases[index % legalBases.length],
  when: conditions[index % conditions.length]
}))

/** As JSON, which `decodePolicy` reads. */
export const thirtyPurposes: unknown = {
  ...noticePolicy,
  versions: [
    {
      ...version,
      bases: undefined,
      purposes: [...ofNotice.map(({ purpose, of, basis }) => ({ purpose, of, basis })), ...more],
      recordings: [
        ...version.recordings,
        ...more
          .filter(({ of }) => of === 'recording')
          .map(({ purpose }, index) => ({
            rule: purpose,
            purposes: [purpose],
            keep: `P${index + 1}M`,
            source: 'A period of its own.'
          }))
      ]
    }
  ]
}
