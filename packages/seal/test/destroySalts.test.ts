import { destroySalts } from '../src/destroySalts.ts'
import { instant, linesOf, runTask, workshop, type Line } from './support.ts'

it('destroys the salts of erased events only, after which the log goes on verifying', async () => {
  const shop = workshop()
  const lines = linesOf(600, 120)
  const redacted: Line = { ...(linesOf(1, 1, 700)[0] as Line), type: 'proof-redacted', callId: 'c7' }
  shop.write([...lines, redacted])
  await shop.seal(instant(1000))
  const calls = ['c7', 'c8', 'nobody']
  expect(await runTask(destroySalts({ log: shop.log, calls }))).toEqual({
    kind: 'salts-destroyed',
    destroyed: 5
  })
  expect(await shop.verify()).toMatchObject({ ok: false, intact: 596, saltMissing: 5, missing: 0 })
  shop.write([...lines.filter(({ callId }) => callId !== 'c7'), redacted])
  expect(await shop.verify()).toMatchObject({ ok: true, intact: 596, saltMissing: 0, redacted: 5 })
  expect(await runTask(destroySalts({ log: shop.log, calls }))).toMatchObject({ destroyed: 0 })
  expect(await shop.seal(instant(1001))).toMatchObject({ sealed: 0 })
  shop.remove()
})
