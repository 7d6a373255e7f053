// What is to be known of a call when it is on the line: is there consent, what is kept, what is due?
import {
  callHistory,
  callState,
  consentAt,
  dueActions,
  type Instant,
  instantFromEpoch,
  type LoadedCall,
  rulesAt,
  type View
} from '@samtykke/core'

export const now = (): Instant => instantFromEpoch(Date.now())

export interface CallView {
  readonly callId: string
  /** The purposes to which there is consent now. */
  readonly consent: ReadonlyArray<string>
  readonly recordings: ReadonlyArray<{ readonly recordingId: string; readonly kept: boolean }>
  readonly due: ReadonlyArray<{
    readonly action: string
    readonly status: 'scheduled' | 'due' | 'suspended'
    readonly dueAt: Instant
    readonly because: string
  }>
}

export const viewOf =
  (view: View) =>
  (loaded: LoadedCall): CallView => {
    const call = callState(view)(callHistory(loaded))
    const { purposes } = rulesAt(view.rules, view.asOf)
    return {
      callId: call.callId,
      consent: purposes.namesIn(consentAt(call.consentActs, view.asOf)),
      recordings: call.recordings.map(({ targetId, done }) => ({ recordingId: targetId, kept: !done })),
      due: dueActions(view)(call).map(({ action, target, targetId, status, dueAt, rule, article }) => ({
        action: `${action} ${target} ${targetId}`,
        status,
        dueAt,
        because: `${rule}, art. ${article}`
      }))
    }
  }
