import {
  callKey,
  encryptableMembers,
  forgotten,
  type Identifier,
  type MemberCipher,
  type Members,
  type OpenedMembers,
  type PlacedMembers,
  type Vault
} from '@samtykke/core'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { memberCipher, type MembersNotKept, withheldMembers } from '../../src/index.ts'
import { leftOf, rightOf, someVault } from '../support/some.ts'

const callId = 'call-1' as Identifier
const boundTo = { stream: 'call-call-1', id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'access-extended' }

const sealOne = async (cipher: MemberCipher, event: PlacedMembers): Promise<Members> =>
  (await rightOf(cipher.seal([event])))[0]!

const openOne = async (
  cipher: MemberCipher,
  event: PlacedMembers
): Promise<E.Either<string, OpenedMembers>> => (await rightOf(cipher.open([event])))[0]!

const opened = (members: Members, lost: ReadonlyArray<string> = []) => E.right({ members, forgotten: lost })

/** A vault that counts how often it is asked for a key. */
const counting = (vault: Vault): Vault & { readonly asked: () => number } => {
  let count = 0
  const counted =
    <A extends unknown[], B>(ask: (...given: A) => B) =>
    (...given: A): B => {
      count++
      return ask(...given)
    }
  return { ...vault, key: counted(vault.key), keyOrNew: counted(vault.keyOrNew), asked: () => count }
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    'samtykke.1.',
    'samtykke.1.call/call-1.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA',
    '[object]'
  )
)
const anyMembers = fc.record(
  {
    ...Object.fromEntries(encryptableMembers.map(member => [member, anyText])),
    approvedBy: fc.oneof(anyText, fc.array(anyText, { minLength: 1, maxLength: 3 })),
    requestId: fc.constantFrom('request-1', 'request-2'),
    channel: fc.constantFrom('email', 'phone')
  },
  { requiredKeys: ['requestId'] }
)

