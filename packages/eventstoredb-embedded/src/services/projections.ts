import { status, type ServerWritableStream } from '@grpc/grpc-js'
import type { IProjectionsServer } from '@eventstore/db-client/generated/projections_grpc_pb.js'
import type { StatisticsReq, StatisticsResp } from '@eventstore/db-client/generated/projections_pb.js'
import type { Access, CallHeaders } from '../access/access.ts'
import type { ProjectionStatus, Projector } from '../projections/projector.ts'
import { projections as messages, shared } from '../wire/codec.ts'
import { fail } from '../wire/errors.ts'
import { asServiceError, unary, type UnaryHandler } from './handlers.ts'

const unknownProjection = () =>
  fail(status.UNKNOWN, 'Envelope callback expected Updated, received NotFound instead')

/** Projections of one's own are programs in JavaScript that the real server runs. This one does not. */
const onlySystemProjections = () =>
  fail(
    status.UNIMPLEMENTED,
    'This server runs the system projections only: it cannot create, change or query others.'
  )

const details = (projection: ProjectionStatus): StatisticsResp => {
  const position = `C:${projection.position}/P:${projection.position}`
  return new messages.StatisticsResp().setDetails(
    new messages.StatisticsResp.Details()
      .setName(projection.name)
      .setEffectivename(projection.name)
      .setMode('Continuous')
      .setStatus(projection.isRunning ? 'Running' : 'Stopped')
      .setVersion('1')
      .setEpoch('-1')
      .setPosition(position)
      .setLastcheckpoint(position)
      .setProgress(projection.progress)
      .setEventsprocessedafterrestart(String(projection.eventsProcessed))
  )
}

/** Status of the system projections, which can be stopped and started. */
export const projectionsService = (projector: Projector, access: Access): IProjectionsServer => {
  const require = (call: CallHeaders): void => {
    const denied = access.toNode(call, 'user')
    if (denied !== undefined) throw denied
  }

  const switching = <Request extends { getOptions: () => { getName: () => string } | undefined }, Response>(
    running: boolean,
    response: () => Response
  ): UnaryHandler<Request, Response> =>
    unary(call => {
      require(call)
      if (!projector.run(call.request.getOptions()?.getName() ?? '', running)) throw unknownProjection()
      return response()
    })

  const refused = <Request, Response>(): UnaryHandler<Request, Response> =>
    unary<Request, Response>(call => {
      require(call)
      throw onlySystemProjections()
    })

  const statistics = (call: ServerWritableStream<StatisticsReq, StatisticsResp>): void => {
    try {
      require(call)
      const options = call.request.getOptions()
      const name = options?.getName() ?? ''
      const isOther = options?.hasTransient() === true || options?.hasOneTime() === true
      const asked = projector
        .status()
        .filter(projection => !isOther && (name === '' || projection.name === name))
      if (name !== '' && asked.length === 0)
        throw fail(status.UNKNOWN, 'Envelope callback expected Statistics, received NotFound instead')
      for (const projection of asked) call.write(details(projection))
      call.end()
    } catch (error) {
      call.emit('error', asServiceError(error))
    }
  }

  return {
    create: refused(),
    update: refused(),
    delete: refused(),
    reset: refused(),
    state: refused(),
    result: refused(),
    statistics,
    disable: switching(false, () => new messages.DisableResp()),
    enable: switching(true, () => new messages.EnableResp()),
    restartSubsystem: unary(call => {
      require(call)
      return new shared.Empty()
    })
  }
}
