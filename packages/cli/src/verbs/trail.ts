/**
 * `samtykke trail SOURCE --call ID`: one call, what happened, what follows and why.
 */
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  callOption,
  dialectOf,
  excelOption,
  formatOf,
  formatOption,
  onlyOf,
  plainViewOf,
  sealedLogOption,
  sourceOptions
} from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { gatherCall } from '../command/gather.ts'
import { source } from '../command/operands.ts'
import { trailLangOption } from '../command/langOption.ts'
import { iri } from '../command/option.ts'
import { sealedContexts, toldSealedState } from '../command/sealedState.ts'
import { trailOutput } from '../command/trailOutput.ts'
import { viewOf } from '../engine/view.ts'
import { writeAllOut } from '../output/output.ts'

export const trail = defineVerb({
  name: 'trail',
  operands: source,
  about: 'One call: what happened, on which legal basis, what is due and why, and what is wrong.',
  options: {
    ...callOption,
    ...formatOption(['jsonld', 'csv', 'html'], 'table, json, jsonld (DPV 2.3), csv or html (default: table)'),
    ...trailLangOption,
    base: iri('of jsonld: in place of urn:samtykke:'),
    ...excelOption,
    ...sealedLogOption,
    ...sourceOptions
  },
  run: (values, from) =>
    pipe(
      TE.Do,
      TE.bind('format', () => TE.fromEither(formatOf(values, 'table'))),
      TE.chainFirstEitherK(({ format }) => onlyOf('base', values.base !== undefined, ['jsonld'])(format)),
      TE.let('view', () => plainViewOf(values)),
      TE.bind('gathered', ({ view }) => gatherCall(from, values.rejects, view, values.call)),
      TE.bind('context', () =>
        values.log === undefined
          ? TE.right({})
          : pipe(
              toldSealedState(from, values.log, values.call),
              TE.flatMap(state => sealedContexts(state, values.log ?? '', [values.call])),
              TE.map(contextOf => contextOf(values.call))
            )
      ),
      TE.chainFirstTaskK(({ format, view, gathered: { history }, context }) => async () => {
        const language = values.lang ?? (format === 'html' ? 'da' : 'en')
        const choices = { format, language, base: values.base, dialect: dialectOf(values.excel) }
        await writeAllOut(await trailOutput(viewOf(view), history, context, choices))
      }),
      TE.map(({ gathered }) => gathered.status)
    )
})