describe('members of events', () => {
  it('come out as they went in, and none that may be encrypted is stored in the clear', async () => {
    const cipher = memberCipher(await someVault())
    await fc.assert(
      fc.asyncProperty(fc.array(anyMembers, { minLength: 1, maxLength: 5 }), async events => {
        const placed = events.map((members, n) => ({ members, boundTo: { ...boundTo, id: `event-${n}` } }))
        const sealed = await rightOf(cipher.seal(placed))
        for (const [n, members] of sealed.entries()) {
          for (const [member, value] of Object.entries(members)) {
            if ((encryptableMembers as ReadonlyArray<string>).includes(member))
              expect(value).toMatch(/^samtykke\.1\.call\/call-1\.[\w-]{16}\.[\w-]{22,}$/)
            else expect(value).toEqual((events[n] as Members)[member])
          }
        }
        const back = await rightOf(
          cipher.open(sealed.map((members, n) => ({ members, boundTo: placed[n]!.boundTo })))
        )
        expect(back).toEqual(events.map(members => opened(members)))
      })
    )
  })

  it('are sealed anew each time, under a nonce of their own', async () => {
    const cipher = memberCipher(await someVault())
    const texts = new Set<unknown>()
    const nonces = new Set<unknown>()
    for (let n = 0; n < 1000; n++) {
      const { reason } = await sealOne(cipher, { members: { reason: 'the same' }, boundTo })
      texts.add(reason)
      nonces.add(String(reason).split('.')[3])
    }
    expect([texts.size, nonces.size]).toEqual([1000, 1000])
  })

  it('of one call cost one look-up, and without any to encrypt none, and no key', async () => {
    const vault = counting(await someVault())
    const cipher = memberCipher(vault)
    const events = Array.from({ length: 100 }, (_, n) => ({
      members: { reason: 'x', usedBy: 'y' },
      boundTo: { ...boundTo, id: `event-${n}` }
    }))
    const sealed = await rightOf(cipher.seal(events))
    expect(vault.asked()).toBe(1)
    await rightOf(cipher.open(sealed.map((members, n) => ({ members, boundTo: events[n]!.boundTo }))))
    expect(vault.asked()).toBe(2)
    const none = [
      { members: { channel: 'email', reason: null }, boundTo: { ...boundTo, stream: 'call-call-2' } }
    ]
    expect(await rightOf(cipher.seal(none))).toEqual([none[0]!.members])
    await rightOf(cipher.open(none))
    expect(vault.asked()).toBe(2)
    expect((await leftOf(vault.key(callKey('call-2' as Identifier))))._tag).toBe('KeyMissing')
  })

  it('are forgotten where the key is destroyed, of this call only', async () => {
    const vault = await someVault()
    const cipher = memberCipher(vault)
    const [mine, other] = [boundTo, { ...boundTo, stream: 'call-call-2' }]
    const plain = { reason: 'a long search', approvedBy: ['a', 'b'], channel: 'email' }
    const sealed = await rightOf(
      cipher.seal([
        { members: plain, boundTo: mine },
        { members: plain, boundTo: other }
      ])
    )
    await rightOf(vault.destroy(callKey(callId)))
    expect(
      await rightOf(
        cipher.open([
          { members: sealed[0]!, boundTo: mine },
          { members: sealed[1]!, boundTo: other }
        ])
      )
    ).toEqual([
      opened({ ...plain, reason: forgotten, approvedBy: forgotten }, ['reason', 'approvedBy']),
      opened(plain)
    ])
  })

  it('that come after their call was forgotten are forgotten at once, never in the clear, and told', async () => {
    const told: MembersNotKept[] = []
    const vault = await someVault()
    const cipher = memberCipher(vault, { notKept: what => told.push(what) })
    await rightOf(vault.destroy(callKey(callId)))
    const late = { members: { confirmation: 'ref-7', approvedBy: ['a'], copies: 1 }, boundTo }
    const sealed = await sealOne(cipher, late)
    expect(sealed).toEqual({ confirmation: forgotten, approvedBy: [forgotten], copies: 1 })
    expect(told).toEqual([{ stream: 'call-call-1', count: 2 }])
    // What was forgotten before, in an export for example, is nothing to lose.
    expect(await sealOne(cipher, { members: sealed, boundTo })).toEqual(sealed)
    expect(told).toHaveLength(1)
  })

  it('are an error without their key, and never plain text', async () => {
    const sealed = await sealOne(memberCipher(await someVault()), { members: { reason: 'secret' }, boundTo })
    const another = memberCipher(await someVault())
    expect(await leftOf(another.open([{ members: sealed, boundTo }]))).toEqual({
      _tag: 'Refused',
      retry: 'never',
      reason: 'the vault has no key call/call-1: it is another vault, or not yet restored'
    })
    const vault = await someVault()
    const failing: Vault = {
      ...vault,
      key: () => () => Promise.resolve(E.left({ _tag: 'Unavailable', retry: 'later', reason: 'no answer' })),
      keyOrNew: () => () => Promise.resolve(E.left({ _tag: 'OutOfSpace', retry: 'later', reason: 'full' }))
    }
    const cipher = memberCipher(failing)
    expect(await leftOf(cipher.seal([{ members: { reason: 'secret' }, boundTo }]))).toMatchObject({
      _tag: 'Unavailable',
      retry: 'later'
    })
    expect(await leftOf(cipher.open([{ members: sealed, boundTo }]))).toMatchObject({ _tag: 'Unavailable' })
  })

  it('in the clear that look encrypted are no way to pass text off', async () => {
    const cipher = memberCipher(await someVault())
    const posing = 'samtykke.1.call/call-1.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA'
    expect(await leftOf(cipher.seal([{ members: { channel: posing }, boundTo }]))).toEqual({
      _tag: 'InvalidAppend',
      retry: 'never',
      reason: 'channel: expected a text, found one in the form of an encrypted member'
    })
    const sealed = await sealOne(cipher, { members: { reason: posing }, boundTo })
    expect(await openOne(cipher, { members: sealed, boundTo })).toEqual(opened({ reason: posing }))
    // Written by another program, in the clear.
    expect(await openOne(cipher, { members: { reason: posing }, boundTo })).toEqual(
      E.left(
        'reason: expected what was encrypted for it, found what no key of it opens: it was changed, or stood elsewhere'
      )
    )
  })

  it('of neither a call nor a subject are not sealed', async () => {
    const cipher = memberCipher(await someVault())
    expect(
      await leftOf(
        cipher.seal([{ members: { reason: 'x' }, boundTo: { ...boundTo, stream: 'clock-retention' } }])
      )
    ).toMatchObject({ _tag: 'Refused' })
  })

  it('are withheld where no key is asked for', async () => {
    const vault = await someVault()
    const sealed = await sealOne(memberCipher(vault), { members: { reason: 'x', channel: 'email' }, boundTo })
    expect(await openOne(withheldMembers, { members: sealed, boundTo })).toEqual(
      opened({ reason: forgotten, channel: 'email' }, ['reason'])
    )
    expect((await leftOf(withheldMembers.seal([])))._tag).toBe('Refused')
  })
})

