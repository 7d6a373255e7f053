/**
 * What stands for a member that nobody stated: never a guess.
 */
import type { Bilingual } from './language.ts'

/** What is said where a policy or an event states nothing. */
export const notStated: Bilingual = { da: 'ikke angivet', en: 'not stated' }
