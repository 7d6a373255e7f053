/**
 * What came of the events that `record` sent: counted, and told once.
 */
import { type AnyEvent, isKnownEvent, printable, type Refusal, type SetAside } from '@samtykke/core'
import type { RecordedCall } from '@samtykke/log'
import { countName, type NameCounts } from '../engine/sourceSummary.ts'
import { describeUnknownTypes } from './describeSource.ts'
import { writeErr } from '../output/output.ts'
import { counted } from '../text/table.ts'

export interface RecordTotals {
  readonly add: (call: string, recorded: RecordedCall) => void
  readonly report: () => void
  /** As `--json` gives them. */
  readonly counts: () => {
    readonly calls: number
    /** In the store now, recorded before or not. */
    readonly events: number
    readonly recorded: number
    readonly alreadyThere: number
    readonly conflicting: number
    readonly redacted: number
    readonly doubtful: number
    readonly setAside: number
  }
  readonly sentence: () => string
}

const fewIds = 3

/** How many of a kind, and the first few by name. */
interface Kind {
  count: number
  readonly first: string[]
}

const note = (kinds: Map<string, Kind>, kind: string, name: string): void => {
  const known = kinds.get(kind) ?? { count: 0, first: [] }
  kinds.set(kind, known)
  known.count++
  if (known.first.length < fewIds) known.first.push(name)
}

const named = ({ count, first }: Kind): string =>
  `${first.join(', ')}${count > first.length ? `, and ${(count - first.length).toLocaleString('en')} more` : ''}`

const doubts: Readonly<Record<Refusal['_tag'], string>> = {
  UnknownTarget: 'about what the call does not have',
  BeforeTarget: 'of before what they are about',
  NotAnonymisable: 'anonymising what can only be erased',
  StillOpen: 'of redaction while something of the call is open',
  IdTaken: 'whose id another event has'
}

export const recordTotals = (strict: boolean): RecordTotals => {
  let [calls, recorded, alreadyThere, conflicting, redacted, doubtful] = [0, 0, 0, 0, 0, 0]
  const setAside = new Map<string, SetAside>()
  const byRefusal = new Map<string, Kind>()
  const unknownTypes: NameCounts = new Map()

  const nameConflict = (call: string, { id }: AnyEvent): void => {
    writeErr(
      printable(
        `${call}: ${id}: expected the content that the store has under this id, found another; its stands`
      )
    )
  }

  return {
    add: (call, result) => {
      calls++
      recorded += result.recorded.length
      alreadyThere += result.alreadyThere.length
      conflicting += result.conflicting.length
      redacted += result.redacted.length
      doubtful += result.doubtful.length
      for (const event of result.conflicting) nameConflict(call, event)
      for (const { event, refusal } of result.doubtful) {
        note(byRefusal, doubts[refusal._tag], `${call} ${event.id}`)
      }
      for (const event of result.recorded) {
        if (!isKnownEvent(event)) countName(unknownTypes, event.type)
      }
      for (const entry of result.setAside) setAside.set(entry.id, entry)
    },
    report: () => {
      describeUnknownTypes(unknownTypes)
      for (const [kind, known] of byRefusal) {
        const done = strict ? 'refused' : 'recorded, though doubtful'
        writeErr(printable(`${done}: ${counted(known.count, 'event', 'events')} ${kind}: ${named(known)}`))
      }
      if (redacted > 0) {
        writeErr(`${counted(redacted, 'event', 'events')} of redacted calls do not come back`)
      }
      nameSetAside([...setAside.values()])
    },
    counts: () => ({
      calls,
      events: recorded + alreadyThere,
      recorded,
      alreadyThere,
      conflicting,
      redacted,
      doubtful,
      setAside: setAside.size
    }),
    sentence: () => {
      const there = counted(recorded + alreadyThere, 'event', 'events')
      return `${there} of ${counted(calls, 'call', 'calls')} are in the store, ${recorded.toLocaleString('en')} of them new\n`
    }
  }
}

/** Says once what is kept of persons and was passed over. */
export const nameSetAside = (setAside: ReadonlyArray<SetAside>): void => {
  if (setAside.length === 0) return
  const first = setAside.slice(0, fewIds).map(({ id, type, reason }) => `${id} (${type}): ${reason}`)
  const more = setAside.length - first.length
  const rest = more > 0 ? [`and ${more.toLocaleString('en')} more`] : []
  writeErr(
    printable(
      `set aside: ${counted(setAside.length, 'entry', 'entries')} kept of persons: ${[...first, ...rest].join('; ')}`
    )
  )
}