describe('an encrypted member that is not what was written, where it was written', () => {
  const other = { stream: 'call-call-1', id: '7f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a11', type: 'recording-used' }
  const fault = (rest: string): string => `reason: expected what was encrypted for it, found ${rest}`

  const two = async () => {
    const vault = await someVault()
    const cipher = memberCipher(vault)
    const sealed = await rightOf(
      cipher.seal([
        { members: { reason: 'one', digit: '1' }, boundTo },
        { members: { reason: 'two', usedBy: 'u' }, boundTo: other }
      ])
    )
    return { vault, cipher, first: sealed[0]!, second: sealed[1]! }
  }

  it('is told by its place: member, event and type, stream', async () => {
    const { cipher, first, second } = await two()
    const reasonsOf = async (members: Members, at = boundTo): Promise<unknown> =>
      (
        await rightOf(
          cipher.open([
            { members, boundTo: at },
            { members: second, boundTo: other }
          ])
        )
      )[0]
    expect(await reasonsOf({ ...first, reason: first['digit'] })).toEqual(
      E.left(fault('what was encrypted for member digit'))
    )
    expect(await reasonsOf({ ...first, reason: second['reason'] })).toEqual(
      E.left(fault(`what was encrypted for type recording-used of event ${other.id}`))
    )
    expect(await reasonsOf({ ...first, reason: second['usedBy'] })).toEqual(
      E.left(fault(`what was encrypted for member usedBy of type recording-used of event ${other.id}`))
    )
    expect(await reasonsOf(first, { ...boundTo, stream: 'call-call-2' })).toEqual(
      E.left(fault('what was encrypted for stream call-call-1'))
    )
    // Where no rule would open it, it is no text of that member either.
    expect(await reasonsOf({ channel: first['reason'] })).toEqual(
      E.left('channel: expected what was encrypted for it, found what was encrypted for member reason')
    )
  })

  it('is told though its key is destroyed, as far as its form and its key’s name tell', async () => {
    const { vault, cipher, first } = await two()
    await rightOf(vault.destroy(callKey(callId)))
    const at = { ...boundTo, stream: 'call-call-2' }
    expect(E.isLeft(await openOne(cipher, { members: first, boundTo: at }))).toBe(true)
    expect(await openOne(cipher, { members: { channel: first['reason'] }, boundTo })).toEqual(
      E.left('channel: expected what was encrypted for it, found what is left of an encrypted member')
    )
  })

  it('is told in every byte, flipped to any other', async () => {
    const { cipher, first } = await two()
    const text = String(first['reason'])
    const events: PlacedMembers[] = []
    for (let at = 0; at < text.length; at++) {
      for (let bit = 0; bit < 7; bit++) {
        const changed = Buffer.from(text)
        changed[at] = changed[at]! ^ (1 << bit)
        events.push({ members: { reason: changed.toString('latin1') }, boundTo })
      }
    }
    const results = await rightOf(cipher.open(events))
    expect(results.filter(E.isRight)).toEqual([])
    expect(new Set(results.map(result => (E.isLeft(result) ? result.left : '')))).toEqual(
      new Set([
        fault('what is left of an encrypted member'),
        fault('what no key of it opens: it was changed, or stood elsewhere'),
        ...results.flatMap(result =>
          E.isLeft(result) && result.left.includes('stream') ? [result.left] : []
        )
      ])
    )
  })

  it('is told cut off anywhere behind its mark, and drawn out', async () => {
    const { cipher, first } = await two()
    const text = String(first['reason'])
    const lengths = Array.from({ length: text.length - 9 }, (_, n) => n + 9)
    const cut = lengths.map(length => ({ members: { reason: text.slice(0, length) }, boundTo }))
    const drawnOut = ['A', '.', '=', ' ', '.AAAA'].map(more => ({
      members: { reason: text + more },
      boundTo
    }))
    const results = await rightOf(cipher.open([...cut.slice(0, -1), ...drawnOut]))
    expect(results.filter(E.isRight)).toEqual([])
  })

  it('is told with the nonce of an earlier text, and with the text of an earlier nonce', async () => {
    const { cipher, first } = await two()
    const again = await sealOne(cipher, { members: { reason: 'new', digit: '1' }, boundTo })
    const [old, fresh] = [first, again].map(({ reason }) => String(reason).split('.'))
    const mixed = [...fresh!.slice(0, 3), old![3], fresh![4]].join('.')
    expect(await openOne(cipher, { members: { reason: mixed }, boundTo })).toEqual(
      E.left(fault('what no key of it opens: it was changed, or stood elsewhere'))
    )
    // A whole earlier text of the same place is what the server keeps apart, by the id of the event.
    expect(await openOne(cipher, { members: { reason: first['reason'] }, boundTo })).toEqual(
      opened({ reason: 'one' })
    )
  })
})
