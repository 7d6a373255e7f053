/**
 * The gRPC service of persistent subscriptions.
 */
import type { IPersistentSubscriptionsServer } from '@eventstore/db-client/generated/persistent_grpc_pb.js'
import type { handleUnaryCall, ServiceError } from '@grpc/grpc-js'
import type { Access, NodeRole } from '../access/access.ts'
import type { Store } from '../store/types.ts'
import { persistent, shared } from '../wire/codec.ts'
import { asServiceError, handlerFailed, invalidArgument, refuseIf } from '../wire/errors.ts'
import { FilterMissing } from '../wire/filter.ts'
import { serveConsumer } from './consumerCall.ts'
import { groupDoesNotExist, groupExists, groupFailed } from './errors.ts'
import { Groups, type Outcome } from './groups.ts'
import { infoMessage } from './infoMessage.ts'
import { EmptyName, groupRequest, groupStream, namedGroup, namedStream, type NamedGroup } from './requests.ts'

/** The persistent subscriptions of a server. */
export interface PersistentSubscriptions {
  readonly service: IPersistentSubscriptionsServer
  /** Drops all consumers; groups go on behind their checkpoints. */
  readonly restart: () => void
  /** For a store that was emptied: consumers are dropped, groups are gone. */
  readonly reset: () => void
  readonly stop: () => void
}

const refusal = (error: unknown): ServiceError =>
  error instanceof FilterMissing ? invalidArgument(error.message) : asServiceError(error)

const insist = (outcome: Outcome, stream: string, group: string): void => {
  switch (outcome._tag) {
    case 'Done':
      return
    case 'Exists':
      throw groupExists(stream, group)
    case 'DoesNotExist':
      throw groupDoesNotExist(stream, group)
    case 'Refused':
      throw groupFailed(stream, group, outcome.reason)
  }
}

export const createPersistentSubscriptions = (store: Store, access: Access): PersistentSubscriptions => {
  const groups = new Groups(store)

  const unary =
    <Request, Response>(
      role: NodeRole,
      answer: (request: Request, userName: string) => Response
    ): handleUnaryCall<Request, Response> =>
    (call, callback) => {
      const respond = async (): Promise<void> => {
        try {
          refuseIf(access.toNode(call, role))
          const response = answer(call.request, access.login(call) ?? 'anonymous')
          await store.flushed()
          callback(null, response)
        } catch (error) {
          if (!(error instanceof EmptyName)) callback(refusal(error))
        }
      }
      void respond()
    }

  const existing = (options: NamedGroup | undefined) => {
    const { stream, group: name } = namedGroup(options)
    const group = groups.find(stream, name)
    if (group === undefined) throw groupDoesNotExist(stream, name)
    return group
  }

  const service: IPersistentSubscriptionsServer = {
    create: unary('operator', (request, userName) => {
      const wanted = groupRequest(request, 'CreateReq')
      insist(groups.create(wanted, userName), wanted.stream, wanted.group)
      return new persistent.CreateResp()
    }),
    update: unary('operator', (request, userName) => {
      const wanted = groupRequest(request, 'UpdateReq')
      insist(groups.update(wanted, userName), wanted.stream, wanted.group)
      return new persistent.UpdateResp()
    }),
    delete: unary('operator', (request, userName) => {
      const options = request.getOptions()
      const { stream, group } = namedGroup(options)
      if (options?.hasAll() !== true) groupStream(options?.getStreamIdentifier(), 'DeleteReq')
      insist(groups.delete(stream, group, userName), stream, group)
      return new persistent.DeleteResp()
    }),
    getInfo: unary('user', request =>
      new persistent.GetInfoResp().setSubscriptionInfo(infoMessage(existing(request.getOptions())))
    ),
    replayParked: unary('operator', request => {
      const options = request.getOptions()
      const { stream, group: name } = namedGroup(options)
      if (options?.hasStopAt() !== true && options?.hasNoLimit() !== true) throw handlerFailed()
      const stopAt = options.hasStopAt() ? Number(options.getStopAt()) : undefined
      if (stopAt !== undefined && stopAt < 0) {
        throw groupFailed(stream, name, 'Cannot stop replaying parked message at a negative version.')
      }
      existing(options).replay.start(stopAt)
      return new persistent.ReplayParkedResp()
    }),
    list: unary('user', request => {
      const options = request.getOptions()
      const ofStream = options?.getListForStream()
      if (ofStream === undefined) {
        if (options?.hasListAllSubscriptions() !== true) throw handlerFailed()
        return new persistent.ListResp().setSubscriptionsList(groups.all().map(infoMessage))
      }
      if (!ofStream.hasAll() && !ofStream.hasStream()) throw handlerFailed()
      const stream = ofStream.hasAll() ? '$all' : namedStream(ofStream.getStream())
      const listed = groups.of(stream)
      if (listed === undefined) throw groupDoesNotExist(stream, '')
      return new persistent.ListResp().setSubscriptionsList(listed.map(infoMessage))
    }),
    restartSubsystem: unary('operator', () => {
      groups.restart()
      return new shared.Empty()
    }),
    read: call => serveConsumer(call, groups, access)
  }
  return { service, restart: () => groups.restart(), reset: () => groups.reset(), stop: () => groups.stop() }
}
