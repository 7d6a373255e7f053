/**
 * The gRPC service of projections.
 */
import { status, type ServerWritableStream } from '@grpc/grpc-js'
import type { IProjectionsServer } from '@eventstore/db-client/generated/projections_grpc_pb.js'
import type { StatisticsReq, StatisticsResp } from '@eventstore/db-client/generated/projections_pb.js'
import type { Access, CallHeaders } from '../access/access.ts'
import type { ProjectionStatus, Projector } from '../projections/projector.ts'
import { projections as messages, shared, struct } from '../wire/codec.ts'
import { asServiceError, fail, handlerFailed, refuseIf } from '../wire/errors.ts'
import { unary, type UnaryHandler } from './handlers.ts'

/** The real server's own words for an answer that it does not expect itself. */
const unexpected = (expected: string, received: string) =>
  fail(status.UNKNOWN, `Envelope callback expected ${expected}, received ${received} instead`)

interface WithName {
  readonly getOptions: () => { readonly getName: () => string } | undefined
}
type OptionsOf<Request extends WithName> = NonNullable<ReturnType<Request['getOptions']>>

/** System projections keep none. */
const noState = () => new struct.Value().setStructValue(new struct.Struct())

/** Projections of one's own are programs in JavaScript that the real server runs. This one does not. */
const onlySystemProjections = () =>
  fail(
    status.UNIMPLEMENTED,
    'This server runs the system projections only: it cannot create, change or query others.'
  )

const details = (projection: ProjectionStatus): StatisticsResp => {
  const { position: next } = projection
  const position = `C:${next}/P:${next === 0 ? -1 : next}`
  return new messages.StatisticsResp().setDetails(
    new messages.StatisticsResp.Details()
      .setName(projection.name)
      .setEffectivename(projection.name)
      .setMode('Continuous')
      .setStatus(projection.state)
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
  const require = (call: CallHeaders): void => refuseIf(access.toNode(call, 'user'))

  /** A call about a projection that there is; `expected` is what the real server's words call its answer. */
  const about = <Request extends WithName, Response>(
    expected: string,
    respond: (options: OptionsOf<Request>, name: string) => Response
  ): UnaryHandler<Request, Response> =>
    unary(call => {
      require(call)
      const options = call.request.getOptions() as OptionsOf<Request> | undefined
      if (options === undefined) throw handlerFailed()
      const name = options.getName()
      if (!projector.status().some(projection => projection.name === name))
        throw unexpected(expected, 'NotFound')
      return respond(options, name)
    })

  const refuse = (): never => {
    throw onlySystemProjections()
  }

  const statistics = (call: ServerWritableStream<StatisticsReq, StatisticsResp>): void => {
    try {
      require(call)
      const options = call.request.getOptions()
      if (options === undefined) throw handlerFailed()
      const name = options.getName()
      const isOther = options.hasTransient() || options.hasOneTime()
      const asked = projector
        .status()
        .filter(projection => !isOther && (name === '' || projection.name === name))
      if (name !== '' && asked.length === 0) throw unexpected('Statistics', 'NotFound')
      for (const projection of asked) call.write(details(projection))
      call.end()
    } catch (error) {
      call.emit('error', asServiceError(error))
    }
  }

  return {
    create: unary(call => {
      require(call)
      const mode = call.request.getOptions()?.getModeCase() ?? 0
      throw mode === 0 ? handlerFailed() : onlySystemProjections()
    }),
    update: (call, answer) => {
      const emit = call.request.getOptions()?.getEmitOptionCase() ?? 0
      if (emit === 0) answer(asServiceError(access.toNode(call, 'user') ?? handlerFailed()))
      else about('Updated', refuse)(call, answer)
    },
    delete: about('Updated', () => {
      throw unexpected('Updated', 'OperationFailed')
    }),
    reset: about('Updated', refuse),
    state: about('ProjectionState', () => new messages.StateResp().setState(noState())),
    result: about('ProjectionResult', () => new messages.ResultResp().setResult(noState())),
    statistics,
    disable: about('Updated', (options, name) => {
      projector.run(name, options.getWriteCheckpoint() ? 'Stopped' : 'Aborted/Stopped')
      return new messages.DisableResp()
    }),
    enable: about('Updated', (_, name) => {
      projector.run(name, 'Running')
      return new messages.EnableResp()
    }),
    restartSubsystem: unary(call => {
      require(call)
      return new shared.Empty()
    })
  }
}
