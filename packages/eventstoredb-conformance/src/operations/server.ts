/**
 * Operations on what the server says of itself.
 */
import persistentGrpc from '@eventstore/db-client/generated/persistent_grpc_pb.js'
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js'
import type { MethodDefinition } from '@grpc/grpc-js'
import { toJson } from '../scenario/naming.ts'
import { comparePositions, type LogPosition } from '../scenario/positions.ts'
import { savedPosition, type Run } from '../scenario/runContext.ts'
import type { Json, Result } from '../scenario/scenario.ts'

/** The order of saved positions, such as `a<b=c`. */
export const order = (op: { readonly of: ReadonlyArray<string> }, run: Run): Result => {
  const positions = op.of.map(name => ({ name, position: savedPosition(`@${name}`, run) as LogPosition }))
  positions.sort((a, b) => comparePositions(a.position, b.position) || (a.name < b.name ? -1 : 1))
  const text = positions.map(({ name, position }, index) => {
    const before = positions[index - 1]
    if (before === undefined) return name
    return `${comparePositions(before.position, position) === 0 ? '=' : '<'}${name}`
  })
  return { order: text.join('') }
}

export const projection = async (op: { readonly name: string }, run: Run): Promise<Result> => {
  const { name, status, version } = await run.client.getProjectionStatus(run.names.fill(op.name))
  return { name: toJson(name, run.names), status, _version: String(version) }
}

interface Features {
  readonly serverVersion: string
  supports(method: MethodDefinition<unknown, unknown>, feature?: string): boolean
}

const GROUP_METHODS = ['create', 'update', 'delete', 'read', 'getInfo', 'replayParked', 'list'] as const

/** What the client learnt of the server's methods, which decides the calls it makes. */
export const supports = async (_: object, run: Run): Promise<Result> => {
  const features = await (run.client as unknown as { readonly capabilities: Promise<Features> }).capabilities
  const has = (method: unknown, feature?: string) =>
    features.supports(method as MethodDefinition<unknown, unknown>, feature)
  const { StreamsService } = streamsGrpc
  const { PersistentSubscriptionsService: groups } = persistentGrpc
  const result: { [member: string]: Json } = {
    batchAppend: has(StreamsService.batchAppend),
    read: has(StreamsService.read)
  }
  for (const method of GROUP_METHODS) {
    for (const target of ['stream', 'all'])
      result[`persistent ${method} ${target}`] = has(groups[method], target)
  }
  return {
    ...result,
    'persistent list': has(groups.list),
    'persistent restartSubsystem': has(groups.restartSubsystem),
    _version: features.serverVersion
  }
}
