// A thousand adversarial histories: every output of each is what its published schema says, and no more.
import {
  accessPackageOf,
  art30Of,
  certificatesOf,
  consentRecordOf,
  instructionsFor,
  sourceOf
} from '@samtykke/audit'
import { callState, compilePolicy, decodeHistories, type Instant, noticePolicy } from '@samtykke/core'
import { holidaysOf } from '@samtykke/holidays'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { historyOf } from '../../../core/test/oracle/histories.ts'
import { validators } from './validator.ts'

const view = {
  rules: compilePolicy(noticePolicy, holidaysOf('DK')),
  asOf: '2026-03-10T12:00:00.000Z' as Instant
}
const sealed = { seal: { origin: 'log.example', size: 12, root: 'AAAA' }, placeOf: () => ({ leaf: 3 }) }
const validate = validators()

const expectValid = (name: string, output: unknown): void => {
  const check = validate.get(name)
  if (check === undefined) throw new Error(`no schema ${name}`)
  const json: unknown = JSON.parse(JSON.stringify(output))
  expect({ name, valid: check(json), errors: check.errors }).toEqual({ name, valid: true, errors: null })
}

test('outputs of a thousand histories are what their schemas say', async () => {
  let packages = 0
  for (let seed = 1; seed <= 1000; seed += 1) {
    const { calls } = decodeHistories(historyOf(seed + 20_000).entries)
    for (const history of calls) {
      for (const certificate of certificatesOf(view, seed % 2 === 0 ? sealed : {})(history))
        expectValid('certificate', certificate)
      expectValid('consent-record', consentRecordOf(view, { receipt: seed % 2 === 0 })(history))
    }
    const states = calls.map(callState(view))
    const [processor] = states.flatMap(call => call.recordings.map(({ event }) => event.processor))
    if (processor !== undefined)
      expectValid('instructions', instructionsFor(view, processor, sourceOf([]))(states))
    const [request] = states.flatMap(call => call.accessRequests)
    if (request === undefined || seed % 5 > 0) continue
    const packed = await accessPackageOf(view, () => TE.right(new Uint8Array([1])))(
      request.requestId,
      calls
    )()
    if (E.isRight(packed)) expectValid('access-manifest', packed.right.manifest)
    packages += 1
  }
  expect(packages).toBeGreaterThan(20)
})

test('the record of processing activities', () => {
  expectValid('art30', art30Of(view))
})

test('a member that no schema names is found', () => {
  const check = validate.get('art30')
  expect(check?.({ ...art30Of(view), shoeSize: 43 })).toBe(false)
})
