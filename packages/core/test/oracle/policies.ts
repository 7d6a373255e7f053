// The notice as a policy, written from the notice itself, and variations of it.
import type { AnalysisRule, PlainPolicy, PolicyVersion } from './plain.ts'

const europeanUnion =
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' ')

// "quality-assurance, internal-training, documentation, voice-analysis"
export const allPurposes = ['quality-assurance', 'internal-training', 'documentation', 'voice-analysis']

export const noticeVersion: Omit<PolicyVersion, 'analyses'> & { analyses: AnalysisRule } = {
  version: '1',
  // "in force from 25 May 2018 in Denmark"
  effectiveFrom: '2018-05-24T22:00:00.000Z',
  recordings: [
    ['inbound-private', 'inbound', 'customer-service', 'private', 'P6M'],
    ['inbound-business', 'inbound', 'customer-service', 'business', 'P16M'],
    ['outbound-sales-private', 'outbound', 'sales', 'private', 'P6M'],
    ['outbound-sales-business', 'outbound', 'sales', 'business', 'P6M']
  ].map(([rule = '', direction = '', line = '', customerType = '', keep = '']) => ({
    rule,
    direction,
    line,
    customerType,
    keep,
    source: 'Opbevaring af samtaler'
  })),
  analyses: {
    keep: 'P3M',
    then: 'anonymise',
    source: 'Feedbacken fra stemmeanalysen opbevares af 3 i 3 måneder'
  },
  bases: { recording: ['6(1)(a)', '6(1)(f)'], analysis: ['6(1)(a)', '6(1)(f)'] }
}

export const notice: PlainPolicy = {
  policy: '3-samtaler',
  timeZone: 'Europe/Copenhagen',
  holidays: 'DK',
  allowedRegions: [...europeanUnion, 'IS', 'LI', 'NO'],
  allowedFeatures: ['tone-range', 'tempo', 'loudness'],
  holdReleaseApprovals: 2,
  executionGrace: 'P1D',
  clockTolerance: 'PT0S',
  consentWindow: 'PT24H',
  versions: [noticeVersion]
}

export const withProofPeriod: PlainPolicy = {
  ...notice,
  proofOfConsent: { period: 'P5Y', basis: 'forældelse' }
}
