import type { Identifier } from '@samtykke/core'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { createReadUpTo } from '../src/readUpTo.ts'

const [a, b, c] = ['a', 'b', 'c'] as unknown as [Identifier, Identifier, Identifier]
const hint = (callId: Identifier, revision?: bigint) => ({
  callId,
  settle: TE.right(undefined),
  ...(revision !== undefined && { revision })
})

test('knows what was read, nothing later, and the latest calls only', () => {
  const readUpTo = createReadUpTo(2)
  readUpTo.note(a, 3n)
  expect([2n, 3n, 4n].map(revision => readUpTo.knows(hint(a, revision)))).toEqual([true, true, false])
  expect(readUpTo.knows(hint(a))).toBe(false)
  readUpTo.note(b, 0n)
  readUpTo.note(a, 4n)
  readUpTo.note(c, 0n)
  expect([hint(a, 4n), hint(b, 0n), hint(c, 0n)].map(readUpTo.knows)).toEqual([true, false, true])
})
