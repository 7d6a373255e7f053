/**
 * What is measured of a voice, as people call it.
 */
import { type Bilingual, both } from '../render/text/language.ts'

const featureNames: Readonly<Record<string, Bilingual>> = {
  'tone-range': both('toneleje', 'tone range'),
  tempo: both('taletempo', 'tempo of speech'),
  loudness: both('stemmestyrke', 'loudness')
}

/** What a feature is called; one that a company has named itself stands as it is. */
export const featureName = (feature: string): Bilingual =>
  (Object.hasOwn(featureNames, feature) ? featureNames[feature] : undefined) ??
  both(`“${feature}”`, `“${feature}”`)
