/**
 * What urgencies and reasons are called in a text for people.
 */
import { actionNames, findingNames, targetNames } from '../render/text/coreNames.ts'
import { type Bilingual, bilingual, both } from '../render/text/language.ts'
import { capitalised } from '../render/text/words.ts'
import type { Reason, Urgency, WorkItem } from './workItem.ts'

/**
 * What an urgency is called.
 *
 * @example
 * import { urgencyNames } from '@samtykke/audit'
 *
 * assert.deepStrictEqual(urgencyNames.late.da, 'Overskredet')
 */
export const urgencyNames: Readonly<Record<Urgency, Bilingual>> = {
  late: both('Overskredet', 'Late'),
  now: both('Nu', 'Now'),
  soon: both('Snart', 'Soon'),
  later: both('Senere', 'Later'),
  look: both('Se på', 'Look at')
}

/**
 * Why something needs a person.
 *
 * @example
 * import { reasonNames } from '@samtykke/audit'
 *
 * assert.deepStrictEqual(reasonNames['no-processor'].en, 'no processor known')
 */
export const reasonNames: Readonly<Record<Reason, Bilingual>> = {
  overdue: both('forfalden og ikke udført', 'due and not done'),
  'failed-permanently': both('mislykkedes endeligt', 'failed for good'),
  'no-processor': both('ingen kendt databehandler', 'no processor known'),
  'not-confirmed': both('instrueret, ikke bekræftet', 'told, not confirmed'),
  'call-unreadable': both('noget af samtalen kan ikke læses', 'something of the call cannot be read'),
  'access-request': both('indsigtsanmodning', 'request for access'),
  'hold-review': both('sletningsstop til gennemgang', 'hold to be reviewed'),
  conflict: both('modstridende oplysninger', 'contradictory data'),
  finding: both('fejl', 'error')
}

/** What holds are called here, as the law's own word is another's. */
const targetName = (target: NonNullable<WorkItem['target']>): Bilingual =>
  target === 'hold' ? both('sletningsstop', 'hold') : targetNames[target]

/**
 * What is to be done, or looked at.
 *
 * @example
 * import { workText } from '@samtykke/audit'
 *
 * assert.deepStrictEqual(workText({ action: 'erase', target: 'recording' }).da, 'Slet optagelse')
 */
export const workText = ({
  action,
  target,
  finding
}: Pick<WorkItem, 'action' | 'target' | 'finding'>): Bilingual =>
  finding !== undefined
    ? findingNames[finding]
    : bilingual(language =>
        capitalised(
          [
            ...(action === undefined ? [] : [actionNames[action][language]]),
            ...(target === undefined ? [] : [targetName(target)[language]])
          ].join(' ')
        )
      )
