import fc from 'fast-check'
import type { Consumer } from '../../src/persistent/consumer.ts'
import { strategyNamed } from '../../src/persistent/strategies.ts'
import type { Strategy } from '../../src/persistent/strategy.ts'
import { consumer, message, messageOf, recorded } from './messages.ts'

const group = (name: string, bufferSizes: ReadonlyArray<number>) => {
  const strategy = strategyNamed(name) as Strategy
  const members = bufferSizes.map(consumer)
  for (const member of members) strategy.add(member.consumer)
  return { strategy, members }
}

const revisionsOf = ({ sent }: { readonly sent: ReadonlyArray<{ readonly position: number }> }) =>
  sent.map(each => each.position)

describe('RoundRobin', () => {
  it('gives each consumer its turn', () => {
    const { strategy, members } = group('RoundRobin', [10, 10, 10])
    for (let revision = 0; revision < 6; revision++) expect(strategy.push(message(revision))).toBe('sent')
    expect(members.map(revisionsOf)).toEqual([
      [0, 3],
      [1, 4],
      [2, 5]
    ])
  })

  it('passes over who is full, and says when all are', () => {
    const { strategy, members } = group('RoundRobin', [1, 3])
    expect([0, 1, 2, 3, 4].map(revision => strategy.push(message(revision)))).toEqual([
      'sent',
      'sent',
      'sent',
      'sent',
      'full'
    ])
    expect(members.map(revisionsOf)).toEqual([[0], [1, 2, 3]])
  })
})

describe('DispatchToSingle', () => {
  it('stays with one consumer until it is full', () => {
    const { strategy, members } = group('DispatchToSingle', [2, 3])
    expect([0, 1, 2, 3].map(revision => strategy.push(message(revision)))).toEqual([
      'sent',
      'sent',
      'sent',
      'sent'
    ])
    expect(members.map(revisionsOf)).toEqual([
      [0, 1],
      [2, 3]
    ])
  })
})

describe.each(['Pinned', 'PinnedByCorrelation'])('%s', name => {
  const event = (stream: string, revision: number) =>
    messageOf(recorded(revision, stream, name === 'Pinned' ? undefined : { $correlationId: `of-${stream}` }))

  it('keeps the events of a stream with one consumer, however they come', () => {
    const streams = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 200 })
    fc.assert(
      fc.property(streams, order => {
        const { strategy, members } = group(name, [1000, 1000, 1000])
        order.forEach((stream, revision) =>
          expect(strategy.push(event(`s-${stream}`, revision))).toBe('sent')
        )
        const holders = new Map<string, Set<number>>()
        members.forEach(({ sent }, index) => {
          for (const { original } of sent) {
            holders.set(original.stream, (holders.get(original.stream) ?? new Set()).add(index))
          }
        })
        expect([...holders.values()].every(each => each.size === 1)).toBe(true)
      })
    )
  })

  it('skips a stream whose consumer is full, while others go on', () => {
    const { strategy, members } = group(name, [1, 1])
    expect(strategy.push(event('a', 0))).toBe('sent')
    expect(strategy.push(event('a', 1))).toBe('skipped')
    const other = ['b', 'c', 'd', 'e', 'f'].find(stream => strategy.push(event(stream, 0)) === 'sent')
    expect(other).toBeDefined()
    expect(strategy.push(event('a', 1))).toBe('full')
    const [holder] = members.filter(({ sent }) => sent[0]?.original.stream === 'a')
    ;(holder?.consumer as Consumer).answered('a-0')
    expect(strategy.push(event('a', 1))).toBe('sent')
    expect(holder?.sent.map(each => each.original.id)).toEqual(['a-0', 'a-1'])
  })

  it('gives the streams of a consumer that left to the others', () => {
    const { strategy, members } = group(name, [10, 10])
    strategy.push(event('a', 0))
    const [holder] = members.filter(({ sent }) => sent.length > 0)
    const [other] = members.filter(({ sent }) => sent.length === 0)
    strategy.remove(holder?.consumer as Consumer)
    expect(strategy.push(event('a', 1))).toBe('sent')
    expect(other?.sent.map(each => each.original.id)).toEqual(['a-1'])
  })

  it('gives a newcomer its share of the streams', () => {
    const { strategy } = group(name, [1000])
    for (let stream = 0; stream < 100; stream++) strategy.push(event(`s-${stream}`, 0))
    const newcomer = consumer(1000)
    strategy.add(newcomer.consumer)
    for (let stream = 0; stream < 100; stream++) strategy.push(event(`s-${stream}`, 1))
    expect(newcomer.sent.length).toBeGreaterThan(30)
    expect(newcomer.sent.length).toBeLessThan(70)
  })
})

describe('strategyNamed', () => {
  it('knows no others', () => {
    expect(strategyNamed('Random')).toBeUndefined()
  })
})
