// The gate of a release: back-ups of keys, log and recordings, taken at any instant, come back in any combination of up to
// two at once, with crashes in between. Nothing whose erasure was recorded is ever readable, and nothing else is lost.
//
// Keys and ledger learn of each other whenever the vault is opened; a log that was put back does not get its events again.
// Where none of the three knows of a destruction any more, it cannot be told, and such a restore is not here.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import {
  type AnyEvent,
  callKey,
  compilePolicy,
  decodeEvent,
  type Identifier,
  type KeyName,
  noticePolicy,
  type Period,
  recordingKey,
  type RecordingRef
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { KeyWrapper } from '../../src/index.ts'
import { bytesOf, chunked, rightOf, someId, someMaster } from '../support/some.ts'
import { newFolder, removeFolders } from '../support/some.ts'
import { canary, copyPart, type Open, openAll, type Part, parts, restorePart } from './world.ts'

const seeds = Number(process.env['SAMTYKKE_RESTORES'] ?? 100)
const day = 86_400_000

const rules = compilePolicy(
  { ...noticePolicy, proofOfConsent: { period: 'P1M' as Period, basis: '6(1)(c)' } },
  () => undefined
)

/** Small and quick, and the same for the same seed (xorshift). */
const randomOf = (seed: number) => {
  let state = (seed * 2_654_435_761) | 1
  const below = (limit: number): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % limit
  }
  return { below, pick: <A>(from: ReadonlyArray<A>): A => from[below(from.length)]! }
}

interface Recorded {
  readonly ref: RecordingRef
  readonly sound: Buffer
}

interface Member {
  readonly callId: Identifier
  readonly eventId: string
  readonly text: string
}

interface Written {
  readonly event: AnyEvent
  /** What it says that is personal, if anything. */
  readonly text?: string
}

/** What each part holds. */
interface Holdings {
  readonly keys: ReadonlySet<KeyName>
  readonly log: ReadonlyArray<Member>
  readonly objects: ReadonlyArray<Recorded>
}

interface Backup {
  readonly part: Part
  readonly folder: string
  readonly holdings: Holdings
  readonly knows: ReadonlySet<KeyName>
}

const eventOf = (callId: Identifier, occurredAt: number, more: object): AnyEvent => {
  const decoded = decodeEvent({
    id: randomUUID(),
    callId,
    occurredAt: new Date(occurredAt).toISOString(),
    ...more
  })
  if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
  return decoded.right
}

const consent = {
  type: 'consent-given',
  method: 'keypress',
  purposes: ['documentation'],
  noticeVersion: '1',
  language: 'da'
}
const stored = {
  type: 'recording-stored',
  direction: 'inbound',
  customerType: 'private',
  line: 'customer-service',
  processor: 'archive',
  region: 'DK'
}

