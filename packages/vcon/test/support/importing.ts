import { instant, type CallHistory, identifier, compilePolicy, noticePolicy, type View } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import {
  type ImportedVcon,
  type ImportOptions,
  readVcon,
  renderVconError,
  vconToEvents
} from '@samtykke/vcon'

export const asOf = instant('2026-01-01T00:00:00.000Z')

/** The notice's policy, for Copenhagen without holidays, which nothing here asks for. */
export const view: View = { rules: compilePolicy(noticePolicy, () => undefined), asOf }

export const imported = (vcon: unknown, options: Partial<ImportOptions> = {}): ImportedVcon => {
  const read = readVcon(typeof vcon === 'string' ? vcon : JSON.stringify(vcon))
  if (E.isLeft(read)) throw new Error(renderVconError(read.left))
  return vconToEvents({ asOf, ...options })(read.right)
}

export const historyOf = ({ callId, events }: ImportedVcon): CallHistory => ({
  callId: identifier(callId as 'call-1'),
  events,
  faults: []
})

export const codesOf = ({ notes }: ImportedVcon): ReadonlyArray<string> =>
  notes.map(({ code, path }) => `${code} ${path}`.trim())
