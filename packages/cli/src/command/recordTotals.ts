/**
 * What came of the events that `record` sent: counted, and told once.
 */
import { type AnyEvent, isKnownEvent, type Refusal, type SetAside } from '@samtykke/core'
import type { RecordedCall } from '@samtykke/log'
import { countName, type NameCounts } from '../engine/sourceSummary.ts'
import { describeUnknownTypes } from './describeSource.ts'
import { writeErr } from '../output/output.ts'
import { about } from '../text/expected.ts'
import { howMany, numeral } from '../text/howMany.ts'
import { inDanish } from '../text/inDanish.ts'
import { type Bilingual, bilingual, both } from '../text/language.ts'

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
  readonly sentence: () => Bilingual
}

const fewIds = 3

/** How many of a kind, and the first few by name. */
interface Kind {
  count: number
  readonly first: string[]
}

const note = (kinds: Map<Doubt, Kind>, kind: Doubt, name: string): void => {
  const known = kinds.get(kind) ?? { count: 0, first: [] }
  kinds.set(kind, known)
  known.count++
  if (known.first.length < fewIds) known.first.push(name)
}

const andMore = (count: number): Bilingual =>
  both(`og ${howMany(count, 'more').da}`, `and ${howMany(count, 'more').en}`)

const named = ({ count, first }: Kind): Bilingual =>
  bilingual(language => {
    if (count <= first.length) return first.join(', ')
    return `${first.join(', ')}${language === 'da' ? '' : ','} ${andMore(count - first.length)[language]}`
  })

type Doubt = Refusal['_tag']

const doubts: Readonly<Record<Doubt, Bilingual>> = {
  UnknownTarget: both('om noget, som samtalen ikke har', 'about what the call does not have'),
  BeforeTarget: both('fra før det, de handler om', 'of before what they are about'),
  NotAnonymisable: both(
    'om anonymisering af noget, der kun kan slettes',
    'anonymising what can only be erased'
  ),
  StillOpen: both(
    'om fjernelse af beviset, mens noget i samtalen er åbent',
    'of redaction while something of the call is open'
  ),
  IdTaken: both('med et id, som en anden hændelse har', 'whose id another event has')
}

const done = {
  strict: both('afvist', 'refused'),
  lenient: both('registreret, men tvivlsomt', 'recorded, though doubtful')
}

export const recordTotals = (strict: boolean): RecordTotals => {
  let [calls, recorded, alreadyThere, conflicting, redacted, doubtful] = [0, 0, 0, 0, 0, 0]
  const setAside = new Map<string, SetAside>()
  const byRefusal = new Map<Doubt, Kind>()
  const unknownTypes: NameCounts = new Map()

  const nameConflict = (call: string, { id }: AnyEvent): void => {
    writeErr(
      about(
        `${call}: ${id}`,
        both(
          'ventede det indhold, som lageret har under dette id, fandt et andet; lagerets står ved magt',
          'expected the content that the store has under this id, found another; its stands'
        )
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
        note(byRefusal, refusal._tag, `${call} ${event.id}`)
      }
      for (const event of result.recorded) {
        if (!isKnownEvent(event)) countName(unknownTypes, event.type)
      }
      for (const entry of result.setAside) setAside.set(entry.id, entry)
    },
    report: () => {
      describeUnknownTypes(unknownTypes)
      for (const [kind, known] of byRefusal) {
        const what = done[strict ? 'strict' : 'lenient']
        const events = howMany(known.count, 'event')
        const ids = named(known)
        writeErr(bilingual(each => `${what[each]}: ${events[each]} ${doubts[kind][each]}: ${ids[each]}`))
      }
      if (redacted > 0) {
        writeErr(
          both(
            `vender ikke tilbage, fordi beviset for samtalen er fjernet: ${howMany(redacted, 'event').da}`,
            `${howMany(redacted, 'event').en} of redacted calls do not come back`
          )
        )
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
      const there = howMany(recorded + alreadyThere, 'event')
      const ofCalls = howMany(calls, 'call')
      return both(
        `${there.da} i ${ofCalls.da} er i lageret, heraf nye: ${numeral(recorded).da}\n`,
        `${there.en} of ${ofCalls.en} are in the store, ${numeral(recorded).en} of them new\n`
      )
    }
  }
}

/** Says once what is kept of persons and was passed over. */
export const nameSetAside = (setAside: ReadonlyArray<SetAside>): void => {
  if (setAside.length === 0) return
  const first = setAside.slice(0, fewIds)
  const more = setAside.length - first.length
  const head = both(
    `lagt til side: ${howMany(setAside.length, 'entry').da} bevaret om personer`,
    `set aside: ${howMany(setAside.length, 'entry').en} kept of persons`
  )
  writeErr(
    bilingual(language => {
      const named = first.map(({ id, type, reason }) => `${id} (${type}): ${inDanish(reason)[language]}`)
      return `${head[language]}: ${[...named, ...(more > 0 ? [andMore(more)[language]] : [])].join('; ')}`
    })
  )
}
