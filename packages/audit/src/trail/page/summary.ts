/**
 * A call in at most six sentences.
 */
import { groupedBy } from '@samtykke/core/lookups'
import type { BasisRow } from '../../basis/basis.ts'
import { type BasisState, isWithoutBasis } from '../../basis/segment.ts'
import type { Trail } from '../trail.ts'
import { basisName } from '../../render/text/names.ts'
import { type NounName, wordFor } from '../../render/text/nouns.ts'
import { isKeeping } from '../../basis/basis.ts'
import { uncertainText } from './uncertain.ts'
import { type Clock, fullDate, listed, moment } from '../../render/text/words.ts'
import type { PageContext } from '../../render/html/page.ts'
import { both } from '../../render/text/language.ts'
import { severityNames } from '../../render/text/coreNames.ts'

const counted = ({ translate, language }: PageContext, counts: ReadonlyArray<readonly [number, NounName]>) =>
  listed(
    language,
    counts.map(([count, noun]) => `${count} ${translate(wordFor(count, noun))}`)
  )

const things = (context: PageContext, { recordings, analyses, recordings: [first] }: Trail): string => {
  const said = counted(context, [
    [recordings.length, 'recording'],
    [analyses.length, 'analysis']
  ])
  const startedAt = first?.['startedAt'] as Parameters<Clock['date']>[0] | undefined
  const on =
    startedAt === undefined
      ? ''
      : context.translate(
          both(
            ` fra den ${fullDate('da', context.clock.date(startedAt))}`,
            `, from ${fullDate('en', context.clock.date(startedAt))}`
          )
        )
  return context.translate(both(`Samtalen${on} omfatter ${said}.`, `The call has ${said}${on}.`))
}

const consent = ({ translate, clock }: PageContext, { entries }: Trail): string => {
  const acts = entries.filter(({ kind, code }) => kind === 'event' && code.startsWith('consent-'))
  const last = acts[acts.length - 1]
  if (last === undefined)
    return translate(both('Loggen har intet samtykke fra kunden.', 'The log has no consent of the customer.'))
  const [da, en] = {
    'consent-given': ['gav sidst samtykke', 'gave consent'],
    'consent-refused': ['afslog sidst samtykke', 'refused consent'],
    'consent-withdrawn': ['trak sidst samtykke tilbage', 'withdrew consent']
  }[last.code] ?? ['tog sidst stilling', 'acted']
  return translate(
    both(
      `Kunden ${da} den ${moment('da', clock, last.at)}.`,
      `The customer last ${en} on ${moment('en', clock, last.at)}.`
    )
  )
}

/** What is kept now, each thing with the rows of all its purposes. */
const keptNow = ({ basis: rows }: Trail): ReadonlyArray<ReadonlyArray<BasisRow>> => {
  const kept = rows.filter(row => row.until === null && isKeeping(row))
  return [...groupedBy(kept, row => `${row.activity} ${row.targetId}`).values()]
}

const basis = ({ translate, language }: PageContext, trail: Trail): string => {
  const kept = keptNow(trail)
  const has = (rows: ReadonlyArray<BasisRow>, state: BasisState): boolean =>
    rows.some(row => row.state === state)
  if (kept.length === 0)
    return translate(both('Intet af samtalen opbevares længere.', 'Nothing of the call is kept any more.'))
  if (kept.some(isWithoutBasis))
    return translate(
      both(
        'Noget opbevares uden et behandlingsgrundlag, der kan påvises.',
        'Something is kept without a basis that can be shown.'
      )
    )
  if (kept.some(rows => has(rows, 'held')))
    return translate(
      both(
        'Noget opbevares af hensyn til et retskrav; det er en undtagelse fra pligten til at slette, ikke et behandlingsgrundlag.',
        'Something is held for a legal claim, which is an exemption from erasure and no basis.'
      )
    )
  if (kept.some(rows => has(rows, 'overdue')))
    return translate(
      both(
        'Behandlingsgrundlaget består, men perioden er udløbet.',
        'The legal basis stands, but the period has passed.'
      )
    )
  const bases = [
    ...new Set(kept.flat().flatMap(({ reliedOn }) => (reliedOn === null ? [] : [reliedOn.article])))
  ]
  const named = listed(
    language,
    bases.map(article => translate(basisName(article)))
  )
  return translate(
    both(`Det, der opbevares, opbevares på grundlag af ${named}.`, `What is kept is kept on ${named}.`)
  )
}

const due = (context: PageContext, { actions }: Trail): string => {
  const { translate } = context
  const of = (status: string) => actions.filter(action => action.status === status)
  if (actions.length === 0) return translate(both('Intet er åbent.', 'Nothing is open.'))
  const said = counted(context, [
    [of('due').length, 'due'],
    [of('scheduled').length, 'scheduled'],
    [of('suspended').length, 'suspended']
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
  return `${translate(both(`Handlinger: ${said}.`, `Actions: ${said}.`))}${nextSaid}`
}

const findings = (context: PageContext, { findings: found }: Trail): string => {
  const { translate, language } = context
  if (found.length === 0) return translate(both('Der er ingen bemærkninger.', 'There are no findings.'))
  const said = (['error', 'warning', 'info'] as const).flatMap(severity => {
    const count = found.filter(finding => finding.severity === severity).length
    return count === 0 ? [] : [`${translate(severityNames[severity])}: ${count}`]
  })
  return `${translate(both('Bemærkninger', 'Findings'))}: ${listed(language, said)}.`
}

/** The sentences. */
export const summaryOf = (context: PageContext, trail: Trail): ReadonlyArray<string> => {
  const uncertain = uncertainText(trail)
  return [
    things(context, trail),
    consent(context, trail),
    basis(context, trail),
    due(context, trail),
    findings(context, trail),
    ...(uncertain === undefined ? [] : [context.translate(uncertain)])
  ]
}
