/**
 * The record of processing activities, from the policy alone: so it says what the program does.
 *
 * @see GDPR art. 30(1)(a)–(g)
 */
import {
  type Instant,
  type LegalBasis,
  missingMembers,
  type Policy,
  type PolicyVersion,
  type Purpose,
  purposesIn,
  recordingPurposes,
  versionAt,
  type View
} from '@samtykke/core'
import { type Head, headOf } from '../head/head.ts'
import { type Bilingual, both } from '../render/text/language.ts'

/** A time limit, with the rule that sets it. */
export interface TimeLimit {
  /** An ISO 8601 period; `null`: the policy does not state one. */
  readonly period: string | null
  /** The rule's id, where it has one. */
  readonly rule: string | null
  /** From when it runs. */
  readonly anchor: Bilingual
  readonly source: string | null
}

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
  /** (c) */
  readonly dataSubjects: ReadonlyArray<Bilingual>
  readonly dataCategories: ReadonlyArray<Bilingual>
  /** (d) */
  readonly recipients: ReadonlyArray<string> | null
  /** (e): whether data go to third countries; that none do is a statement. */
  readonly thirdCountries: ReadonlyArray<string>
  /** (f) */
  readonly timeLimits: ReadonlyArray<TimeLimit>
  readonly legalBases: ReadonlyArray<LegalBasis | '6(1)(c)'>
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
  'hvornår, hvordan og til hvad der er givet, nægtet eller trukket samtykke',
  'when, how and to what consent was given, refused or withdrawn'
)

const fromTheCall = both('samtalen selv', 'the call itself')

const purposeText: Readonly<Record<Purpose, Bilingual>> = {
  'quality-assurance': both('kvalitetssikring', 'quality assurance'),
  'internal-training': both('intern undervisning', 'internal training'),
  documentation: both('dokumentation af aftaler og samtaler', 'documentation of agreements and calls'),
  'voice-analysis': both(
    'stemmeanalyse til forbedring af kundeservice',
    'voice analysis to improve customer service'
  )
}

const anchor = {
  call: both(
    'samtalens slutning; er den ukendt, dens begyndelse',
    'the end of the call; where that is unknown, its start'
  ),
  analysis: both('analysens tilblivelse', 'the making of the analysis'),
  erasure: both(
    'sletningen af det sidste, som beviset angår',
    'the erasure of the last thing that the proof is about'
  ),
  receipt: both('modtagelsen af anmodningen', 'receipt of the request'),
  release: both('ophævelsen af bevaringspålægget', 'the release of the hold')
}

/** A list as the policy states it: an empty one states nothing. */
const statedList = <A>(list: ReadonlyArray<A> | undefined): ReadonlyArray<A> | null =>
  list === undefined || list.length === 0 ? null : list

const recordingLimits = ({ recordings }: PolicyVersion): ReadonlyArray<TimeLimit> =>
  recordings.map(({ keep, rule, source }) => ({ period: keep, rule, anchor: anchor.call, source }))

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
  const ofRecordings = {
    ...shared,
    dataSubjects: [customer, agent],
    dataCategories: [sound],
    timeLimits: recordingLimits(version),
    legalBases: version.bases.recording,
    sourceOfData: fromTheCall
  }
  const ofRecording = purposesIn(recordingPurposes)
  const storage = ofRecording.map(purpose => ({
    ...ofRecordings,
    activity: `storage-and-use-${purpose}`,
    name: both(
      `Opbevaring og brug: ${purposeText[purpose].da}`,
      `Storage and use: ${purposeText[purpose].en}`
    ),
    purpose: purposeText[purpose],
    interests: interestsOf(policy, [purpose])
  }))
  return [
    {
      ...ofRecordings,
      activity: 'recording',
      name: both('Optagelse af samtaler', 'Recording of calls'),
      purpose: both(
        ofRecording.map(each => purposeText[each].da).join(', '),
        ofRecording.map(each => purposeText[each].en).join(', ')
      ),
      interests: interestsOf(policy, ofRecording)
    },
    ...storage,
    {
      ...shared,
      activity: 'voice-analysis',
      name: both('Stemmeanalyse (profilering)', 'Voice analysis (profiling)'),
      purpose: purposeText['voice-analysis'],
      dataSubjects: [customer, agent],
      dataCategories: [
        both(
          `udledt af stemmen: ${policy.allowedFeatures.join(', ')}`,
          `inferred from the voice: ${policy.allowedFeatures.join(', ')}`
        )
      ],
      timeLimits: [
        {
          period: version.analyses.keep,
          rule: version.analyses.then,
          anchor: anchor.analysis,
          source: version.analyses.source
        }
      ],
      legalBases: version.bases.analysis,
      interests: interestsOf(policy, ['voice-analysis']),
      sourceOfData: both('optagelsen af samtalen', 'the recording of the call')
    },
    {
      ...shared,
      activity: 'proof-of-consent',
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
      name: both('Anmodninger om indsigt', 'Requests for access'),
      purpose: both(
        'at besvare den registrerede (artikel 12 og 15)',
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
      name: both('Bevaring til retskrav', 'Holds for legal claims'),
      purpose: both(
        'at fastlægge, gøre gældende eller forsvare retskrav (artikel 17, stk. 3, litra e)',
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
