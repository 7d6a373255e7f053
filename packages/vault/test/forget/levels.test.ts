import { identifier, instant } from '@samtykke/core'
import { forgottenCallOf } from '@samtykke/vault'

test('a scavenge counts where it went beyond the truncation; of each node the first that did', () => {
  const at = instant('2026-03-01T12:00:00.000Z')
  const { reached } = forgottenCallOf({
    callId: identifier('call-1'),
    revision: 7n,
    truncation: { before: 7n, at: instant('2026-03-01T08:00:00.000Z') },
    scavenges: [
      { node: 'resumed', upTo: instant('2026-03-01T07:59:59.000Z'), at },
      { node: 'other', upTo: instant('2026-03-01T08:00:00.000Z'), at },
      { node: 'other', upTo: instant('2026-03-01T11:00:00.000Z'), at: instant('2026-03-01T13:00:00.000Z') }
    ]
  })
  expect(reached.slice(2)).toEqual([{ level: 'scavenged', node: 'other', at }])
})
