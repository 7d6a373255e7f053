/**
 * `samtykke policy print`: the policy that counts, as JSON.
 */
import * as TE from 'fp-ts/lib/TaskEither.js'
import { policyOption } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { nothing } from '../command/operands.ts'
import { writeOut } from '../output/output.ts'
import { exit, type ExitStatus } from '../text/failure.ts'

export const policyPrint = defineVerb({
  name: 'policy print',
  operands: nothing,
  about:
    'Prints the policy as JSON, with the values that count where it leaves them out: a start for one of your own.',
  options: policyOption,
  run: ({ policy }) =>
    TE.fromTask(async (): Promise<ExitStatus> => {
      await writeOut(`${JSON.stringify(policy, null, 2)}\n`)
      return exit.done
    })
})
