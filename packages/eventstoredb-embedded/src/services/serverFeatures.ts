/**
 * The gRPC service that says what this server can do.
 */
import type { ServiceDefinition } from '@grpc/grpc-js'
import type { IServerFeaturesServer } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import { serverFeatures } from '../wire/codec.ts'
import { unary } from './handlers.ts'

/** The version whose behaviour this server has. */
export const serverVersion = '23.10.8'

const featuresOf = (service: string, method: string): string[] => {
  if (service.includes('PersistentSubscriptions')) return ['stream', 'all']
  if (service.includes('Streams') && method === 'Read') return ['position', 'events']
  if (service.includes('Streams') && method === 'BatchAppend') return ['deadline_duration']
  if (service.includes('Projections') && method === 'Create') return ['track_emitted_streams']
  return []
}

/** Says which methods there are: all those of the services it is given. */
export const serverFeaturesService = (
  definitions: ReadonlyArray<ServiceDefinition>
): IServerFeaturesServer => {
  const methods = definitions.flatMap(definition =>
    Object.values(definition).map(({ path }) => {
      const [service = '', method = ''] = path.slice(1).split('/')
      return new serverFeatures.SupportedMethod()
        .setServiceName(service.toLowerCase())
        .setMethodName(method.toLowerCase())
        .setFeaturesList(featuresOf(service, method))
    })
  )
  const response = new serverFeatures.SupportedMethods()
    .setEventStoreServerVersion(serverVersion)
    .setMethodsList(methods)
  return { getSupportedMethods: unary(() => response) }
}
