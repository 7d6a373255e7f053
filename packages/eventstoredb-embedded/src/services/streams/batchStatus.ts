/**
 * Refusals of an append in a batch, as status messages.
 */
import type { Message } from 'google-protobuf'
import type { Status } from '@eventstore/db-client/generated/status_pb.js'
import { expectedRevision } from '../../store/types.ts'
import { any, empty, shared, status } from '../../wire/codec.ts'
import { streamIdentifier } from '../../wire/names.ts'
import { toWire } from '../../wire/numbers.ts'
import type { Expected } from './expected.ts'
import { maximumAppendSize } from './proposed.ts'

/** google.rpc.Code */
const code = {
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7
} as const

const statusOf = (kind: string, value: (typeof code)[keyof typeof code], details: Message): Status => {
  const packed = new any.Any()
  packed.pack(details.serializeBinary(), `event_store.client.${kind}`)
  return new status.Status().setCode(value).setMessage(kind).setDetails(packed)
}

export const wrongExpectedRevisionStatus = (expected: Expected, current: number): Status => {
  const details = new shared.WrongExpectedVersion()
  if (current < 0) details.setCurrentNoStream(new empty.Empty())
  else details.setCurrentStreamRevision(toWire(current))
  if (expected.revision === expectedRevision.any) details.setExpectedAny(new empty.Empty())
  else if (expected.revision === expectedRevision.noStream) details.setExpectedNoStream(new empty.Empty())
  else if (expected.revision === expectedRevision.streamExists)
    details.setExpectedStreamExists(new empty.Empty())
  else details.setExpectedStreamPosition(expected.text)
  return statusOf('WrongExpectedVersion', code.alreadyExists, details)
}

export const streamDeletedStatus = (stream: string): Status =>
  statusOf(
    'StreamDeleted',
    code.notFound,
    new shared.StreamDeleted().setStreamIdentifier(streamIdentifier(stream))
  )

export const accessDeniedStatus = (): Status =>
  statusOf('AccessDenied', code.permissionDenied, new shared.AccessDenied())

export const timeoutStatus = (): Status => statusOf('Timeout', code.deadlineExceeded, new shared.Timeout())

export const unknownStatus = (): Status => statusOf('Unknown', code.unknown, new shared.Unknown())

export const badRequestStatus = (message: string): Status =>
  statusOf('BadRequest', code.invalidArgument, new shared.BadRequest().setMessage(message))

export const maximumAppendSizeStatus = (): Status =>
  statusOf(
    'MaximumAppendSizeExceeded',
    code.invalidArgument,
    new shared.MaximumAppendSizeExceeded().setMaxappendsize(maximumAppendSize)
  )
