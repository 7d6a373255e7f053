/**
 * The operations that a recording may hold, by name.
 */
import type { Run } from '../scenario/runContext.ts'
import type { Operation, Result } from '../scenario/scenario.ts'
import { follow, followed } from './follow.ts'
import { groupInfo, listGroups } from './groupInfo.ts'
import {
  acknowledge,
  connect,
  createGroup,
  refuse,
  removeGroup,
  replayParked,
  restartSubsystem,
  sharesOf,
  updateGroup
} from './persistent.ts'
import { rawRead } from './rawRead.ts'
import { readAll, readStream } from './reading.ts'
import { order, projection, supports } from './server.ts'
import { collect, subscribe, unsubscribe } from './subscribing.ts'
import { append, appendAtOnce, getMetadata, setMetadata, softDelete, tombstone } from './writing.ts'

type Perform = (op: never, run: Run) => Result | Promise<Result>

/** The vocabulary of the recordings. */
const OPERATIONS: ReadonlyMap<string, Perform> = new Map<string, Perform>([
  ['append', append],
  ['appendAtOnce', appendAtOnce],
  ['read', readStream],
  ['readAll', readAll],
  ['rawRead', rawRead],
  ['setMeta', setMetadata],
  ['getMeta', getMetadata],
  ['delete', softDelete],
  ['tombstone', tombstone],
  ['subscribe', subscribe],
  ['collect', collect],
  ['unsubscribe', unsubscribe],
  ['follow', follow],
  ['followed', followed],
  ['psCreate', createGroup],
  ['psUpdate', updateGroup],
  ['psDelete', removeGroup],
  ['psReplay', replayParked],
  ['psRestart', restartSubsystem],
  ['psInfo', groupInfo],
  ['psList', listGroups],
  ['psConnect', connect],
  ['psAck', acknowledge],
  ['psNack', refuse],
  ['psShares', sharesOf],
  ['order', order],
  ['projection', projection],
  ['supports', supports]
])

/** The names of the operations that a recording may hold. */
export const operationNames: ReadonlyArray<string> = [...OPERATIONS.keys()]

/** Performs one operation of a recording. */
export const perform = async (op: Operation, run: Run): Promise<Result> => {
  const operation = OPERATIONS.get(op.do)
  if (operation === undefined) throw new Error(`the recordings know no operation ${op.do}`)
  return operation(op as never, run)
}
