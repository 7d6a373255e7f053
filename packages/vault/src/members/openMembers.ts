/**
 * The members of one event, opened with the keys of what was read together.
 */
import { forgotten, type Members, type OpenedMembers, type PlacedMembers } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { PlaceFinder } from './findPlace.ts'
import { encryptableIn, keyOfStream, streamOfKey } from './keyOfStream.ts'
import type { MemberFault } from './memberFault.ts'
import { openText, parseSealed } from './memberText.ts'

/** The key for the members of each stream; `destroyed` where there is none any more. One look-up for each. */
export type StreamKeys = ReadonlyMap<string, Buffer | 'destroyed'>

type Found = ReturnType<typeof parseSealed>

export const sealedIn = (members: Members): ReadonlyArray<readonly [string, Exclude<Found, 'plain'>]> => {
  const sealed: Array<readonly [string, Exclude<Found, 'plain'>]> = []
  for (const member of Object.keys(members)) {
    const value = members[member]
    const found = typeof value === 'string' ? parseSealed(value) : 'plain'
    if (found !== 'plain') sealed.push([member, found])
  }
  return sealed
}

/** The members in the clear, or the first fault of one. */
export const openOne = (
  keys: StreamKeys,
  event: PlacedMembers,
  sealed: ReturnType<typeof sealedIn>,
  placeOf: PlaceFinder
): E.Either<MemberFault, OpenedMembers> => {
  const { members, boundTo } = event
  const name = keyOfStream(boundTo.stream)
  const key = keys.get(boundTo.stream)
  const encryptable = encryptableIn(boundTo.stream)
  const opened: Record<string, unknown> = {}
  const lost: string[] = []
  for (const [member, found] of sealed) {
    if (found === 'malformed') return E.left({ _tag: 'Malformed', member })
    if (found.keyName !== name)
      return E.left({
        _tag: 'WrongPlace',
        member,
        sealedFor: { stream: streamOfKey(found.keyName) }
      })
    if (key === undefined || key === 'destroyed') {
      if (!encryptable.includes(member)) return E.left({ _tag: 'Malformed', member })
      lost.push(member)
      opened[member] = forgotten
      continue
    }
    const text = openText(key, found, { ...boundTo, member })
    if (text === undefined || !encryptable.includes(member)) {
      const sealedFor = placeOf(key, found, { ...boundTo, member })
      return E.left(
        sealedFor === undefined ? { _tag: 'Damaged', member } : { _tag: 'WrongPlace', member, sealedFor }
      )
    }
    opened[member] = text.value
  }
  return E.right({ members: { ...members, ...opened }, forgotten: lost })
}
