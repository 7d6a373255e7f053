/**
 * Who may do what: the question, and the answer of a server without users.
 */
import type { Metadata, ServiceError } from '@grpc/grpc-js'

export type StreamOperation = 'read' | 'write' | 'delete'

/** Who may call what that concerns no stream: anyone, any user, operators and administrators, administrators. */
export type NodeRole = 'anyone' | 'user' | 'operator' | 'administrator'

export interface CallHeaders {
  readonly metadata: Metadata
}

/** Decides whether a call may go on; the answer is the error that refuses it. */
export interface Access {
  /** Refuses credentials that are wrong, before all else. */
  readonly authenticate: (call: CallHeaders) => ServiceError | undefined
  readonly toStream: (
    call: CallHeaders,
    operation: StreamOperation,
    stream: string
  ) => ServiceError | undefined
  readonly toNode: (call: CallHeaders, role: NodeRole) => ServiceError | undefined
  /** The login name that a call gives, if it gives one. */
  readonly login: (call: CallHeaders) => string | undefined
}

/** Without TLS nobody is asked who they are, as on a server started with `--insecure`. */
export const openAccess: Access = {
  authenticate: () => undefined,
  toStream: () => undefined,
  toNode: () => undefined,
  login: () => undefined
}
