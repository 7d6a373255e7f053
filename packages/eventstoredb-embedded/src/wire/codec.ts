/**
 * The protocol's messages and service definitions as the client generates them: a server that speaks with the client's
 * own codec cannot disagree with it. The client's package has no `exports`, so these paths are its files; the version
 * is pinned, and a test holds the paths.
 */
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js'
import gossip from '@eventstore/db-client/generated/gossip_pb.js'
import monitoringGrpc from '@eventstore/db-client/generated/monitoring_grpc_pb.js'
import monitoring from '@eventstore/db-client/generated/monitoring_pb.js'
import operationsGrpc from '@eventstore/db-client/generated/operations_grpc_pb.js'
import operations from '@eventstore/db-client/generated/operations_pb.js'
import persistentGrpc from '@eventstore/db-client/generated/persistent_grpc_pb.js'
import persistent from '@eventstore/db-client/generated/persistent_pb.js'
import projectionsGrpc from '@eventstore/db-client/generated/projections_grpc_pb.js'
import projections from '@eventstore/db-client/generated/projections_pb.js'
import serverFeaturesGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import serverFeatures from '@eventstore/db-client/generated/serverfeatures_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import status from '@eventstore/db-client/generated/status_pb.js'
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import usersGrpc from '@eventstore/db-client/generated/users_grpc_pb.js'
import users from '@eventstore/db-client/generated/users_pb.js'
import any from 'google-protobuf/google/protobuf/any_pb.js'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'

export {
  any,
  empty,
  gossip,
  gossipGrpc,
  monitoring,
  monitoringGrpc,
  operations,
  operationsGrpc,
  persistent,
  persistentGrpc,
  projections,
  projectionsGrpc,
  serverFeatures,
  serverFeaturesGrpc,
  shared,
  status,
  streams,
  streamsGrpc,
  users,
  usersGrpc
}
