/**
 * What the codes of the events and of core are called by people, in Danish and English, without the documents.
 */
export { cite, citer } from './text/citation.ts'
export {
  actionNames,
  findingName,
  findingNames,
  ruleNames,
  severityNames,
  statusNames,
  targetNames
} from './text/coreNames.ts'
export { type Bilingual, bilingual, both, type Language } from './text/language.ts'
export { purposeName } from './text/names.ts'
export { notStated } from './text/notStated.ts'
export { policyMemberName } from './text/policyMembers.ts'
export { durationInWords, periodInWords } from './text/words.ts'
