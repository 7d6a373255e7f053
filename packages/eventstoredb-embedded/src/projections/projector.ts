/**
 * The system projections, running behind the log.
 */
import { randomUUID } from 'node:crypto'
import { JournalError } from '../store/journalError.ts'
import { metadataStreamOf } from '../store/metadata.ts'
import { linkEvent } from '../store/linkRecord.ts'
import type { ProposedEvent, RecordedEvent, Store } from '../store/types.ts'
import { projectionInput, systemProjections, type Projection } from './links.ts'

/** How long after a write its links come: a while, so that nobody comes to rely on them at once. Milliseconds. */
const lag = 15
/** How long after a disk that took no links they are tried again. Milliseconds. */
const retryAfter = 500
/** Records in one turn, so that links do not hold up calls. */
const recordsPerTurn = 256

/** As the real server says it: aborted is stopped without writing down how far it came. */
export type ProjectionState = 'Running' | 'Stopped' | 'Aborted/Stopped'

export interface ProjectionStatus {
  readonly name: string
  readonly state: ProjectionState
  /** The position up to which the log is read. */
  readonly position: number
  /** From 0 to 100. */
  readonly progress: number
  readonly eventsProcessed: number
}

/** The system projections at work. */
export interface Projector {
  readonly status: () => ReadonlyArray<ProjectionStatus>
  /** Starts or stops one; false if there is none of that name. It goes on where it stood. */
  readonly run: (name: string, state: ProjectionState) => boolean
  /** Begins anew at the end of an emptied store. */
  readonly reset: () => void
  readonly stop: () => void
}

interface Progress {
  readonly name: string
  readonly project: Projection
  readonly number: number
  next: number
  state: ProjectionState
  eventsProcessed: number
}

/** What a projection gives each of its streams before the first event: anybody may read it. */
const openToReaders = (): ProposedEvent => ({
  id: randomUUID(),
  type: '$metadata',
  isJson: true,
  data: Buffer.from('{"$acl":{"$r":"$all","$mr":"$all"}}'),
  metadata: new Uint8Array()
})

/** By projection number, the position behind the newest event that it wrote of. */
const recoverPositions = (store: Store): Map<number, number> => {
  const found = new Map<number, number>()
  const names = Object.keys(systemProjections)
  for (let from = -1; found.size < names.length;) {
    const slice = store.readAllBackwards(from, 1000)
    for (const record of slice.events) {
      const origin = originOf(record)
      if (origin !== undefined && !found.has(origin.number)) found.set(origin.number, origin.position + 1)
    }
    if (slice.isEndOfLog) break
    from = slice.nextPosition
  }
  return found
}

const originOf = (record: RecordedEvent): { number: number; position: number } | undefined => {
  if (!/^\$(?:streams$|category-|ce-|et-|bc-)/.test(record.stream)) return undefined
  const match = /^\{"\$v":"(\d):-1:1:4","\$c":(\d+),/.exec(Buffer.from(record.metadata).toString('utf8'))
  return match === null ? undefined : { number: Number(match[1]), position: Number(match[2]) }
}

/** @param initially whether the projections run before anybody starts them */
export const startProjector = (store: Store, initially: ProjectionState = 'Running'): Projector => {
  const recovered = recoverPositions(store)
  const all: Progress[] = Object.entries(systemProjections).map(([name, project], place) => ({
    name,
    project,
    number: place + 1,
    next: recovered.get(place + 1) ?? 0,
    state: initially,
    eventsProcessed: 0
  }))
  let timer: NodeJS.Timeout | undefined
  let turn: NodeJS.Immediate | undefined
  let isStopped = false

  /** One turn of the projections that are furthest behind; whether there is more to do. */
  const advance = (): boolean => {
    const running = all.filter(progress => progress.state === 'Running')
    const next = Math.min(...running.map(progress => progress.next))
    const together = running.filter(progress => progress.next === next)
    const slice = store.readAllForwards(next, recordsPerTurn)
    const writes: { stream: string; event: ProposedEvent }[] = []
    const opened = new Set<string>()
    const open = (stream: string): void => {
      const metadataStream = metadataStreamOf(stream)
      if (opened.has(stream) || store.lastRevision(stream) >= 0 || store.lastRevision(metadataStream) >= 0)
        return
      opened.add(stream)
      writes.push({ stream: metadataStream, event: openToReaders() })
    }
    for (const record of slice.events) {
      const input = projectionInput(store, record)
      if (input === undefined) continue
      for (const progress of together) {
        const emission = progress.project(input)
        if (emission === undefined) continue
        open(emission.stream)
        writes.push({
          stream: emission.stream,
          event: linkEvent(emission, progress.number, record.position)
        })
      }
    }
    if (writes.length > 0) store.appendLinks(writes)
    for (const progress of together) {
      progress.next = slice.nextPosition
      progress.eventsProcessed += slice.events.length
    }
    return running.some(progress => progress.next <= store.lastPosition())
  }

  const work = (): void => {
    turn = undefined
    if (isStopped) return
    try {
      if (advance()) turn = setImmediate(work)
    } catch (error) {
      if (!(error instanceof JournalError)) throw error
      wake(retryAfter)
    }
  }

  const wake = (after = lag): void => {
    if (isStopped || timer !== undefined || turn !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      work()
    }, after)
    timer.unref()
  }

  const unsubscribe = store.onCommitted(() => wake())
  wake()

  return {
    status: () =>
      all.map(({ name, state, next, eventsProcessed }) => {
        const last = store.lastPosition()
        const progress = last < 0 || next > last ? 100 : (100 * next) / last
        return { name, state, position: next, progress, eventsProcessed }
      }),
    run: (name, state) => {
      const progress = all.find(each => each.name === name)
      if (progress === undefined) return false
      progress.state = state
      wake()
      return true
    },
    reset: () => {
      for (const progress of all) {
        progress.next = 0
        progress.eventsProcessed = 0
        progress.state = initially
      }
    },
    stop: () => {
      isStopped = true
      unsubscribe()
      clearTimeout(timer)
      clearImmediate(turn)
    }
  }
}
