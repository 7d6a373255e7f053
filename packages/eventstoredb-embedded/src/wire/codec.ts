/**
 * The protocol's messages and service definitions as the client generates them: a server that speaks with the client's
 * own codec cannot disagree with it. The client's package has no `exports`, so these paths are its files; the version
 * is pinned, and a test holds the paths.
 */
import type * as GossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js'
import type * as Gossip from '@eventstore/db-client/generated/gossip_pb.js'
import type * as MonitoringGrpc from '@eventstore/db-client/generated/monitoring_grpc_pb.js'
import type * as Monitoring from '@eventstore/db-client/generated/monitoring_pb.js'
import type * as OperationsGrpc from '@eventstore/db-client/generated/operations_grpc_pb.js'
import type * as Operations from '@eventstore/db-client/generated/operations_pb.js'
import type * as PersistentGrpc from '@eventstore/db-client/generated/persistent_grpc_pb.js'
import type * as Persistent from '@eventstore/db-client/generated/persistent_pb.js'
import type * as ProjectionsGrpc from '@eventstore/db-client/generated/projections_grpc_pb.js'
import type * as Projections from '@eventstore/db-client/generated/projections_pb.js'
import type * as ServerFeaturesGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import type * as ServerFeatures from '@eventstore/db-client/generated/serverfeatures_pb.js'
import type * as Shared from '@eventstore/db-client/generated/shared_pb.js'
import type * as Status from '@eventstore/db-client/generated/status_pb.js'
import type * as StreamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js'
import type * as Streams from '@eventstore/db-client/generated/streams_pb.js'
import type * as UsersGrpc from '@eventstore/db-client/generated/users_grpc_pb.js'
import type * as Users from '@eventstore/db-client/generated/users_pb.js'
import type * as Any from 'google-protobuf/google/protobuf/any_pb.js'
import type * as Duration from 'google-protobuf/google/protobuf/duration_pb.js'
import type * as Empty from 'google-protobuf/google/protobuf/empty_pb.js'
import type * as Struct from 'google-protobuf/google/protobuf/struct_pb.js'
import { isolateCode } from './isolated.ts'

const code = isolateCode()
const ofClient = (name: string): unknown => code.load(`@eventstore/db-client/generated/${name}_pb.js`)
const ofProtobuf = (name: string): unknown => code.load(`google-protobuf/google/protobuf/${name}_pb.js`)

export const streams = ofClient('streams') as typeof Streams
export const streamsGrpc = ofClient('streams_grpc') as typeof StreamsGrpc
export const persistent = ofClient('persistent') as typeof Persistent
export const persistentGrpc = ofClient('persistent_grpc') as typeof PersistentGrpc
export const gossip = ofClient('gossip') as typeof Gossip
export const gossipGrpc = ofClient('gossip_grpc') as typeof GossipGrpc
export const monitoring = ofClient('monitoring') as typeof Monitoring
export const monitoringGrpc = ofClient('monitoring_grpc') as typeof MonitoringGrpc
export const operations = ofClient('operations') as typeof Operations
export const operationsGrpc = ofClient('operations_grpc') as typeof OperationsGrpc
export const projections = ofClient('projections') as typeof Projections
export const projectionsGrpc = ofClient('projections_grpc') as typeof ProjectionsGrpc
export const serverFeatures = ofClient('serverfeatures') as typeof ServerFeatures
export const serverFeaturesGrpc = ofClient('serverfeatures_grpc') as typeof ServerFeaturesGrpc
export const users = ofClient('users') as typeof Users
export const usersGrpc = ofClient('users_grpc') as typeof UsersGrpc
export const shared = ofClient('shared') as typeof Shared
export const status = ofClient('status') as typeof Status
export const any = ofProtobuf('any') as typeof Any
export const duration = ofProtobuf('duration') as typeof Duration
export const empty = ofProtobuf('empty') as typeof Empty
export const struct = ofProtobuf('struct') as typeof Struct
