/**
 * What is said of a policy: what it leaves open, by article, and what in it is hardly meant.
 */
import type { PolicyWarning } from '@samtykke/core'

const articles: Readonly<Record<string, string>> = {
  controller: '13(1)(a), 30(1)(a)',
  dataProtectionOfficer: '13(1)(b), 30(1)(a)',
  authority: '13(2)(d)',
  processors: '13(1)(e), 28(3), 30(1)(d)',
  notices: '7(1), 13',
  withdrawalContact: '7(3), 13(2)(c)',
  interests: '13(1)(d)',
  measures: '30(1)(g), 32(1)',
  proofOfConsent: '5(1)(e), 7(1)'
}

const articlesOfParts: Readonly<Record<string, string>> = {
  region: '13(1)(f), 30(1)(e)',
  agreement: '28(3)',
  url: '13',
  sha256: '5(2), 7(1)',
  assessment: '5(2), 6(1)(f)',
  basis: '5(1)(e)'
}

/** The articles that ask for a member, by its path: `processors.0.agreement`. */
export const articlesOf = (member: string): string => {
  const [name = '', ...parts] = member.split('.')
  return articlesOfParts[parts.at(-1) ?? ''] ?? articles[name] ?? '5(2)'
}

export const warningText = ({ warning, version, name }: PolicyWarning): string => {
  switch (warning) {
    case 'rule-named-twice':
      return `version ${version}: two rules of the name ${name}`
    case 'rule-never-decides':
      return `version ${version}: the rule ${name} never decides: it is for no purpose, or another is always shorter`
    case 'purpose-without-rule':
      return `version ${version}: no rule keeps anything for ${name}: the version's shortest period counts`
    case 'purpose-dropped':
      return `version ${version}: has ${name} no more: what earlier versions keep for it is kept as they say`
  }
}
