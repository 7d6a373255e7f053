/**
 * The errors of persistent subscriptions, as the client reads them.
 */
import { status, type ServiceError } from '@grpc/grpc-js'
import { fail } from '../wire/errors.ts'

const keysOf = (stream: string, group: string) => ({ 'stream-name': stream, 'group-name': group })

const about = (stream: string, group: string): string => `Subscription group ${group} on stream ${stream}`

export const groupDoesNotExist = (stream: string, group: string): ServiceError =>
  fail(
    status.NOT_FOUND,
    `${about(stream, group)} does not exist.`,
    'persistent-subscription-does-not-exist',
    keysOf(stream, group)
  )

export const groupExists = (stream: string, group: string): ServiceError =>
  fail(
    status.ALREADY_EXISTS,
    `${about(stream, group)} exists.`,
    'persistent-subscription-exists',
    keysOf(stream, group)
  )

export const groupFailed = (stream: string, group: string, reason: string): ServiceError =>
  fail(status.INTERNAL, `${about(stream, group)} failed: '${reason}'`, 'persistent-subscription-failed', {
    ...keysOf(stream, group),
    reason
  })

export const groupDropped = (stream: string, group: string): ServiceError =>
  fail(
    status.CANCELLED,
    `${about(stream, group)} was dropped.`,
    'persistent-subscription-dropped',
    keysOf(stream, group)
  )

export const groupIsFull = (stream: string, group: string): ServiceError =>
  fail(
    status.FAILED_PRECONDITION,
    `Maximum subscriptions reached for subscription group ${group} on stream ${stream}.`,
    'maximum-subscribers-reached',
    keysOf(stream, group)
  )

/** The real server gives its answer to this in a form that it does not expect itself. */
export const notOnAllAsStream = (operation: 'Create' | 'Update' | 'Delete'): ServiceError =>
  fail(
    status.UNKNOWN,
    `Envelope callback expected either ${operation}PersistentSubscriptionToAllCompleted or NotHandled, received ${operation}PersistentSubscriptionToStreamCompleted instead`
  )
