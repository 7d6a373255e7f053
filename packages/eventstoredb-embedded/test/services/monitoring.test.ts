import { credentials } from '@grpc/grpc-js'
import { start, type EmbeddedEventStore } from '../../src/index.ts'
import { monitoring, monitoringGrpc } from '../../src/wire/codec.ts'
import { streamed } from '../support/raw.ts'

let server: EmbeddedEventStore
let raw: InstanceType<typeof monitoringGrpc.MonitoringClient>

beforeAll(async () => {
  server = await start()
  raw = new monitoringGrpc.MonitoringClient(`127.0.0.1:${server.port}`, credentials.createInsecure())
})
afterAll(async () => {
  raw.close()
  await server.stop()
})

const statistics = (period: string) => raw.stats(new monitoring.StatsReq().setRefreshTimePeriodInMs(period))

test.each([2n ** 31n - 1n, 2n ** 31n, 2n ** 32n, 2n ** 63n, 2n ** 64n - 1n].map(String))(
  'statistics every %s ms come once',
  async period => {
    const rare = statistics(period)
    let count = 0
    rare.on('data', () => (count += 1))
    rare.on('error', () => undefined)
    // While the ones come that are asked for as often as they can be.
    await streamed(statistics('1'), 4)
    expect(count).toBe(1)
    rare.cancel()
  }
)
