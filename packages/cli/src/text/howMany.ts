/**
 * How many there are of what the program counts: `1 event`, `1.200 hændelser`.
 */
import { type Bilingual, bilingual, type Language } from './language.ts'

type Forms = readonly [one: string, many: string]

const nouns = {
  action: { da: ['handling', 'handlinger'], en: ['action', 'actions'] },
  call: { da: ['samtale', 'samtaler'], en: ['call', 'calls'] },
  certificate: { da: ['bevis', 'beviser'], en: ['certificate', 'certificates'] },
  character: { da: ['tegn', 'tegn'], en: ['character', 'characters'] },
  consent: { da: ['samtykke', 'samtykker'], en: ['consent', 'consents'] },
  'destroyed-key': {
    da: ['destrueret nøgle', 'destruerede nøgler'],
    en: ['destroyed key', 'destroyed keys']
  },
  entry: { da: ['post', 'poster'], en: ['entry', 'entries'] },
  event: { da: ['hændelse', 'hændelser'], en: ['event', 'events'] },
  finding: { da: ['bemærkning', 'bemærkninger'], en: ['finding', 'findings'] },
  instruction: { da: ['instruks', 'instrukser'], en: ['instruction', 'instructions'] },
  key: { da: ['nøgle', 'nøgler'], en: ['key', 'keys'] },
  member: { da: ['felt', 'felter'], en: ['member', 'members'] },
  minute: { da: ['minut', 'minutter'], en: ['minute', 'minutes'] },
  more: { da: ['mere', 'flere'], en: ['more', 'more'] },
  name: { da: ['navn', 'navne'], en: ['name', 'names'] },
  other: { da: ['anden', 'andre'], en: ['other', 'others'] },
  promise: { da: ['løfte', 'løfter'], en: ['promise', 'promises'] },
  recording: { da: ['optagelse', 'optagelser'], en: ['recording', 'recordings'] },
  record: { da: ['notat', 'notater'], en: ['record', 'records'] },
  scavenge: { da: ['oprydning', 'oprydninger'], en: ['scavenge', 'scavenges'] },
  salt: { da: ['salt', 'salte'], en: ['salt', 'salts'] },
  target: {
    da: ['optagelse eller stemmeanalyse', 'optagelser og stemmeanalyser'],
    en: ['target', 'targets']
  },
  try: { da: ['forsøg', 'forsøg'], en: ['try', 'tries'] }
} satisfies Record<string, Record<Language, Forms>>

/** A number with the thousands apart: `1,200` in English, `1.200` in Danish. */
export const numeral = (value: number): Bilingual =>
  bilingual(language => value.toLocaleString(language, { maximumFractionDigits: 3 }))

/** A count with its noun, singular where there is one. */
export const howMany = (count: number, noun: keyof typeof nouns): Bilingual => {
  const digits = numeral(count)
  return bilingual(language => `${digits[language]} ${nouns[noun][language][count === 1 ? 0 : 1]}`)
}
