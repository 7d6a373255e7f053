/**
 * The gRPC service of statistics.
 */
import { loadavg, totalmem, freemem } from 'node:os'
import type { IMonitoringServer } from '@eventstore/db-client/generated/monitoring_grpc_pb.js'
import type { Access } from '../access/access.ts'
import type { Store } from '../store/types.ts'
import { monitoring } from '../wire/codec.ts'

const shortestPeriod = 100
/** A longer one, 25 days, no timer counts: it is never over. Milliseconds. */
const longestPeriod = 2 ** 31 - 1

/** A few figures of the process and the log, again after each period. */
export const monitoringService = (store: Store, access: Access): IMonitoringServer => ({
  stats: call => {
    const denied = access.toNode(call, 'user')
    if (denied !== undefined) {
      call.emit('error', denied)
      return
    }
    const send = (): void => {
      const response = new monitoring.StatsResp()
      const figures = {
        'proc-id': process.pid,
        'proc-mem': process.memoryUsage.rss(),
        'proc-startTime': new Date(Date.now() - process.uptime() * 1000).toISOString(),
        'sys-freeMem': freemem(),
        'sys-totalMem': totalmem(),
        'sys-loadavg-1m': loadavg()[0],
        'es-writer-position': store.endOfLog()
      }
      for (const [name, value] of Object.entries(figures)) response.getStatsMap().set(name, String(value))
      call.write(response)
    }
    send()
    const period = Math.max(shortestPeriod, Number(call.request.getRefreshTimePeriodInMs()))
    if (period > longestPeriod) return
    const timer = setInterval(send, period)
    timer.unref()
    call.on('cancelled', () => clearInterval(timer))
  }
})
