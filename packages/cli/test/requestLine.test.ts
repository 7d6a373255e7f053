/** When a request was received is never after now: of what claims that, the time would be another than was written. */
import { instantFromEpoch, noticePolicy } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { requestLineOf } from '../src/command/requestLine.ts'
import { inProcess } from './inProcess.ts'

const minutes = 60_000

test('what was written stands, to 5 minutes after now and not a millisecond more', () => {
  const now = Date.parse('2026-03-01T12:00:00Z')
  const clock = jest.spyOn(Date, 'now').mockReturnValue(now)
  const around = fc.oneof(
    fc.integer({ min: -5 * minutes, max: 10 * minutes }),
    fc.constantFrom(-1, 0, 1, 5 * minutes, 5 * minutes + 1),
    fc.integer({ min: -1e12, max: 1e12 })
  )
  fc.assert(
    fc.property(around, ahead => {
      const written = instantFromEpoch(now + ahead)
      const line = requestLineOf(
        {
          subject: undefined,
          call: 'call-1' as never,
          channel: 'email',
          request: undefined,
          'received-at': () => written,
          policy: noticePolicy,
          json: false
        },
        () => E.right({})
      )
      if (ahead <= 5 * minutes) expect(line).toMatchObject(E.right({ receivedAt: written, isNow: false }))
      else expect(E.isLeft(line) && line.left._tag).toBe('WrongCommandLine')
    })
  )
  clock.mockRestore()
})

test.each(['withdraw', 'object', 'request-erasure', 'request-access'])(
  '%s: a time to come is a wrong command line, and no store is asked',
  async verb => {
    const inAnHour = new Date(Date.now() + 60 * minutes).toISOString()
    for (const [written, found] of [
      [inAnHour, inAnHour],
      ['2126-03-01', '2126-02-28T23:00:00.000Z']
    ] as const) {
      const args = [
        verb,
        'esdb://localhost:1',
        '--call',
        'call-1',
        '--channel',
        'email',
        '--received-at',
        written
      ]
      const english = await inProcess(args)
      expect([english.status, english.stdout]).toEqual([2, ''])
      expect(english.stderr).toMatch(
        /^samtykke [a-z-]+: --received-at: expected not after now, 20[^,]+Z, found /
      )
      expect(english.stderr).toContain(`, found ${found}\n`)
      const danish = await inProcess([...args, '--lang', 'da'])
      expect(danish.stderr).toContain(': --received-at: ventede senest nu, ')
      expect(danish.stderr).toContain(`, fandt ${found}\n`)
    }
  }
)