/** One history under one seed. */
const play = async (seed: number) => {
  const random = randomOf(seed + 1)
  const root = newFolder()
  const wrapper: KeyWrapper = someMaster()
  const calls: Identifier[] = []
  const everything: { readonly members: Member[]; readonly recordings: Recorded[] } = {
    members: [],
    recordings: []
  }
  const backups: Backup[] = []
  /** Names of keys whose destruction was done and recorded. */
  const erased = new Set<KeyName>()
  /** Of which destructions each part knows. */
  let knows: Readonly<Record<Part, ReadonlySet<KeyName>>> = {
    keys: new Set(),
    log: new Set(),
    objects: new Set()
  }
  const counts = { erased: 0, restored: 0, killed: 0, opened: 0, withheld: 0 }
  let holdings: Holdings = { keys: new Set(), log: [], objects: [] }
  let open: Open = await openAll(root, wrapper, rules)

  const hold = (more: { key?: KeyName; member?: Member; recorded?: Recorded }): void => {
    holdings = {
      keys: more.key === undefined ? holdings.keys : new Set([...holdings.keys, more.key]),
      log: more.member === undefined ? holdings.log : [...holdings.log, more.member],
      objects: more.recorded === undefined ? holdings.objects : [...holdings.objects, more.recorded]
    }
  }

  /** Appends behind what is there; where that cannot be read, for want of a key, nothing is written. */
  const append = async (callId: Identifier, ...written: ReadonlyArray<Written>): Promise<void> => {
    const loaded = await open.log.load(callId)()
    if (E.isLeft(loaded)) {
      expect(loaded.left).toMatchObject({ _tag: 'Refused' })
      return
    }
    const events = written.map(({ event }) => event)
    await rightOf(open.log.append(callId, events, loaded.right.revision))
    for (const { event, text } of written) {
      if (text === undefined || erased.has(callKey(callId))) continue
      const member = { callId, eventId: event.id, text }
      everything.members.push(member)
      hold({ member, key: callKey(callId) })
    }
  }

  const record = async (): Promise<void> => {
    const callId = someId('call')
    calls.push(callId)
    const at = Date.now() - day - random.below(1000)
    // The same id in every call.
    const ref = { callId, recordingId: 'rec-1' as Identifier, processor: 'archive' }
    const recorded = { ref, sound: Buffer.from(canary().repeat(20)) }
    await rightOf(open.store.put(ref, chunked(recorded.sound)))
    everything.recordings.push(recorded)
    hold({ recorded, key: recordingKey(callId, ref.recordingId) })
    const [subjectRef, usedBy] = [canary(), canary()]
    const startedAt = new Date(at + 10).toISOString()
    const use = { type: 'recording-used', recordingId: 'rec-1', purpose: 'documentation', usedBy }
    await append(
      callId,
      { event: eventOf(callId, at, { ...consent, subjectRef }), text: subjectRef },
      { event: eventOf(callId, at + 1000, { ...stored, recordingId: 'rec-1', startedAt }) },
      { event: eventOf(callId, at + 2000, use), text: usedBy }
    )
  }

  const withdraw = async (): Promise<void> => {
    if (calls.length === 0) return
    const callId = random.pick(calls)
    const event = eventOf(callId, Date.now() - 1000, { type: 'consent-withdrawn', channel: 'email' })
    await append(callId, { event })
  }

  type Loaded = ReadonlyMap<Identifier, Awaited<ReturnType<ReturnType<Open['log']['load']>>>>

  const load = async (): Promise<Loaded> => {
    const loaded = new Map<Identifier, Loaded extends ReadonlyMap<Identifier, infer L> ? L : never>()
    for (const callId of calls) loaded.set(callId, await open.log.load(callId)())
    return loaded
  }

  /** What the log says is erased, and the vault too: done in every place where it is to be. */
  const note = async (all: Loaded): Promise<void> => {
    for (const [callId, loaded] of all) {
      if (E.isLeft(loaded)) continue
      const types = new Set(loaded.right.entries.map(({ type }) => type))
      const names = [
        ...(types.has('recording-erased') || types.has('proof-redacted')
          ? [recordingKey(callId, 'rec-1' as Identifier)]
          : []),
        ...(types.has('proof-redacted') ? [callKey(callId)] : [])
      ]
      for (const name of names) {
        const key = await open.vault.key(name)()
        if (E.isLeft(key) && key.left._tag === 'KeyDestroyed') {
          erased.add(name)
          knows = { ...knows, log: new Set([...knows.log, name]) }
        }
      }
    }
    knows = { ...knows, keys: new Set(erased), objects: new Set(erased) }
  }

  const attend = async (): Promise<void> => {
    // Something may be unreadable for want of keys: then the sweep says so, and does nothing.
    const survived = await open
      .attend(
        random.below(3) === 0 ? Infinity : random.below(25),
        random.below(2) === 0,
        random.pick([0, 0, 40]) * day
      )
      .catch((error: unknown) => {
        expect(String(error)).toContain('not yet restored')
        return true
      })
    if (!survived) {
      counts.killed++
      await open.close()
      open = await openAll(root, wrapper, rules)
    }
    const loaded = await load()
    await note(loaded)
    await check(loaded)
  }

  const backup = (): Promise<void> => {
    const part = random.pick(parts)
    const folder = join(root, 'backups', String(backups.length))
    copyPart(root, part, folder)
    backups.push({ part, folder, holdings, knows: knows[part] })
    return Promise.resolve()
  }

  /** Up to two of the three, each from any of its back-ups. */
  const restore = async (): Promise<void> => {
    const spared = random.pick(parts)
    const chosen = parts.flatMap(part => {
      const from = backups.filter(each => each.part === part)
      return part === spared || from.length === 0 || random.below(4) === 0 ? [] : [random.pick(from)]
    })
    const after = { ...knows, ...Object.fromEntries(chosen.map(each => [each.part, each.knows])) }
    const isKnown = [...erased].every(name => parts.some(part => after[part].has(name)))
    if (chosen.length === 0 || !isKnown) return
    knows = after
    counts.restored++
    await open.close()
    for (const { part, folder, holdings: then } of chosen) {
      restorePart(root, part, folder)
      holdings = { ...holdings, [part]: then[part] }
    }
    open = await openAll(root, wrapper, rules)
    knows = { ...knows, keys: new Set(erased), objects: new Set(erased) }
    await check(await load())
  }

  const check = async (all: Loaded): Promise<void> => {
    for (const name of erased) {
      const key = await open.vault.key(name)()
      expect([seed, name, E.isLeft(key) && key.left._tag]).toEqual([seed, name, 'KeyDestroyed'])
    }
    for (const { ref, sound } of everything.recordings) {
      const name = recordingKey(ref.callId, ref.recordingId)
      const opened = await open.store.open(ref)()
      const isThere = holdings.objects.some(each => each.ref === ref)
      if (E.isRight(opened)) {
        expect((await bytesOf(opened.right)).equals(sound)).toBe(true)
        expect(erased.has(name)).toBe(false)
        counts.opened++
        continue
      }
      counts.withheld++
      // Not there, destroyed, or its key is not there: never for another reason, and never in the clear.
      const key = await open.vault.key(name)()
      const isGone = E.isLeft(key) && key.left._tag === 'KeyDestroyed'
      const isMissing = E.isLeft(key) && key.left._tag === 'KeyMissing' && !holdings.keys.has(name)
      expect([seed, name, isGone || isMissing || !isThere]).toEqual([seed, name, true])
    }
    const texts = new Map<string, string>()
    for (const [callId, loaded] of all) {
      if (E.isLeft(loaded)) {
        const key = await open.vault.key(callKey(callId))()
        expect([E.isLeft(key) && key.left._tag, holdings.keys.has(callKey(callId))]).toEqual([
          'KeyMissing',
          false
        ])
        continue
      }
      for (const { id, payload } of loaded.right.entries) texts.set(id, JSON.stringify(payload))
    }
    for (const { callId, eventId, text } of everything.members) {
      const payload = texts.get(eventId)
      const isThere = holdings.log.some(each => each.eventId === eventId)
      if (payload?.includes(text) === true) {
        expect(erased.has(callKey(callId))).toBe(false)
        counts.opened++
        continue
      }
      counts.withheld++
      const key = await open.vault.key(callKey(callId))()
      const isGone = E.isLeft(key) && key.left._tag === 'KeyDestroyed'
      const isMissing = E.isLeft(key) && key.left._tag === 'KeyMissing' && !holdings.keys.has(callKey(callId))
      expect([seed, eventId, isGone || isMissing || !isThere]).toEqual([seed, eventId, true])
    }
  }

  try {
    await record()
    const acts = [record, withdraw, withdraw, attend, attend, backup, backup, restore]
    for (let step = 0; step < 12; step++) await random.pick(acts)()
    await restore()
    counts.erased = erased.size
    return counts
  } finally {
    await open.close()
    removeFolders()
  }
}

test(`whatever is put back, in ${seeds} histories (SAMTYKKE_RESTORES)`, async () => {
  const total = { erased: 0, restored: 0, killed: 0, opened: 0, withheld: 0 }
  for (let seed = 0; seed < seeds; seed++) {
    const counts = await play(seed)
    for (const name of Object.keys(total) as Array<keyof typeof total>) total[name] += counts[name]
  }
  // It must have happened for it to have been withstood.
  for (const count of Object.values(total)) expect(count).toBeGreaterThan(seeds / 10)
}, 3_600_000)
