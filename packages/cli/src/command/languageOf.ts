/**
 * In which language a table or a page is.
 */
import type { PageLanguage } from '@samtykke/audit'
import * as E from 'fp-ts/lib/Either.js'
import { type Failure, wrongCommandLine } from '../text/failure.ts'
import { both } from '../text/language.ts'

/** A page is in Danish and a table in English unless it is said; only a page is in both. */
export const languageOf = (
  format: string,
  lang: PageLanguage | undefined
): E.Either<Failure, PageLanguage> =>
  lang === 'both' && format !== 'html'
    ? E.left(
        wrongCommandLine(
          both(
            '--lang: ventede da eller en af alt andet end html, fandt both',
            '--lang: expected da or en of all but html, found both'
          )
        )
      )
    : E.right(lang ?? (format === 'html' ? 'da' : 'en'))
