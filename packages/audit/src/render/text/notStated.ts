/**
 * What stands for a member that nobody stated: never a guess.
 */
import type { Bilingual } from './language.ts'

export const notStated: Bilingual = { da: 'ikke angivet', en: 'not stated' }
