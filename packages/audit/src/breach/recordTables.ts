/**
 * Whom a breach concerns, and what was there, may have been, and was gone before, as tables.
 */
import type { View } from '@samtykke/core'
import type { Content, Markup } from '../render/html/element.ts'
import type { PageContext } from '../render/html/page.ts'
import { id, numeral, time } from '../render/html/parts.ts'
import { type Column, tableOf } from '../render/html/table.ts'
import { targetNames } from '../render/text/coreNames.ts'
import { both } from '../render/text/language.ts'
import { purposeNameIn } from '../render/text/names.ts'
import { capitalised, fullDate, listed } from '../render/text/words.ts'
import type { BreachInRows } from './breach.ts'
import type { ErasedBefore, Exposure } from './exposure.ts'
import { doubtNames } from './names.ts'
import type { ExposedSubject } from './subjects.ts'
import { words } from './words.ts'

const inTables = both('JSON- og CSV-udgaven', 'the JSON and CSV forms')

const ids = (all: ReadonlyArray<string>): Content =>
  all.map((each, index) => [index === 0 ? '' : ' ', id(each)])

type Held = Pick<Exposure, 'callId' | 'subjects' | 'target' | 'targetId'>

const heldColumns = ({ translate }: PageContext): ReadonlyArray<Column<Held>> => [
  {
    head: words.what,
    cell: ({ target, targetId }) => [`${capitalised(translate(targetNames[target]))} `, id(targetId)]
  },
  { head: words.call, cell: ({ callId }) => id(callId) },
  { head: words.subject, cell: ({ subjects }) => ids(subjects) }
]

const timeColumns = (context: PageContext): ReadonlyArray<Column<Exposure>> => [
  { head: words.heldFrom, cell: ({ heldFrom }) => time(context, heldFrom) },
  {
    head: words.heldUntil,
    cell: ({ heldUntil }) => (heldUntil === null ? context.translate(words.still) : time(context, heldUntil))
  }
]

/** A row for each person. */
export const subjectsTable = (context: PageContext, { subjects }: BreachInRows): Markup =>
  tableOf<ExposedSubject>(context, words.subjects, {
    columns: [
      { head: words.subject, cell: ({ subjectRef }) => id(subjectRef) },
      { head: words.calls, cell: ({ calls }) => ids(calls) },
      { head: words.recordings, cell: ({ recordings }) => numeral(context, recordings), kind: 'number' },
      { head: words.analyses, cell: ({ analyses }) => numeral(context, analyses), kind: 'number' },
      {
        head: words.certain,
        cell: ({ certain }) => context.translate(certain ? words.yes : words.doubtful)
      }
    ],
    rows: subjects
  })

/** What was there. */
export const exposedTable = ({ rules }: View, context: PageContext, { exposed }: BreachInRows): Markup => {
  const { translate, language } = context
  const nameOf = purposeNameIn(rules.policy)
  return tableOf<Exposure>(context, words.exposed, {
    columns: [
      ...heldColumns(context),
      ...timeColumns(context),
      {
        head: words.purpose,
        cell: ({ purposes }) =>
          purposes.length === 0
            ? translate(words.noPurpose)
            : listed(
                language,
                purposes.map(each => translate(nameOf(each)))
              ),
        kind: 'long'
      }
    ],
    rows: exposed,
    whole: inTables
  })
}

/** What may have been there, and why that is in doubt. */
export const doubtsTable = (context: PageContext, { inDoubt }: BreachInRows): Markup =>
  tableOf<Exposure>(context, words.inDoubt, {
    columns: [
      ...heldColumns(context),
      ...timeColumns(context),
      {
        head: words.doubt,
        cell: ({ doubts }) =>
          listed(
            context.language,
            doubts.map(each => context.translate(doubtNames[each]))
          ),
        kind: 'long'
      },
      {
        head: words.instructed,
        cell: ({ instructedAt }) => (instructedAt === undefined ? '' : time(context, instructedAt))
      },
      { head: words.backups, cell: each => backupsCell(context, each) }
    ],
    rows: inDoubt,
    whole: inTables
  })

const backupsCell = (
  { language }: PageContext,
  { backupsExpireOn }: Pick<ErasedBefore, 'backupsExpireOn'>
): string => (backupsExpireOn === undefined ? '' : fullDate(language, backupsExpireOn))

/** What was gone before. */
export const erasedTable = (context: PageContext, { erasedBefore }: BreachInRows): Markup =>
  tableOf<ErasedBefore>(context, words.erasedBefore, {
    columns: [
      ...heldColumns(context),
      { head: words.erasedAt, cell: ({ erasedAt }) => time(context, erasedAt) },
      { head: words.backups, cell: each => backupsCell(context, each) }
    ],
    rows: erasedBefore,
    whole: inTables
  })
