/**
 * `samtykke export vcon SOURCE --call ID`: a call as a vCon, or what happened to that.
 */
import type { CallHistory, View } from '@samtykke/core'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { callOption, plainViewOf, sourceOptions } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { gatherCall } from '../command/gather.ts'
import { source } from '../command/operands.ts'
import { flag } from '../command/option.ts'
import { viewOf } from '../engine/view.ts'
import { writeAllOut, writeErrLines } from '../output/output.ts'
import { language } from '../text/language.ts'
import { vconWords } from '../text/vconWords.ts'

const writeVcon = async (view: View, history: CallHistory): Promise<void> => {
  const { callToVcon } = await import('@samtykke/vcon')
  const exported = callToVcon(view)(history)
  writeErrLines(vconWords[language()].exported(exported))
  await writeAllOut([`${JSON.stringify(exported.vcon)}\n`])
}

const writeLifecycle = async (view: View, history: CallHistory): Promise<void> => {
  const { vconLifecycle } = await import('@samtykke/vcon')
  await writeAllOut(vconLifecycle(view)(history).map(each => `${JSON.stringify(each)}\n`))
}

export const exportVcon = defineVerb({
  name: 'export vcon',
  operands: source,
  about: `Prints a call as a vCon, unsigned: its recordings and analyses with their hashes and without their content, and what the customer granted and denied as attachments that state a lawful basis. No person is named in it. What is erased leaves an empty place. Importing it gives the same events. Who used a recording, claims and requests are left out and counted.

With --lifecycle it prints what happened to the vCon instead, one JSON object a line, for a transparency ledger: consent accepted and revoked, expired, deleted.`,
  options: {
    ...callOption,
    lifecycle: flag('what happened to the vCon since it was made (draft-howe-vcon-lifecycle)'),
    ...sourceOptions
  },
  run: (values, from) =>
    pipe(
      TE.Do,
      TE.let('view', () => plainViewOf(values)),
      TE.bind('gathered', ({ view }) => gatherCall(from, values.rejects, view, values.call)),
      TE.chainFirstTaskK(
        ({ view, gathered: { history } }) =>
          () =>
            values.lifecycle ? writeLifecycle(viewOf(view), history) : writeVcon(viewOf(view), history)
      ),
      TE.map(({ gathered }) => gathered.status)
    )
})
