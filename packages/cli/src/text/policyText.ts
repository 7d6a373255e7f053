/**
 * What is said of a policy: what it leaves open, by article, and what in it is hardly meant.
 */
import type { PolicyWarning } from '@samtykke/core'
import { about } from './expected.ts'
import { type Bilingual, both } from './language.ts'

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

const warnings = ({ warning, name }: PolicyWarning): Bilingual => {
  switch (warning) {
    case 'rule-named-twice':
      return both(`to regler har navnet ${name}`, `two rules of the name ${name}`)
    case 'rule-never-decides':
      return both(
        `reglen ${name} afgør aldrig noget: den er ikke for noget formål, eller en anden er altid kortere`,
        `the rule ${name} never decides: it is for no purpose, or another is always shorter`
      )
    case 'purpose-without-rule':
      return both(
        `ingen regel gemmer noget til ${name}: versionens korteste frist gælder`,
        `no rule keeps anything for ${name}: the version's shortest period counts`
      )
    case 'purpose-dropped':
      return both(
        `har ikke længere ${name}: det, tidligere versioner gemmer til det, gemmes, som de siger`,
        `has ${name} no more: what earlier versions keep for it is kept as they say`
      )
    case 'interest-without-purpose':
      return both(
        `en legitim interesse er til ${name}, som ingen version har: fortegnelsen viser den ikke dér`,
        `a legitimate interest is for ${name}, which no version has: the record of processing does not show it there`
      )
  }
}

export const warningText = (warning: PolicyWarning): Bilingual =>
  about(`version ${warning.version}`, warnings(warning))
