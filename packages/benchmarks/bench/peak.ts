/**
 * Loaded into a process that is measured: says at its end how much memory and processor time it took.
 */
import { writeFileSync } from 'node:fs'

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  const usage: Usage = { megabytes: maxRSS / 1024, processorSeconds: (userCPUTime + systemCPUTime) / 1e6 }
  writeFileSync(process.env['SAMTYKKE_USAGE'] as string, JSON.stringify(usage))
})

export interface Usage {
  readonly megabytes: number
  readonly processorSeconds: number
}
