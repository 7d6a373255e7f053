/**
 * `samtykke consent-record SOURCE --call ID`: the record of the consents of a call, or its receipt.
 */
import { canonicalJson } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { wrongCommandLine } from '../command/failure.ts'
import { gatherCall } from '../command/gather.ts'
import { parseCommandLine, viewOptions } from '../command/options.ts'
import { standpointOf, viewOf } from '../command/view.ts'
import { writeAllOut } from '../output.ts'
import type { Verb } from './verb.ts'

export const consentRecord: Verb = {
  name: 'consent-record',
  summary: 'the record of the consents of a call (ISO/IEC TS 27560), or its receipt',
  usage: `samtykke consent-record SOURCE... --call ID [options]

The record of the consents of a call, as JSON-LD; with --json as JSON that holds it.

  --call ID          which call
  --receipt          the receipt that the customer may have
  --base IRI         takes the place of urn:samtykke: in the names of data`,
  run: args =>
    pipe(
      TE.Do,
      TE.bind('line', () =>
        TE.fromEither(
          parseCommandLine(
            {
              ...viewOptions,
              call: { type: 'string' },
              receipt: { type: 'boolean' },
              base: { type: 'string' }
            },
            args
          )
        )
      ),
      TE.bind('callId', ({ line }) =>
        TE.fromEither(E.fromNullable(wrongCommandLine('expected --call ID'))(line.values.call))
      ),
      TE.bind('standpoint', ({ line }) => standpointOf(line.values)),
      TE.bind('gathered', ({ line, callId, standpoint }) =>
        gatherCall(line.positionals, line.values.rejects, standpoint, callId)
      ),
      TE.chainFirstTaskK(({ line: { values }, standpoint, gathered }) => async () => {
        const { consentRecordOf } = await import('@samtykke/audit')
        const record = consentRecordOf(viewOf(standpoint), {
          receipt: values.receipt === true,
          ...(values.base !== undefined && { base: values.base })
        })(gathered.history)
        await writeAllOut([`${canonicalJson(values.json === true ? record : record.document)}\n`])
      }),
      TE.map(({ gathered }) => gathered.status)
    )
}
