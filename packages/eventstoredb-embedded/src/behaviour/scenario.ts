/** A JSON value, as it stands in a recording. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json }

/** What one operation answered; members whose name starts with `_` are notes and are not compared. */
export type Result = { readonly [member: string]: Json }

/** An operation of the recordings: `do` names it, the other members are its arguments. */
export type Operation = { readonly do: string; readonly [member: string]: Json | undefined }

export type Step = { readonly op: Operation; readonly result: Result }

/**
 * A sequence of client calls and what a real EventStoreDB answered to each.
 *
 * Scenarios are independent of each other and of what else a server holds, as long as nobody else uses
 * the server meanwhile.
 */
export type Scenario = {
  readonly name: string
  readonly why: string
  /** `raw`: holds a hand-built Read request. `restart`: restarts the persistent subscription subsystem. */
  readonly tags?: readonly string[]
  /** Appended to the connection string. */
  readonly clientOptions?: string
  readonly steps: readonly Step[]
}
