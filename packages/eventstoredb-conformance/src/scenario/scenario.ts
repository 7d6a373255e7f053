/** A JSON value, as it stands in a recording. */
export type Json =
  null | boolean | number | string | ReadonlyArray<Json> | { readonly [member: string]: Json }

/** What one operation answered; members whose name starts with `_` are notes and are not compared. */
export interface Result {
  readonly [member: string]: Json
}

/** An operation of the recordings: `do` names it, the other members are its arguments. */
export interface Operation {
  readonly do: string
  readonly [member: string]: Json | undefined
}

export interface Step {
  readonly op: Operation
  readonly result: Result
}

/**
 * A sequence of client calls and what a real EventStoreDB answered to each.
 *
 * Scenarios are independent of each other and of what else a server holds, as long as nobody else uses
 * the server meanwhile.
 */
export interface Scenario {
  readonly name: string
  readonly why: string
  /** `raw`: holds a hand-built Read request. `restart`: restarts the persistent subscription subsystem. */
  readonly tags?: ReadonlyArray<string>
  /** Appended to the connection string. */
  readonly clientOptions?: string
  readonly steps: ReadonlyArray<Step>
}
