/**
 * A worker's figures for Prometheus, through OpenTelemetry: read from the worker when they are asked for, beside the
 * counters of the libraries that it uses. No attribute is personal.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { metrics, type ObservableGauge } from '@opentelemetry/api'
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus'
import { MeterProvider } from '@opentelemetry/sdk-metrics'
import type { StopCause, WorkerHealth } from '@samtykke/retention'
import { epochMilliseconds } from '@samtykke/core'

const causes: ReadonlyArray<StopCause> = ['most-per-day', 'not-found', 'clock']

export interface WorkerMetrics {
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void
  readonly close: () => Promise<void>
}

/** @param lag milliseconds that the oldest event has waited */
export const workerMetrics = (health: () => WorkerHealth, lag: () => number): WorkerMetrics => {
  const exporter = new PrometheusExporter({ preventServerStart: true, withoutTargetInfo: true })
  const provider = new MeterProvider({ readers: [exporter] })
  metrics.setGlobalMeterProvider(provider)
  const meter = provider.getMeter('@samtykke/retention')
  const name = (short: string): string => `samtykke.retention.${short}`

  const gauge = (short: string, description: string, value: () => number): void =>
    meter.createObservableGauge(name(short), { description }).addCallback(result => result.observe(value()))
  const total = (short: string, description: string, value: () => number): void =>
    meter.createObservableCounter(name(short), { description }).addCallback(result => result.observe(value()))
  const byName = (
    made: ObservableGauge,
    attribute: string,
    values: () => ReadonlyArray<readonly [string, number]>
  ): void =>
    made.addCallback(result => {
      for (const [each, value] of values()) result.observe(value, { [attribute]: each })
    })

  gauge('due', 'recordings and analyses that are due and not gone', () => health().due)
  gauge('oldest_due.seconds', 'how long the oldest of them has been due', () => {
    const { oldestDue } = health()
    return oldestDue === undefined ? 0 : Math.max(0, (Date.now() - epochMilliseconds(oldestDue)) / 1_000)
  })
  total('carried_out', 'recordings and analyses erased since the start', () => health().carriedOut)
  total('failed', 'attempts that did not succeed', () => health().failed)
  total('attended', 'calls looked at', () => health().attended)
  gauge('in_flight', 'calls that are being attended', () => health().inFlight)
  gauge('retries', 'calls that wait for another try', () => health().retries)
  gauge(
    'agenda_missed',
    'calls that the last check in full found missing in the agenda; must be 0',
    () => health().agendaMissed
  )
  gauge('lag.seconds', 'how long the oldest event that came has waited', () => lag() / 1_000)
  byName(
    meter.createObservableGauge(name('for_person'), { description: 'what is left to a person' }),
    'reason',
    () => Object.entries(health().forPeople)
  )
  gauge(
    'stored',
    'recordings and analyses that were stored when every call was last looked at',
    () => health().surveyed?.stored ?? 0
  )
  byName(
    meter.createObservableGauge(name('surveyed_for_person'), {
      description: 'what was left to a person when every call was last looked at'
    }),
    'reason',
    () => Object.entries(health().surveyed?.forPeople ?? {})
  )
  byName(
    meter.createObservableGauge(name('without_store'), {
      description: 'what was due then with a processor of which no store is configured'
    }),
    'processor',
    () => Object.entries(health().surveyed?.withoutStore ?? {})
  )
  byName(
    meter.createObservableGauge(name('stopped'), {
      description: '1 where nothing, or not everything, is erased'
    }),
    'cause',
    () => {
      const stopped = health().causes
      return causes.map(cause => [cause, stopped.includes(cause) ? 1 : 0] as const)
    }
  )
  return {
    answer: (request, response) => exporter.getMetricsRequestHandler(request, response),
    close: () => provider.shutdown()
  }
}
