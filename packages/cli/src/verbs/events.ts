/**
 * `samtykke events [TYPE]`: the types of event, or one with its members.
 */
import { type EventType, eventTypes } from '@samtykke/core'
import {
  envelopeMembers,
  type EventDescription,
  eventCatalogue,
  type MemberDescription
} from '@samtykke/core/catalogue'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { jsonOption } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import type { Operands } from '../command/operands.ts'
import { writeAllOut } from '../output/output.ts'
import { definitions } from '../text/definitions.ts'
import { exit, type ExitStatus, wrongCommandLine } from '../text/failure.ts'
import { shownValue } from '../text/shown.ts'
import { type Column, table } from '../text/table.ts'
import { expectedFound } from '../text/expected.ts'
import { articlesText, meaningText } from '../text/eventPhrases.ts'
import { type Bilingual, both, said } from '../text/language.ts'

const eventType: Operands<EventType | undefined> = {
  usage: '[TYPE]',
  help: '',
  read: ([given, ...others]) => {
    const found = eventTypes.find(each => each === given)
    return given === undefined || (found !== undefined && others.length === 0)
      ? E.right(found)
      : E.left(
          wrongCommandLine(
            expectedFound(
              both(
                'én hændelsestype (samtykke events viser dem)',
                'one type of event (samtykke events lists them)'
              ),
              found === undefined ? shownValue(given, eventTypes) : both('flere', 'several')
            )
          )
        )
  }
}

const about = ({ meaning, article }: EventDescription): Bilingual => {
  const [means, articles] = [meaningText(meaning), articlesText(article ?? '')]
  return article === undefined ? means : both(`${means.da} (${articles.da})`, `${means.en} (${articles.en})`)
}

const types: ReadonlyArray<Column<EventDescription>> = [
  { head: both('Type', 'Type'), cell: ({ type }) => type },
  { head: both('Betydning', 'Meaning'), cell: about }
]

const memberOf =
  (type: string) =>
  ({ name, required, form, meaning }: MemberDescription): readonly [string, string] => [
    required ? name : `${name}?`,
    `${said(meaningText(meaning))}\n${name === 'type' ? type : said(meaningText(form))}`
  ]

function* listed(): Generator<string> {
  yield* table(types, eventCatalogue)
  yield `\n${said(both('samtykke events TYPE viser felterne i én.', 'samtykke events TYPE shows the members of one.'))}\n`
}

const described = (event: EventDescription): string => {
  const members = [...envelopeMembers, ...event.members].map(memberOf(event.type))
  const width = Math.max(...members.map(([name]) => name.length)) + 1
  const legend = both(
    'Et felt med ? kan udelades. Med alle felter:',
    'A member with ? may be absent. With every member:'
  )
  return `${event.type}: ${said(about(event))}\n\n${definitions(members, width)}\n\n${said(legend)}\n${JSON.stringify(event.example, null, 2)}\n`
}

/** Of one type all of its members, as JSON. */
const withAllMembers = (event: EventDescription): object => ({
  ...event,
  members: [...envelopeMembers, ...event.members]
})

export const events = defineVerb({
  name: 'events',
  operands: eventType,
  about: 'What may stand in a file of events. With --json one object a type.',
  options: jsonOption,
  run: ({ json }, type) => {
    const picked = eventCatalogue.filter(each => type === undefined || each.type === type)
    const lines = json
      ? picked.map(each => `${JSON.stringify(withAllMembers(each))}\n`)
      : type === undefined
        ? listed()
        : picked.map(described)
    return TE.fromTask(async (): Promise<ExitStatus> => {
      await writeAllOut(lines)
      return exit.done
    })
  }
})
