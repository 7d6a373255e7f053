/**
 * `samtykke letter access|erasure|extension|refusal SOURCE`: a letter to a person, as a page that prints on one sheet.
 */
import type { Letter, LetterError } from '@samtykke/audit'
import { type CallHistory, canonicalJson, isIdentifier, type View } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { plainViewOf, sourceOptions } from '../command/commonOptions.ts'
import { defineVerb, type Verb } from '../command/defineVerb.ts'
import { allowGaps, incompleteOption } from '../command/gaps.ts'
import { gatherCalls } from '../command/gather.ts'
import {
  eachFound,
  noSuchAct,
  noSuchRequest,
  personOptions,
  personUsage,
  wantedOf
} from '../command/ofPerson.ts'
import { source } from '../command/operands.ts'
import { identifier, type Options, required, text, type Values } from '../command/option.ts'
import { verbGroup } from '../command/verbGroup.ts'
import { viewOf } from '../engine/view.ts'
import { writeAllOut } from '../output/output.ts'
import { type Failure, refused, unreadable } from '../text/failure.ts'
import { type Bilingual, both } from '../text/language.ts'
import { pageLangOption } from '../command/langOption.ts'

const reasons: Readonly<Record<Extract<LetterError, { _tag: 'NothingToTell' }>['why'], Bilingual>> = {
  'no-act': both(
    'ingen tilbagetrækning, anmodning om sletning eller indsigelse fra den person er registreret på samtalerne',
    'no withdrawal, request for erasure or objection of that person is recorded on the calls'
  ),
  'no-extension': both(
    'ingen access-extended til den anmodning er registreret',
    'no access-extended of that request is recorded'
  ),
  'extension-late': both(
    'access-extended kom, efter at måneden var gået: den ændrer intet',
    'the access-extended came after the month had passed: it changes nothing'
  ),
  'no-refusal': both(
    'ingen access-answered til den anmodning siger, hvorfor den er afslået (refusedBecause)',
    'no access-answered of that request says why it is refused (refusedBecause)'
  ),
  refused: both(
    'anmodningen er afslået: samtykke letter refusal',
    'the request was refused: samtykke letter refusal'
  ),
  'reason-forgotten': both(
    'begrundelsen var krypteret, og nøglen til den er destrueret',
    'the reason was encrypted, and its key was destroyed'
  )
}

const failureOf = (error: LetterError): Failure => {
  switch (error._tag) {
    case 'UnknownRequest':
      return unreadable('--request', noSuchRequest(error.requestId))
    case 'UnknownAct':
      return unreadable('--event', noSuchAct(error.eventId))
    case 'CallOfOthers':
      return refused(
        both(
          `samtale ${error.callId} er en anden persons; intet brev er skrevet`,
          `call ${error.callId} is of another person; no letter was written`
        )
      )
    case 'NothingToTell':
      return unreadable(both('intet brev', 'no letter'), reasons[error.why])
  }
}

const letterOptions = {
  ...pageLangOption,
  ...incompleteOption,
  ...sourceOptions
}

type Audit = typeof import('@samtykke/audit')

interface LetterVerb<O extends Options> {
  readonly kind: Letter['letter']
  readonly about: string
  readonly usage: string
  readonly options: O
  readonly letterOf: (
    audit: Audit,
    view: View,
    values: Values<O>
  ) => (histories: ReadonlyArray<CallHistory>) => E.Either<LetterError, Letter>
}

const letterVerb = <O extends Options & typeof personOptions>({
  kind,
  about,
  usage,
  options,
  letterOf
}: LetterVerb<O>): Verb =>
  defineVerb({
    name: `letter ${kind}`,
    operands: source,
    synopsis: [`SOURCE... ${usage} [options] > letter.html`],
    about: `${about} HTML on standard output, a sheet of A4; with --json the letter as data. Controller, contact and authority are those of the policy.`,
    options: { ...options, ...letterOptions },
    run: (values, from) => {
      const own: Values<typeof letterOptions & typeof personOptions> = values
      return pipe(
        TE.Do,
        TE.bind('wanted', () => TE.fromEither(wantedOf(own))),
        TE.let('view', () => plainViewOf(own)),
        TE.bind('gathered', ({ wanted, view }) =>
          pipe(gatherCalls(from, own.rejects, view, wanted), TE.flatMapEither(eachFound(own)))
        ),
        TE.bind('audit', () => TE.fromTask(() => import('@samtykke/audit'))),
        TE.bind('letter', ({ audit, view, gathered }) =>
          TE.fromEither(pipe(letterOf(audit, viewOf(view), values)(gathered.histories), E.mapLeft(failureOf)))
        ),
        TE.chainFirstEitherK(({ letter }) => allowGaps(own, letter.missing)),
        TE.chainFirstTaskK(({ audit, view, letter }) => () => {
          const page = own.json
            ? `${canonicalJson(letter)}\n`
            : audit.letterHtml(viewOf(view), letter, own.lang ?? 'da')
          return writeAllOut([page])
        }),
        TE.map(({ gathered }) => gathered.status)
      )
    }
  })

const requestOptions = {
  request: required(text('ID', 'the request for access')),
  ...personOptions
}
const requestUsage = `--request ID ${personUsage}`

export const letter = verbGroup('letter', [
  letterVerb({
    kind: 'access',
    about:
      'The answer to a request for access: of which recordings a copy is handed over, and what became of the others.',
    usage: requestUsage,
    options: requestOptions,
    letterOf: (audit, view, { request }) => audit.accessLetter(view, request)
  }),
  letterVerb({
    kind: 'erasure',
    about:
      'After a withdrawal, a request for erasure or an objection: what was erased, what is not confirmed yet, what is kept and why. It says that something is erased only where that is confirmed.',
    usage: '(--subject REF | --call ID... [--person REF]) [--event ID]',
    options: {
      ...personOptions,
      person: identifier('REF', 'with --call: who it is for, where calls name several'),
      event: text('ID', 'an event of the withdrawal, request or objection (default: of the latest)')
    },
    letterOf: (audit, view, { subject, person, event }) =>
      audit.erasureLetter(view, {
        eventId: event,
        subject: person ?? (subject !== undefined && isIdentifier(subject) ? subject : undefined)
      })
  }),
  letterVerb({
    kind: 'extension',
    about: 'That the time for the answer is extended, why, and until when, as the access-extended says.',
    usage: requestUsage,
    options: requestOptions,
    letterOf: (audit, view, { request }) => audit.extensionLetter(view, request)
  }),
  letterVerb({
    kind: 'refusal',
    about:
      'That the request for access is refused, with the reason that the access-answered gives (refusedBecause).',
    usage: requestUsage,
    options: requestOptions,
    letterOf: (audit, view, { request }) => audit.refusalLetter(view, request)
  })
])
