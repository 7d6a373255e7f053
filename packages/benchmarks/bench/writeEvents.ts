/**
 * Simulated events in a file, a line each.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { simulated } from './histories.ts'

/** Gives how many there are, and one of the calls. */
export const writeEvents = (
  file: string,
  calls: number
): { readonly events: number; readonly callId: string } => {
  const descriptor = openSync(file, 'w')
  let [events, batch, callId] = [0, '', '']
  for (const event of simulated(calls)) {
    batch += `${JSON.stringify(event)}\n`
    events++
    callId = event.callId
    if (batch.length < 1e6) continue
    writeSync(descriptor, batch)
    batch = ''
  }
  writeSync(descriptor, batch)
  closeSync(descriptor)
  return { events, callId }
}
