/**
 * The gRPC service of scavenges and the like.
 */
import { randomUUID } from 'node:crypto'
import { status } from '@grpc/grpc-js'
import type { IOperationsServer } from '@eventstore/db-client/generated/operations_grpc_pb.js'
import type { Access, CallHeaders } from '../access/access.ts'
import { expectedRevision, type ProposedEvent, type Store } from '../store/types.ts'
import { operations, shared } from '../wire/codec.ts'
import { fail, handlerFailed, refuseIf } from '../wire/errors.ts'
import { unary, type UnaryHandler } from './handlers.ts'

const started = 0

const event = (type: string, isJson: boolean, data: string): ProposedEvent => ({
  id: randomUUID(),
  type,
  isJson,
  data: Buffer.from(data),
  metadata: new Uint8Array()
})

/** Scavenges and records that it did: `$scavenges-{id}` has what happened, `$scavenges` links to it. */
export const scavenge = (
  store: Store,
  nodeEndpoint: string
): { readonly id: string; readonly removed: number } => {
  const id = randomUUID()
  const stream = `$scavenges-${id}`
  const begun = Date.now()
  let revision = 0
  const record = (type: string, members: Readonly<Record<string, unknown>>): void => {
    const data = JSON.stringify({ scavengeId: id, nodeEndpoint, ...members })
    store.append(stream, [event(type, true, data)], expectedRevision.any)
    store.append('$scavenges', [event('$>', false, `${revision}@${stream}`)], expectedRevision.any)
    revision += 1
  }
  record('$scavengeStarted', {
    alwaysKeepScavenged: false,
    mergeChunks: false,
    startFromChunk: 0,
    threads: 1
  })
  const removed = store.scavenge()
  const seconds = (Date.now() - begun) / 1000
  record('$scavengeCompleted', {
    result: 'Success',
    error: null,
    timeTaken: `00:00:${seconds.toFixed(7).padStart(10, '0')}`,
    spaceSaved: 0,
    maxChunkScavenged: 0,
    recordsRemoved: removed
  })
  return { id, removed }
}

/** What operators ask of a node. */
export const operationsService = (
  store: Store,
  access: Access,
  node: {
    readonly endpoint: () => string
    readonly shutdown: () => void
    readonly restartPersistentSubscriptions: () => void
  }
): IOperationsServer => {
  const require = (call: CallHeaders): void => refuseIf(access.toNode(call, 'operator'))

  const acting = <Request>(act: () => void): UnaryHandler<Request, InstanceType<typeof shared.Empty>> =>
    unary(call => {
      require(call)
      act()
      return new shared.Empty()
    })

  const nothing = (): void => undefined

  return {
    startScavenge: unary(async call => {
      require(call)
      if (!call.request.hasOptions()) throw handlerFailed()
      const { id } = scavenge(store, node.endpoint())
      await store.flushed()
      return new operations.ScavengeResp().setScavengeId(id).setScavengeResult(started)
    }),
    // A scavenge is over when its call is answered, so there is never one to stop.
    stopScavenge: unary(call => {
      require(call)
      const options = call.request.getOptions()
      if (options === undefined) throw handlerFailed()
      const id = options.getScavengeId()
      throw fail(status.NOT_FOUND, 'Scavenge id was invalid.', 'scavenge-not-found', { 'scavenge-id': id })
    }),
    shutdown: acting(() => setImmediate(node.shutdown)),
    mergeIndexes: acting(nothing),
    resignNode: acting(nothing),
    setNodePriority: acting(nothing),
    restartPersistentSubscriptions: acting(node.restartPersistentSubscriptions)
  }
}
