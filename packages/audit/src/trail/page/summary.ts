/**
 * A call in at most six sentences.
 */
import type { Trail } from '../trail.ts'
import { type Clock, fullDate, listed, moment } from '../../render/text/words.ts'
import type { PageContext } from '../../render/html/page.ts'
import { both } from '../../render/text/language.ts'
import { severityNames } from '../../render/text/coreNames.ts'

const plural = (
  { translate }: PageContext,
  count: number,
  one: [string, string],
  many: [string, string]
): string => `${count} ${translate(count === 1 ? both(...one) : both(...many))}`

const things = (context: PageContext, { recordings, analyses, recordings: [first] }: Trail): string => {
  const counted = listed(context.language, [
    plural(context, recordings.length, ['optagelse', 'recording'], ['optagelser', 'recordings']),
    plural(
      context,
      analyses.length,
      ['stemmeanalyse', 'voice analysis'],
      ['stemmeanalyser', 'voice analyses']
    )
  ])
  const startedAt = first?.['startedAt'] as Parameters<Clock['date']>[0] | undefined
  const on =
    startedAt === undefined
      ? ''
      : context.translate(
          both(
            `, fra den ${fullDate('da', context.clock.date(startedAt))}`,
            `, from ${fullDate('en', context.clock.date(startedAt))}`
          )
        )
  return context.translate(both(`Samtalen har ${counted}${on}.`, `The call has ${counted}${on}.`))
}

const consent = ({ translate, clock }: PageContext, { entries }: Trail): string => {
  const acts = entries.filter(({ kind, code }) => kind === 'event' && code.startsWith('consent-'))
  const last = acts[acts.length - 1]
  if (last === undefined)
    return translate(both('Loggen har intet samtykke fra kunden.', 'The log has no consent of the customer.'))
  const [da, en] = {
    'consent-given': ['gav samtykke', 'gave consent'],
    'consent-refused': ['afslog samtykke', 'refused consent'],
    'consent-withdrawn': ['trak samtykke tilbage', 'withdrew consent']
  }[last.code] ?? ['tog stilling', 'acted']
  return translate(
    both(
      `Kunden ${da} senest den ${moment('da', clock, last.at)}.`,
      `The customer last ${en} on ${moment('en', clock, last.at)}.`
    )
  )
}

const basis = ({ translate }: PageContext, { basis: rows }: Trail): string => {
  const now = rows.filter(
    ({ activity, until }) => until === null && (activity === 'store' || activity === 'store-analysis')
  )
  const has = (state: string): boolean => now.some(row => row.state === state)
  if (now.length === 0)
    return translate(both('Intet af samtalen er gemt længere.', 'Nothing of the call is kept any more.'))
  if (has('no-basis') || has('unknown'))
    return translate(
      both(
        'Noget gemmes uden et grundlag, der kan vises.',
        'Something is kept without a basis that can be shown.'
      )
    )
  if (has('held'))
    return translate(
      both(
        'Noget bevares for et retskrav; det er en undtagelse fra sletning, ikke et grundlag.',
        'Something is held for a legal claim, which is an exemption from erasure and no basis.'
      )
    )
  return has('overdue')
    ? translate(
        both('Samtykket består, men perioden er udløbet.', 'Consent stands, but the period has passed.')
      )
    : translate(both('Det, der gemmes, gemmes på samtykke.', 'What is kept is kept on consent.'))
}

const due = (context: PageContext, { actions }: Trail): string => {
  const { translate } = context
  const of = (status: string) => actions.filter(action => action.status === status)
  if (actions.length === 0) return translate(both('Intet er åbent.', 'Nothing is open.'))
  const counted = listed(context.language, [
    translate(both(`${of('due').length} forfaldne`, `${of('due').length} due`)),
    translate(both(`${of('scheduled').length} planlagte`, `${of('scheduled').length} scheduled`)),
    translate(both(`${of('suspended').length} udsatte`, `${of('suspended').length} suspended`))
  ])
  const next = of('scheduled')[0]
  const nextSaid =
    next === undefined
      ? ''
      : translate(
          both(
            ` Den næste frist er den ${moment('da', context.clock, next.dueAt)}.`,
            ` The next date is ${moment('en', context.clock, next.dueAt)}.`
          )
        )
  return `${translate(both(`Handlinger: ${counted}.`, `Actions: ${counted}.`))}${nextSaid}`
}

const findings = (context: PageContext, { findings: found }: Trail): string => {
  const { translate, language } = context
  if (found.length === 0) return translate(both('Der er ingen bemærkninger.', 'There are no findings.'))
  const counted = (['error', 'warning', 'info'] as const).flatMap(severity => {
    const count = found.filter(finding => finding.severity === severity).length
    return count === 0 ? [] : [`${translate(severityNames[severity])}: ${count}`]
  })
  return `${translate(both('Bemærkninger', 'Findings'))}: ${listed(language, counted)}.`
}

const unreadable = ({ translate }: PageContext, { payloads }: Trail): ReadonlyArray<string> =>
  payloads.undecodable > 0
    ? [
        translate(
          both(
            'Noget kan ikke læses; et menneske må se på samtalen, før noget udføres.',
            'Something cannot be read; a person must look at the call before anything is carried out.'
          )
        )
      ]
    : []

/** The sentences. */
export const summaryOf = (context: PageContext, trail: Trail): ReadonlyArray<string> => [
  things(context, trail),
  consent(context, trail),
  basis(context, trail),
  due(context, trail),
  findings(context, trail),
  ...unreadable(context, trail)
]
