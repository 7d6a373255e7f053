import { metrics, type Span, trace, type Tracer } from '@opentelemetry/api'
import { openLog, startServer } from './server.ts'
import { objected, rightOf, someId } from '../../log/test/some.ts'

interface Ended {
  readonly name: string
  readonly attributes: unknown
  failed: boolean
}

/** As much of a provider as shows what is told to it. */
const listening = (spans: Ended[], counted: Map<string, number>): void => {
  const startActiveSpan = (
    name: string,
    { attributes }: { attributes: unknown },
    run: (span: Span) => unknown
  ) => {
    const ended: Ended = { name, attributes, failed: false }
    return run({
      setStatus: () => {
        ended.failed = true
      },
      end: () => spans.push(ended)
    } as unknown as Span)
  }
  trace.setGlobalTracerProvider({
    getTracer: () => ({ startActiveSpan }) as unknown as Tracer
  })
  metrics.setGlobalMeterProvider({
    getMeter: () => ({
      createCounter: (name: string) => ({
        add: (count: number) => counted.set(name, (counted.get(name) ?? 0) + count)
      })
    })
  } as never)
}

describe('telemetry', () => {
  it('tells of calls, their outcome and counts, and nothing of a person or a call', async () => {
    const [spans, counted]: [Ended[], Map<string, number>] = [[], new Map()]
    listening(spans, counted)
    const server = await startServer()
    const log = openLog(server.connectionString)
    const call = someId('call')
    await rightOf(log.append(call, [objected(call), objected(call)], 'no-stream'))
    await log.append(call, [objected(call)], 7n)()
    await rightOf(log.load(call))
    expect(spans.map(({ name, failed }) => [name, failed])).toEqual([
      ['samtykke.log.append', false],
      ['samtykke.log.append', true],
      ['samtykke.log.load', false]
    ])
    expect(Object.fromEntries(counted)).toEqual({ 'samtykke.log.appended': 2, 'samtykke.log.read': 2 })
    expect(JSON.stringify(spans)).not.toContain(call)
    await log.close()()
    await server.stop()
    trace.disable()
    metrics.disable()
  })
})
