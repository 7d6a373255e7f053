/**
 * The gRPC service by which clients find a node.
 */
import { randomUUID } from 'node:crypto'
import type { IGossipServer } from '@eventstore/db-client/generated/gossip_grpc_pb.js'
import { gossip } from '../wire/codec.ts'
import { uuidToWire } from '../wire/uuid.ts'
import { unary } from './handlers.ts'

const leader = 8

/** A cluster of one, which leads. */
export const gossipService = (
  endpoint: () => { readonly host: string; readonly port: number }
): IGossipServer => {
  const instance = uuidToWire(randomUUID(), false)
  return {
    read: unary(() => {
      const { host, port } = endpoint()
      const member = new gossip.MemberInfo()
        .setInstanceId(instance)
        .setTimeStamp(`${Date.now()}0000`)
        .setState(leader)
        .setIsAlive(true)
        .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port))
      return new gossip.ClusterInfo().setMembersList([member])
    })
  }
}
