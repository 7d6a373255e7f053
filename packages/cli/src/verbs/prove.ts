/**
 * `samtykke prove SOURCE --log DIR --call ID --out PATH`: what is sealed of a call, for someone who trusts neither us
 * nor the company.
 */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { callOption, jsonOption } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { source } from '../command/operands.ts'
import { required, text, withDefault, word, written } from '../command/option.ts'
import { sealFailure, withStoredSource } from '../command/sealing.ts'
import { writeAllOut, writeErr } from '../output/output.ts'
import { exit, type ExitStatus, wrongCommandLine } from '../text/failure.ts'
import { howMany } from '../text/howMany.ts'
import { type Bilingual, both, said } from '../text/language.ts'
import { languages, pageLanguages } from '../command/langOption.ts'

const howToCheck = {
  folder: both('VERIFY.txt siger, hvordan de kontrolleres', 'VERIFY.txt says how to check them'),
  cose: both(
    'VERIFY.txt siger, hvordan de kontrolleres; kvitteringerne er til programmer, der læser COSE',
    'VERIFY.txt says how to check them; the receipts are for readers of COSE'
  ),
  html: both('siden kontrollerer sig selv i en browser', 'it checks itself in a browser')
}

const provenText = (events: number, out: string, how: Bilingual): Bilingual =>
  both(
    `bevist: ${howMany(events, 'event').da} i ${out}; ${how.da}`,
    `${howMany(events, 'event').en} proven in ${out}; ${how.en}`
  )

/** What the options say together of the form. */
const formOf = (
  format: keyof typeof howToCheck,
  lang: (typeof pageLanguages)[number] | undefined,
  key: string | undefined
) => {
  if (lang === 'both' && format !== 'html')
    return E.left(
      wrongCommandLine(both('--lang both er til --format html', '--lang both is of --format html'))
    )
  if ((key !== undefined) !== (format === 'cose'))
    return E.left(
      wrongCommandLine(
        both('--format cose og --key FILE hører sammen', '--format cose and --key FILE go together')
      )
    )
  return E.right({
    format: format === 'html' ? format : ('folder' as const),
    languages: languages.filter(each => lang === undefined || lang === 'both' || lang === each),
    ...(key !== undefined && { receiptKey: key })
  })
}

export const prove = defineVerb({
  name: 'prove',
  operands: source,
  about:
    'Writes the events of a call as they are stored, their proofs, the checkpoint and VERIFY.txt, which says how to check them with openssl and sha256sum. With --format cose, a COSE receipt (RFC 9942) for each event as well. With --format html, one page that checks the same in the browser of its reader, without network, and says what is proven and what is not. Exit status 5 where an event of the call is not sealed yet.',
  options: {
    log: required(text('DIR', 'the sealed log')),
    ...callOption,
    out: required(written('PATH', 'the folder to write; of html, the file')),
    format: withDefault(
      word(
        'FORMAT',
        ['folder', 'html', 'cose'],
        'folder (default), html, or cose: the folder with COSE receipts'
      ),
      'folder'
    ),
    lang: word(
      'LANGUAGE',
      pageLanguages,
      'da or en, of what is for people; of html also both (default: en, and both of html)'
    ),
    key: text('FILE', "of cose: the log's private key, which signs the receipts"),
    ...jsonOption
  },
  run: ({ log, call, out, format, lang, key, json }, from) =>
    pipe(
      TE.fromEither(formOf(format, lang, key)),
      TE.bindTo('form'),
      TE.bind('sealing', () => TE.fromTask(() => import('@samtykke/seal'))),
      TE.bind('run', ({ form, sealing }) =>
        withStoredSource(from, ({ source: stored, status }) =>
          pipe(
            sealing.prove(stored, { log, call, out, ...form }),
            TE.bimap(sealFailure, proven => ({ proven, status: status() }))
          )
        )
      ),
      TE.chainFirstTaskK(({ run: { proven } }) => () => {
        if (proven.unsealed > 0)
          writeErr(
            both(
              `endnu ikke forseglet og derfor ikke bevist: ${howMany(proven.unsealed, 'event').da}`,
              `not sealed yet, and so not proven: ${howMany(proven.unsealed, 'event').en}`
            )
          )
        return writeAllOut([
          json
            ? `${JSON.stringify(proven)}\n`
            : `${said(provenText(proven.events.length, out, howToCheck[format]))}\n`
        ])
      }),
      TE.map(({ run }): ExitStatus => (run.proven.unsealed > 0 ? exit.notVerified : run.status))
    )
})
