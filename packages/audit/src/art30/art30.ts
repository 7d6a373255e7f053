/**
 * The record of processing activities, from the policy alone: so it says what the program does.
 *
 * @see GDPR art. 30(1)(a)–(g)
 */
import {
  type DeclaredPurpose,
  declaredPurposes,
  type Instant,
  legalBases,
  type LegalBasis,
  missingMembers,
  type Policy,
  type PolicyVersion,
  type Purpose,
  versionAt,
  type View
} from '@samtykke/core'
import { type Head, headOf } from '../head/head.ts'
import { type Bilingual, both } from '../render/text/language.ts'
import { featureName, purposeNameIn } from '../render/text/names.ts'
import { analysisLimits, anchor, recordingLimits, type TimeLimit } from './timeLimits.ts'

/** The interest named under art. 6(1)(f) for an activity. */
export interface NamedInterest {
  readonly id: string
  readonly text: Bilingual
  readonly assessment: string | null
}

/** One activity of the record. */
export interface ProcessingActivity {
  readonly activity: string
  readonly name: Bilingual
  /** (b) */
  readonly purpose: Bilingual
  /** The purposes of the policy that it is for, by their names; none where it is for none of them. */
  readonly purposes: ReadonlyArray<Purpose>
  /** (c) */
  readonly dataSubjects: ReadonlyArray<Bilingual>
  readonly dataCategories: ReadonlyArray<Bilingual>
  /** (d) */
  readonly recipients: ReadonlyArray<string> | null
  /** (e): whether data go to third countries; that none do is a statement. */
  readonly thirdCountries: ReadonlyArray<string>
  /** (f) */
  readonly timeLimits: ReadonlyArray<TimeLimit>
  readonly legalBases: ReadonlyArray<LegalBasis>
  readonly interests: ReadonlyArray<NamedInterest>
  readonly sourceOfData: Bilingual
}

/** The record of processing activities. */
export interface Art30Record extends Head<'art30'> {
  readonly policyVersion: string
  /** Who is named in the policy; `null`: not stated. */
  readonly controller: Policy['controller'] | null
  readonly representative: Policy['representative'] | null
  readonly dataProtectionOfficer: Policy['dataProtectionOfficer'] | null
  readonly authority: Policy['authority'] | null
  readonly activities: ReadonlyArray<ProcessingActivity>
  /** (g) */
  readonly measures: ReadonlyArray<string> | null
  readonly impactAssessment: string | null
  /** When each version of the policy came into force. */
  readonly versions: ReadonlyArray<{ readonly version: string; readonly effectiveFrom: Instant }>
  readonly missing: ReadonlyArray<string>
}

const customer = both(
  'kunder, der taler i telefon med virksomheden',
  'customers who speak with the company by telephone'
)
const agent = both('medarbejdere, der fører samtalen', 'employees who take part in the call')
const sound = both('lydoptagelse af samtalen', 'recording of the voices in the call')
const proof = both(
  'hvornår, hvordan og til hvilke formål der er givet samtykke, og hvornår det er afslået eller trukket tilbage',
  'when, how and to what consent was given, refused or withdrawn'
)

const fromTheCall = both('samtalen selv', 'the call itself')

const purposeTexts: Readonly<Record<Purpose, Bilingual>> = {
  'quality-assurance': both('kvalitetssikring', 'quality assurance'),
  'internal-training': both('intern undervisning', 'internal training'),
  documentation: both('dokumentation af aftaler og samtaler', 'documentation of agreements and calls'),
  'voice-analysis': both(
    'stemmeanalyse til forbedring af kundeservice',
    'voice analysis to improve customer service'
  )
}

/** What a purpose is for, as the policy says it, or as the notice does. */
const purposeText = (policy: Policy, { purpose, text }: DeclaredPurpose): Bilingual =>
  (Object.keys(text).length === 0 && Object.hasOwn(purposeTexts, purpose)
    ? purposeTexts[purpose]
    : undefined) ?? purposeNameIn(policy)(purpose)

/** A list as the policy states it: an empty one states nothing. */
const statedList = <A>(list: ReadonlyArray<A> | undefined): ReadonlyArray<A> | null =>
  list === undefined || list.length === 0 ? null : list

const basesOf = (about: ReadonlyArray<DeclaredPurpose>): ReadonlyArray<LegalBasis> =>
  legalBases.filter(basis => about.some(({ declared }) => declared.includes(basis)))

const interestsOf = ({ interests }: Policy, about: ReadonlyArray<Purpose>): ReadonlyArray<NamedInterest> =>
  (interests ?? [])
    .filter(interest => interest.purposes?.some(purpose => about.includes(purpose)) ?? false)
    .map(({ id, text, assessment }) => ({ id, text, assessment: assessment ?? null }))

