/**
 * What another policy would do, on a page.
 */
import type { Moved, Movement, WhatIf } from '../whatIf.ts'
import { type Bilingual, both } from '../../render/text/language.ts'
import { type Content, element } from '../../render/html/element.ts'
import type { PageContext } from '../../render/html/page.ts'
import { id, numeral, time } from '../../render/html/parts.ts'
import { tableOf } from '../../render/html/table.ts'
import { purposeName } from '../../render/text/names.ts'
import { ruleNames, targetNames } from '../../render/text/coreNames.ts'
import { differenceTable } from './findingDifference.ts'

const words = {
  dryRun: both(
    'En prøve: intet er skrevet eller udført. Det andet regelsæt er',
    'A dry run: nothing was written or carried out. The other policy is'
  ),
  what: both('Hvad', 'What'),
  count: both('Antal', 'Count'),
  effects: both('Virkninger', 'Effects'),
  newlyDue: both('forfaldne nu, men ikke efter det gældende regelsæt', 'due now that were not'),
  earlier: both('tidligere frist', 'an earlier date'),
  later: both('senere frist', 'a later date'),
  laterInTextOnly: both(
    'længere efter den nye ordlyd, men uden virkning: en senere version kan kun forkorte',
    'longer by the new text, without effect: a later version only shortens'
  ),
  byPurpose: both('Virkninger efter formål', 'Effects by purpose'),
  purpose: both('Formål', 'Purpose'),
  first: both('De første, hvis frist bliver tidligere', 'The first whose date becomes earlier'),
  call: both('Samtale', 'Call'),
  about: both('Om', 'About'),
  from: both('Nu', 'Now'),
  to: both('Efter det andet regelsæt', 'By the other policy'),
  ground: both('Grund', 'Ground')
} satisfies Record<string, Bilingual>

/** The effects of another policy. */
export const whatIfSection = (context: PageContext, whatIf: WhatIf): Content => {
  const { translate } = context
  const movements: ReadonlyArray<readonly [Bilingual, Movement]> = [
    [words.newlyDue, whatIf.newlyDue],
    [words.earlier, whatIf.earlier],
    [words.later, whatIf.later],
    [words.laterInTextOnly, whatIf.laterInTextOnly]
  ]
  const purposes = [...new Set(movements.flatMap(([, { byPurpose }]) => Object.keys(byPurpose)))].sort()
  return [
    element('p', {}, `${translate(words.dryRun)} `, id(whatIf.policy.latestVersion), '.'),
    tableOf(context, words.effects, {
      columns: [
        { head: words.what, cell: ([name]) => translate(name), kind: 'long' },
        { head: words.count, cell: ([, { count }]) => numeral(context, count), kind: 'number' }
      ],
      rows: movements
    }),
    tableOf(context, words.byPurpose, {
      columns: [
        { head: words.purpose, cell: purpose => translate(purposeName(purpose)) },
        ...movements.map(([head, { byPurpose }]) => ({
          head,
          cell: (purpose: string) => numeral(context, byPurpose[purpose] ?? 0),
          kind: 'number' as const
        }))
      ],
      rows: purposes
    }),
    differenceTable(context, whatIf),
    tableOf<Moved>(context, words.first, {
      columns: [
        { head: words.call, cell: ({ callId }) => id(callId) },
        {
          head: words.about,
          cell: ({ target, targetId }) => [translate(targetNames[target]), ' ', id(targetId)]
        },
        { head: words.ground, cell: ({ rule }) => translate(ruleNames[rule]) },
        { head: words.from, cell: ({ from }) => time(context, from) },
        { head: words.to, cell: ({ to }) => time(context, to) }
      ],
      rows: whatIf.earlier.first.slice(0, 50)
    })
  ]
}
