/**
 * What the members of a policy are called that the record of processing needs.
 */
import { type Bilingual, both } from './language.ts'

const names: Readonly<Record<string, Bilingual>> = {
  controller: both('den dataansvarlige', 'the controller'),
  dataProtectionOfficer: both('databeskyttelsesrådgiveren', 'the data protection officer'),
  authority: both('tilsynsmyndigheden', 'the supervisory authority'),
  processors: both('databehandlerne', 'the processors'),
  notices: both('oplysningsteksterne', 'the notices'),
  withdrawalContact: both('hvor samtykke trækkes tilbage', 'where consent is withdrawn'),
  interests: both('de legitime interesser', 'the legitimate interests'),
  measures: both('sikkerhedsforanstaltningerne', 'the security measures'),
  impactAssessment: both('konsekvensanalysen', 'the impact assessment'),
  proofOfConsent: both('opbevaringsperioden for beviset for samtykke', 'the period for the proof of consent')
}

/**
 * The name of a member of a policy, by its path; of one that has none, the member itself.
 *
 * @example
 * import { policyMemberName } from '@samtykke/audit/render'
 *
 * assert.equal(policyMemberName('authority').en, 'the supervisory authority')
 * assert.equal(policyMemberName('processors.0.agreement').en, 'the processors')
 */
export const policyMemberName = (member: string): Bilingual => {
  const [first = member] = member.split(/[.[]/)
  return (Object.hasOwn(names, first) ? names[first] : undefined) ?? both(`“${member}”`, `“${member}”`)
}
