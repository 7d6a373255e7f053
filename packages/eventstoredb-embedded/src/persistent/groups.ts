/**
 * All persistent subscriptions of a server.
 */
import type { RecordedEvent, Store } from '../store/types.ts'
import { loadGroups, saveGroups, type GroupRequest } from './configuration.ts'
import { compileFilterSpec } from './filterSpec.ts'
import { Group } from './group.ts'
import { groupIdOf, type GroupDefinition } from './groupDefinition.ts'
import { allSource, LIVE, streamSource, type Source } from './source.ts'
import { strategyNamed } from './strategies.ts'

/** How creating, updating or deleting a group went. */
export type Outcome =
  | { readonly _tag: 'Done' }
  | { readonly _tag: 'Exists' }
  | { readonly _tag: 'DoesNotExist' }
  | { readonly _tag: 'Refused'; readonly reason: string }

const DONE: Outcome = { _tag: 'Done' }

const refused = (reason: string): Outcome => ({ _tag: 'Refused', reason })

const TICK = 1000

const sourceOf = ({ stream, filter }: GroupRequest): Source =>
  stream === '$all'
    ? allSource(filter === undefined ? undefined : compileFilterSpec(filter))
    : streamSource(stream)

const wrongStart = ({ stream, start }: GroupRequest, store: Store): string | undefined => {
  if (stream !== '$all') {
    return Number(start) < LIVE
      ? 'Invalid Start From position: event number must be greater than or equal to -1.'
      : undefined
  }
  const [, commit = 0, prepare = 0] = /^C:(-?\d+)\/P:(-?\d+)$/.exec(start)?.map(Number) ?? []
  if (prepare > commit) {
    return 'Invalid Start From position: prepare position must be less than or equal to the commit position.'
  }
  if (commit > Math.max(store.lastPosition(), 0)) {
    return 'Invalid Start From position: commit position must be less than or equal to the last commit position in the transaction file.'
  }
  if ((prepare < 0 || commit < 0) && !(prepare === LIVE && commit === LIVE)) {
    return 'Invalid Start From position: prepare and commit positions must be greater than or equal to 0 or both equal to -1.'
  }
  return undefined
}

/** All persistent subscriptions of a server. */
export class Groups {
  readonly #store: Store
  readonly #byId = new Map<string, { readonly group: Group; readonly request: GroupRequest }>()
  // A source that had a group once is known until the subsystem restarts, as on the real server.
  readonly #bySource = new Map<string, Group[]>()
  readonly #stopListening: () => void
  #ticker: NodeJS.Timeout | undefined

  constructor(store: Store) {
    this.#store = store
    this.#stopListening = store.onCommitted(events => this.#onCommitted(events))
    this.#load()
  }

  find(source: string, name: string): Group | undefined {
    return this.#byId.get(groupIdOf(source, name))?.group
  }

  /** The groups of a source; `undefined` if it never had any. */
  of(source: string): ReadonlyArray<Group> | undefined {
    return this.#bySource.get(source)
  }

