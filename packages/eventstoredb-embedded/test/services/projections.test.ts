import { credentials } from '@grpc/grpc-js'
import type { StatisticsResp } from '@eventstore/db-client/generated/projections_pb.js'
import { start, type EmbeddedEventStore } from '../../src/index.ts'
import { projections, projectionsGrpc, shared } from '../../src/wire/codec.ts'
import { answerOf, streamed } from '../support/raw.ts'

type Client = InstanceType<typeof projectionsGrpc.ProjectionsClient>

let server: EmbeddedEventStore
let raw: Client

const clientOf = ({ port }: EmbeddedEventStore): Client =>
  new projectionsGrpc.ProjectionsClient(`127.0.0.1:${port}`, credentials.createInsecure())

beforeAll(async () => {
  server = await start()
  raw = clientOf(server)
})
beforeEach(() => server.reset())
afterAll(async () => {
  raw.close()
  await server.stop()
})

const {
  CreateReq,
  UpdateReq,
  DeleteReq,
  ResetReq,
  StateReq,
  ResultReq,
  DisableReq,
  EnableReq,
  StatisticsReq
} = projections

const notFound = (expected: string) => ({
  code: 2,
  text: `Envelope callback expected ${expected}, received NotFound instead`
})
const failed = { code: 2, text: 'Exception was thrown by handler.' }

const disable = (name: string, writeCheckpoint: boolean, client = raw) =>
  answerOf(
    client.disable.bind(client),
    new DisableReq().setOptions(new DisableReq.Options().setName(name).setWriteCheckpoint(writeCheckpoint))
  )
const enable = (name: string, client = raw) =>
  answerOf(client.enable.bind(client), new EnableReq().setOptions(new EnableReq.Options().setName(name)))

/** Names and states of all projections. */
const states = async (client = raw): Promise<Record<string, string | undefined>> => {
  const options = new StatisticsReq.Options().setAll(new shared.Empty())
  const { messages } = await streamed<StatisticsResp>(
    client.statistics(new StatisticsReq().setOptions(options))
  )
  return Object.fromEntries(
    messages.map(message => [message.getDetails()?.getName() ?? '', message.getDetails()?.getStatus()])
  )
}

describe('a projection that does not exist', () => {
  test.each(['nope', '', '$BY_CATEGORY'])('%p is not found, whatever is asked of it', async name => {
    const update = new UpdateReq.Options().setName(name).setNoEmitOptions(new shared.Empty())
    expect(
      await answerOf(raw.delete.bind(raw), new DeleteReq().setOptions(new DeleteReq.Options().setName(name)))
    ).toMatchObject(notFound('Updated'))
    expect(
      await answerOf(raw.reset.bind(raw), new ResetReq().setOptions(new ResetReq.Options().setName(name)))
    ).toMatchObject(notFound('Updated'))
    expect(
      await answerOf(raw.state.bind(raw), new StateReq().setOptions(new StateReq.Options().setName(name)))
    ).toMatchObject(notFound('ProjectionState'))
    expect(
      await answerOf(raw.result.bind(raw), new ResultReq().setOptions(new ResultReq.Options().setName(name)))
    ).toMatchObject(notFound('ProjectionResult'))
    expect(await answerOf(raw.update.bind(raw), new UpdateReq().setOptions(update))).toMatchObject(
      notFound('Updated')
    )
    expect(await disable(name, true)).toMatchObject(notFound('Updated'))
    expect(await enable(name)).toMatchObject(notFound('Updated'))
  })
})

describe('a system projection', () => {
  test('keeps no state, and cannot be deleted or changed', async () => {
    const state = await answerOf(
      raw.state.bind(raw),
      new StateReq().setOptions(new StateReq.Options().setName('$by_category'))
    )
    expect(state instanceof projections.StateResp && state.getState()?.toJavaScript()).toEqual({})
    const result = await answerOf(
      raw.result.bind(raw),
      new ResultReq().setOptions(new ResultReq.Options().setName('$by_category'))
    )
    expect(result instanceof projections.ResultResp && result.getResult()?.toJavaScript()).toEqual({})
    expect(
      await answerOf(
        raw.delete.bind(raw),
        new DeleteReq().setOptions(new DeleteReq.Options().setName('$by_category'))
      )
    ).toMatchObject({ code: 2, text: 'Envelope callback expected Updated, received OperationFailed instead' })
    expect(
      await answerOf(
        raw.reset.bind(raw),
        new ResetReq().setOptions(new ResetReq.Options().setName('$by_category'))
      )
    ).toMatchObject({ code: 12 })
  })

  test('is stopped with a checkpoint, or aborted without one, and started again', async () => {
    await disable('$by_category', true)
    await disable('$by_event_type', false)
    expect(await states()).toMatchObject({
      $by_category: 'Stopped',
      $by_event_type: 'Aborted/Stopped',
      $streams: 'Running'
    })
    await enable('$by_category')
    await enable('$by_event_type')
    expect(new Set(Object.values(await states()))).toEqual(new Set(['Running']))
  })
})

test('a request without options, and a creation without a mode, fail as they do in the real server', async () => {
  expect(await answerOf(raw.delete.bind(raw), new DeleteReq())).toMatchObject(failed)
  expect(await answerOf(raw.enable.bind(raw), new EnableReq())).toMatchObject(failed)
  expect(await answerOf(raw.update.bind(raw), new UpdateReq())).toMatchObject(failed)
  expect(
    await answerOf(raw.create.bind(raw), new CreateReq().setOptions(new CreateReq.Options()))
  ).toMatchObject(failed)
  expect((await streamed(raw.statistics(new StatisticsReq()))).refused).toMatchObject(failed)
})

test('standard projections that are switched off wait to be started, and are off again in an emptied store', async () => {
  const off = await start({ startStandardProjections: false })
  const client = clientOf(off)
  try {
    expect(Object.entries(await states(client))).toHaveLength(5)
    expect(new Set(Object.values(await states(client)))).toEqual(new Set(['Stopped']))
    await enable('$by_category', client)
    expect(await states(client)).toMatchObject({ $by_category: 'Running', $streams: 'Stopped' })
    off.reset()
    expect(await states(client)).toMatchObject({ $by_category: 'Stopped' })
  } finally {
    client.close()
    await off.stop()
  }
})
