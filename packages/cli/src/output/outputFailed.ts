/**
 * What is said where standard output could not be written, and the status that says so. It loads all texts, which the program else
 * does only for a verb.
 */
import { writeErr } from './output.ts'
import { exit, type ExitStatus, exitStatusOf, reasonOf, unreadable } from '../text/failure.ts'
import { bilingual, both } from '../text/language.ts'

/**
 * @param status with which the run would have ended
 *
 * @see contract, section 5: a wrong command line is the only status before this one
 */
export const outputFailed = (error: NodeJS.ErrnoException, status: ExitStatus): ExitStatus => {
  const failure = unreadable(both('standardoutput', 'standard output'), reasonOf(error))
  writeErr(bilingual(each => `samtykke: ${failure.message[each]}`))
  return status === exit.wrongCommandLine ? status : exitStatusOf(failure)
}
