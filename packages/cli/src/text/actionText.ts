/**
 * An action, its reason and its state, in one line of a table: in English by their codes, which the JSON has too.
 */
import { actionNames, cite, ruleNames, statusNames, targetNames } from '@samtykke/audit/render'
import type { DueAction } from '@samtykke/core'
import { type Bilingual, both } from './language.ts'

/** `erase recording`; in Danish `slet optagelse`. */
export const actionText = ({ action, target }: Pick<DueAction, 'action' | 'target'>): Bilingual =>
  both(`${actionNames[action].da} ${targetNames[target].da}`, `${action} ${target}`)

/** `withdrawal, art. 17(1)(b)` */
export const becauseText = ({ rule, article }: Pick<DueAction, 'rule' | 'article'>): Bilingual =>
  both(`${ruleNames[rule].da}, ${cite('da', article)}`, `${rule}, art. ${article}`)

export const statusText = ({ status }: Pick<DueAction, 'status'>): Bilingual =>
  both(statusNames[status].da, status)

/** `recording rec-1` */
export const targetText = ({
  target,
  targetId
}: {
  readonly target: DueAction['target']
  readonly targetId: string
}): Bilingual => both(`${targetNames[target].da} ${targetId}`, `${target} ${targetId}`)
