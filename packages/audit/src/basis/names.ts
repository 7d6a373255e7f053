/**
 * What the words of legal bases over time are called in a text for people.
 */
import type { Purpose } from '@samtykke/core'
import { ruleNames } from '../render/text/coreNames.ts'
import { type Bilingual, both } from '../render/text/language.ts'
import { purposeName } from '../render/text/names.ts'
import type { Activity } from './basis.ts'
import type { BasisState, EndReason } from './segment.ts'

const stateNames: Readonly<Record<BasisState, Bilingual>> = {
  'relied-on': both('grundlaget består', 'basis stands'),
  overdue: both('grundlaget består, men perioden er udløbet', 'basis stands, but the period has passed'),
  held: both('sletningsstop', 'held for a claim'),
  ended: both(
    'perioden for formålet er udløbet, opbevares til andre formål',
    'purpose ended, kept for others'
  ),
  'no-basis': both('intet grundlag', 'no basis'),
  unknown: both('kan ikke læses', 'cannot be read')
}

const stateNamesOnConsent: Partial<typeof stateNames> = {
  'relied-on': both('samtykke', 'consent'),
  overdue: both('samtykke, men perioden er udløbet', 'consent, but the period has passed')
}

/**
 * What a state is called.
 *
 * @param isConsent whether all that it is said of relies on consent
 */
export const stateName = (state: BasisState, isConsent: boolean): Bilingual =>
  (isConsent ? stateNamesOnConsent[state] : undefined) ?? stateNames[state]

export const activityNames: Readonly<Record<Activity, Bilingual>> = {
  record: both('optage', 'record'),
  store: both('opbevare', 'store'),
  use: both('anvende', 'use'),
  analyse: both('analysere', 'analyse'),
  'store-analysis': both('opbevare stemmeanalyse', 'store analysis')
}

export const endNames: Readonly<Record<EndReason, Bilingual>> = {
  ...ruleNames,
  'purpose-withdrawn': both('samtykke til formålet trukket tilbage', 'purpose withdrawn'),
  erased: both('slettet', 'erased'),
  anonymised: both('anonymiseret', 'anonymised'),
  'hold-placed': both('sletningsstop iværksat', 'hold placed'),
  'hold-released': both('sletningsstop ophævet', 'hold released'),
  'call-ended': both('samtalen sluttede', 'the call ended')
}

export const purposeNameOr = (purpose: Purpose | undefined): Bilingual =>
  purpose === undefined || purpose === 'any'
    ? both('uanset formål', 'whatever purpose')
    : purposeName(purpose)