const activitiesOf = (policy: Policy, version: PolicyVersion): ReadonlyArray<ProcessingActivity> => {
  const recipients =
    statedList(policy.processors)?.map(({ name, agreement }) =>
      agreement === undefined ? name : `${name} (${agreement})`
    ) ?? null
  const thirdCountries = [...new Set(policy.processors?.flatMap(({ region }) => region ?? []))].filter(
    region => !policy.allowedRegions.includes(region)
  )
  const shared = { recipients, thirdCountries }
  const declared = declaredPurposes(version)
  const forRecordings = declared.filter(({ of }) => of === 'recording')
  const forAnalyses = declared.filter(({ of }) => of === 'analysis')
  const namesOf = (about: ReadonlyArray<DeclaredPurpose>): ReadonlyArray<Purpose> =>
    about.map(({ purpose }) => purpose)
  const ofRecordings = (about: ReadonlyArray<DeclaredPurpose>) => ({
    ...shared,
    dataSubjects: [customer, agent],
    dataCategories: [sound],
    timeLimits: recordingLimits(version, about),
    legalBases: basesOf(about),
    interests: interestsOf(policy, namesOf(about)),
    sourceOfData: fromTheCall
  })
  const storage = forRecordings.map(each => {
    const text = purposeText(policy, each)
    return {
      ...ofRecordings([each]),
      activity: `storage-and-use-${each.purpose}`,
      purposes: [each.purpose],
      name: both(`Opbevaring og anvendelse: ${text.da}`, `Storage and use: ${text.en}`),
      purpose: text
    }
  })
  const analyses = forAnalyses.map(each => ({
    ...shared,
    activity: each.purpose === 'voice-analysis' ? 'voice-analysis' : `voice-analysis-${each.purpose}`,
    purposes: [each.purpose],
    name:
      forAnalyses.length === 1
        ? both('Stemmeanalyse (profilering)', 'Voice analysis (profiling)')
        : both(
            `Stemmeanalyse (profilering): ${purposeText(policy, each).da}`,
            `Voice analysis (profiling): ${purposeText(policy, each).en}`
          ),
    purpose: purposeText(policy, each),
    dataSubjects: [customer, agent],
    dataCategories: [
      both(
        `udledt af stemmen: ${policy.allowedFeatures.map(each => featureName(each).da).join(', ')}`,
        `inferred from the voice: ${policy.allowedFeatures.map(each => featureName(each).en).join(', ')}`
      )
    ],
    timeLimits: analysisLimits(version, [each]),
    legalBases: basesOf([each]),
    interests: interestsOf(policy, [each.purpose]),
    sourceOfData: both('optagelsen af samtalen', 'the recording of the call')
  }))
  return [
    {
      ...ofRecordings(forRecordings),
      activity: 'recording',
      purposes: namesOf(forRecordings),
      name: both('Optagelse af samtaler', 'Recording of calls'),
      purpose: both(
        forRecordings.map(each => purposeText(policy, each).da).join(', '),
        forRecordings.map(each => purposeText(policy, each).en).join(', ')
      )
    },
    ...storage,
    ...analyses,
    {
      ...shared,
      activity: 'proof-of-consent',
      purposes: [],
      name: both('Bevis for samtykke', 'Proof of consent'),
      purpose: both(
        'at kunne påvise samtykket (artikel 7, stk. 1)',
        'to be able to demonstrate the consent (art. 7(1))'
      ),
      dataSubjects: [customer],
      dataCategories: [proof],
      timeLimits: [
        {
          period: policy.proofOfConsent?.period ?? null,
          rule: 'redact',
          anchor: anchor.erasure,
          source: policy.proofOfConsent?.basis ?? null
        }
      ],
      legalBases: [],
      interests: [],
      sourceOfData: fromTheCall
    },
    {
      ...shared,
      activity: 'access-requests',
      purposes: [],
      name: both('Anmodninger om indsigt', 'Requests for access'),
      purpose: both(
        'at besvare den registreredes anmodning (artikel 12 og 15)',
        'to answer the data subject (arts. 12 and 15)'
      ),
      dataSubjects: [customer],
      dataCategories: [both('anmodningen og svaret', 'the request and its answer')],
      timeLimits: [{ period: 'P1M', rule: 'answer', anchor: anchor.receipt, source: 'GDPR art. 12(3)' }],
      legalBases: ['6(1)(c)'],
      interests: [],
      sourceOfData: both('den registrerede', 'the data subject')
    },
    {
      ...shared,
      activity: 'holds',
      purposes: [],
      name: both('Sletningsstop af hensyn til retskrav', 'Holds for legal claims'),
      purpose: both(
        'at retskrav kan fastlægges, gøres gældende eller forsvares (artikel 17, stk. 3, litra e)',
        'the establishment, exercise or defence of legal claims (art. 17(3)(e))'
      ),
      dataSubjects: [customer, agent],
      dataCategories: [sound],
      timeLimits: [{ period: null, rule: 'review', anchor: anchor.release, source: null }],
      legalBases: [],
      interests: [],
      sourceOfData: fromTheCall
    }
  ]
}

/**
 * The record of processing activities of the newest version of a policy that is in force.
 *
 * @example
 * import { compilePolicy, instant, noticePolicy } from '@samtykke/core'
 * import { art30Of } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const record = art30Of(view)
 * assert.deepStrictEqual(record.controller, { name: '3' })
 * assert.deepStrictEqual(record.measures, null)
 * assert.deepStrictEqual(record.missing.includes('measures'), true)
 *
 * @see GDPR art. 30(1)
 */
export const art30Of = (view: View): Art30Record => {
  const { policy, versions } = view.rules
  const version = versionAt(view.rules, view.asOf)
  return {
    ...headOf('art30', view, { events: 0, sha256: null }, null),
    policyVersion: `${policy.policy}/${version.version}`,
    controller: policy.controller ?? null,
    representative: policy.representative ?? null,
    dataProtectionOfficer: policy.dataProtectionOfficer ?? null,
    authority: policy.authority ?? null,
    activities: activitiesOf(policy, version),
    measures: statedList(policy.measures),
    impactAssessment: policy.impactAssessment ?? null,
    versions: versions.map(each => ({ version: each.version, effectiveFrom: each.effectiveFrom })),
    missing: missingMembers(policy)
  }
}
