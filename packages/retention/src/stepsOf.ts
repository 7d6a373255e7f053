/**
 * The steps of a call as it was loaded: those of the plan, and the redaction that was begun and is not done.
 */
import {
  type CallHistory,
  callState,
  type Instant,
  type LoadedCall,
  type LogError,
  type Rules
} from '@samtykke/core'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { plan } from './plan.ts'
import type { Hands, Step } from './step.ts'

/** Redacts proofs, whose time is over. `forgetCalls` of `@samtykke/vault` is one. */
export interface ProofRedaction {
  /**
   * Appends `proof-redacted`, of the instant given, with the revision of the call as it was loaded, and forgets; takes up
   * what was begun. Idempotent.
   */
  readonly redact: (call: LoadedCall, occurredAt: Instant) => TE.TaskEither<LogError, void>
  /** Whether redacting this call was begun, and is not done: then it is taken up. */
  readonly isBrokenOff: (call: LoadedCall, asOf: Instant) => boolean
}

interface StepsPorts {
  readonly rules: Rules
  readonly hands: Hands
  readonly redaction?: ProofRedaction
}

export const stepsOf = (
  { rules, hands, redaction }: StepsPorts,
  loaded: LoadedCall,
  history: CallHistory,
  asOf: Instant
): ReadonlyArray<Step> => {
  const view = { rules, asOf }
  const steps = plan(view, callState(view)(history), hands)
  // Such a call is closed, and has no redaction that is due.
  return redaction?.isBrokenOff(loaded, asOf) === true
    ? [...steps, { _tag: 'redact', callId: loaded.callId }]
    : steps
}
