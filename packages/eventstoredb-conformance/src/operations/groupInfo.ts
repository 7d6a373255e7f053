/**
 * Operations that ask about persistent subscriptions.
 */
import { toJson } from '../scenario/naming.ts'
import type { Run } from '../scenario/runContext.ts'
import type { Result } from '../scenario/scenario.ts'
import { eventually, WaitRanOut } from '../scenario/waiting.ts'
import { namesOf, type Group } from './persistent.ts'

export type GroupInfo = Group & {
  /** Asks again until the members at these paths have these values. */
  readonly until?: { readonly [path: string]: string | number | boolean }
  /** The paths to show. */
  readonly show?: ReadonlyArray<string>
  /** Milliseconds. */
  readonly limit?: number
}

interface Info {
  readonly [member: string]: unknown
}

const memberAt = (info: Info, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as Info | undefined)?.[name], info)

/** Counts are numbers and 64-bit integers: compared as text. */
const textAt = (info: Info, path: string): string => String(memberAt(info, path))

const readInfo = async (op: GroupInfo, run: Run): Promise<Info> => {
  const { stream, group } = namesOf(op, run)
  const info =
    op.all === true
      ? await run.client.getPersistentSubscriptionToAllInfo(group)
      : await run.client.getPersistentSubscriptionToStreamInfo(stream, group)
  return { ...info, connections: info.connections.length }
}

const shown = (info: Info, op: GroupInfo, run: Run): Result => {
  if (op.show !== undefined) {
    return Object.fromEntries(op.show.map(path => [path, toJson(memberAt(info, path), run.names)]))
  }
  return {
    eventSource: toJson(info['eventSource'], run.names),
    groupName: toJson(info['groupName'], run.names),
    // A group on $all reads at once, so its status just after creation is a race.
    [op.all === true ? '_status' : 'status']: toJson(info['status'], run.names)
  }
}

export const groupInfo = async (op: GroupInfo, run: Run): Promise<Result> => {
  const wanted = Object.entries(op.until ?? {})
  let last: Info | undefined
  try {
    const info = await eventually('info', { limit: op.limit ?? run.limit, every: 50 }, async () => {
      last = await readInfo(op, run)
      const now = last
      return wanted.every(([path, value]) => textAt(now, path) === String(value)) ? now : undefined
    })
    return shown(info, op, run)
  } catch (error) {
    if (!(error instanceof WaitRanOut) || last === undefined) throw error
    return { late: 'time limit', ...shown(last, op, run) }
  }
}

export interface ListGroups {
  readonly stream?: string
  readonly all?: boolean
  readonly every?: boolean
}

/** The groups of this run among those listed. */
export const listGroups = async (op: ListGroups, run: Run): Promise<Result> => {
  const listed =
    op.every === true
      ? await run.client.listAllPersistentSubscriptions()
      : op.all === true
        ? await run.client.listPersistentSubscriptionsToAll()
        : await run.client.listPersistentSubscriptionsToStream(run.names.stream(op.stream ?? ''))
  const names = listed.map(({ eventSource, groupName }) => `${eventSource} ${groupName}`)
  const own = names.filter(name => run.names.blank(name) !== name)
  return { groups: own.map(name => toJson(name, run.names)).sort() }
}