  /** Every group, by the name of its source. */
  all(): ReadonlyArray<Group> {
    const sources = [...this.#bySource].sort(([a], [b]) => (a < b ? -1 : 1))
    return sources.flatMap(([, groups]) => groups)
  }

  create(request: GroupRequest, userName: string): Outcome {
    if (this.find(request.stream, request.group) !== undefined) {
      return this.#objection(request) ?? { _tag: 'Exists' }
    }
    return this.#put(request, userName)
  }

  /** Replaces the group: its consumers are dropped, what has no checkpoint comes again. */
  update(request: GroupRequest, userName: string): Outcome {
    const existing = this.#byId.get(groupIdOf(request.stream, request.group))
    if (existing === undefined) return { _tag: 'DoesNotExist' }
    const { filter } = existing.request
    return this.#put({ ...request, ...(filter === undefined ? {} : { filter }) }, userName)
  }

  delete(source: string, name: string, userName: string): Outcome {
    const existing = this.#byId.get(groupIdOf(source, name))
    if (existing === undefined) return { _tag: 'DoesNotExist' }
    const { group, request } = existing
    group.shutDown()
    this.#forget(group)
    try {
      group.deleteStreams()
      this.#save(userName)
    } catch (error) {
      this.#add(request)
      throw error
    }
    return DONE
  }

  /** Drops every consumer and begins again from the configuration. */
  restart(): void {
    this.#clear()
    this.#load()
  }

  /** For a store that was emptied: drops every consumer and group. */
  reset(): void {
    this.#clear()
  }

  stop(): void {
    this.#stopListening()
    this.#clear()
  }

  #objection(request: GroupRequest): Outcome | undefined {
    const { strategy } = request.settings
    if (strategyNamed(strategy) === undefined) return refused(`Consumer strategy ${strategy} does not exist.`)
    const reason = wrongStart(request, this.#store)
    return reason === undefined ? undefined : refused(reason)
  }

  #put(request: GroupRequest, userName: string): Outcome {
    const objection = this.#objection(request)
    if (objection !== undefined) return objection
    const { readBatchSize, historyBufferSize } = request.settings
    if (readBatchSize >= historyBufferSize) {
      return refused(
        "Specified argument was out of the range of valid values. (Parameter 'ReadBatchSize may not be greater than or equal to BufferSize')"
      )
    }
    const before = this.#byId.get(groupIdOf(request.stream, request.group))
    this.#add(request)
    try {
      this.#save(userName)
    } catch (error) {
      this.#undo(request, before?.request)
      throw error
    }
    return DONE
  }

  /** The request could not be kept: the group is what it was before. */
  #undo(request: GroupRequest, before: GroupRequest | undefined): void {
    if (before !== undefined) return this.#add(before)
    const group = this.find(request.stream, request.group)
    group?.shutDown()
    if (group !== undefined) this.#forget(group)
  }

  #forget(group: Group): void {
    this.#byId.delete(group.id)
    const siblings = this.#bySource.get(group.definition.source.name)
    siblings?.splice(siblings.indexOf(group), 1)
    this.#tickIfNeeded()
  }

  #add(request: GroupRequest): void {
    const source = sourceOf(request)
    const strategy = strategyNamed(request.settings.strategy)
    if (strategy === undefined) return
    const existing = this.find(request.stream, request.group)
    existing?.shutDown()
    const definition: GroupDefinition = {
      source,
      name: request.group,
      settings: request.settings,
      startFrom: source.parse(request.start),
      startText: request.start,
      strategy
    }
    const group = new Group(this.#store, definition)
    this.#byId.set(group.id, { group, request })
    const siblings = this.#bySource.get(source.name) ?? []
    this.#bySource.set(source.name, siblings)
    if (existing === undefined) siblings.push(group)
    else siblings.splice(siblings.indexOf(existing), 1, group)
    this.#tickIfNeeded()
  }

  #load(): void {
    for (const request of loadGroups(this.#store)) this.#add(request)
  }

  #save(userName: string): void {
    const requests = [...this.#byId.values()].map(({ request }) => request)
    saveGroups(this.#store, requests, userName)
  }

  #clear(): void {
    for (const { group } of this.#byId.values()) group.shutDown()
    this.#byId.clear()
    this.#bySource.clear()
    this.#tickIfNeeded()
  }

  #onCommitted(events: ReadonlyArray<RecordedEvent>): void {
    if (this.#byId.size === 0) return
    const toAll = this.#bySource.get('$all') ?? []
    for (const event of events) {
      for (const group of this.#bySource.get(event.stream) ?? []) group.onCommitted(event)
      for (const group of toAll) if (group.definition.source.includes(event)) group.onCommitted(event)
    }
  }

  #tickIfNeeded(): void {
    if (this.#byId.size === 0) {
      clearInterval(this.#ticker)
      this.#ticker = undefined
    } else {
      this.#ticker ??= setInterval(() => {
        for (const { group } of this.#byId.values()) group.tick()
      }, TICK).unref()
    }
  }
}
