import { credentials } from '@grpc/grpc-js'
import { start } from '../../src/index.ts'
import { operations, operationsGrpc } from '../../src/wire/codec.ts'
import { answerOf } from '../support/raw.ts'

test('a scavenge is not begun or stopped without options', async () => {
  const server = await start()
  const raw = new operationsGrpc.OperationsClient(`127.0.0.1:${server.port}`, credentials.createInsecure())
  try {
    const failed = { code: 2, text: 'Exception was thrown by handler.' }
    expect(await answerOf(raw.startScavenge.bind(raw), new operations.StartScavengeReq())).toMatchObject(
      failed
    )
    expect(await answerOf(raw.stopScavenge.bind(raw), new operations.StopScavengeReq())).toMatchObject(failed)
    const unnamed = new operations.StopScavengeReq().setOptions(new operations.StopScavengeReq.Options())
    expect(await answerOf(raw.stopScavenge.bind(raw), unnamed)).toEqual({
      code: 5,
      text: 'Scavenge id was invalid.',
      trailers: { exception: 'scavenge-not-found' }
    })
  } finally {
    raw.close()
    await server.stop()
  }
})
