/** Of many certificates only the leaves are kept: they are those that are found where all of their calls is. */
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { sealedCertificates, sealedContexts } from '../src/command/sealedState.ts'
import type { Failure } from '../src/text/failure.ts'
import { inProcess } from './inProcess.ts'
import { scratch } from './program.ts'
import { simulatedLines } from './simulated.ts'

const file = scratch()
const folder = mkdtempSync(join(tmpdir(), 'samtykke-sealed-'))
const log = join(folder, 'log')
afterAll(() => rmSync(folder, { recursive: true }))

const lines = simulatedLines(30, 8)
const events = lines.map(line => JSON.parse(line) as { readonly id: string; readonly callId: string })
const unsealed = 7

beforeAll(async () => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const key = file('key.pem', privateKey.export({ format: 'pem', type: 'pkcs8' }))
  // An event that was sent twice lies where it lies first.
  const sealed = file('sealed.ndjson', [...lines.slice(0, -unsealed), lines[3]].join('\n'))
  const init = ['--init', '--origin', 'company.example/samtykke']
  expect((await inProcess(['seal', sealed, '--log', log, '--key', key, ...init])).status).toBe(0)
})

const valueOf = async <A>(work: TaskEither<Failure, A>): Promise<A> => {
  const done = await work()
  if (done._tag === 'Left') throw new Error(done.left.message.en)
  return done.right
}

test('the leaf of each certificate, and none of what is not sealed', async () => {
  const seal = { origin: 'company.example/samtykke', size: events.length, root: '' }
  const state = { seal, unsealedEvents: unsealed }
  const certificates = events.map(({ id, callId }) => ({ callId, eventId: id }))
  const contextOf = await valueOf(sealedCertificates(state, log, certificates))
  const ofCall = await valueOf(
    sealedContexts(
      state,
      log,
      events.map(({ callId }) => callId)
    )
  )
  const leaves = certificates.map(each => contextOf(each).placeOf?.(each.eventId)?.leaf)
  expect(leaves).toEqual(certificates.map(({ callId, eventId }) => ofCall(callId).placeOf?.(eventId)?.leaf))
  expect(leaves.filter(leaf => leaf === undefined)).toHaveLength(unsealed)
  expect(contextOf(certificates[0]!).seal).toEqual(seal)
})

test('an event of the same id in another call is another event', async () => {
  const [first, other] = [events[0]!, events.find(({ callId }) => callId !== events[0]!.callId)!]
  const wrong = { callId: other.callId, eventId: first.id }
  const state = { seal: { origin: 'o', size: 1, root: '' }, unsealedEvents: 0 }
  const contextOf = await valueOf(sealedCertificates(state, log, [wrong]))
  expect(contextOf(wrong).placeOf?.(wrong.eventId)).toBeUndefined()
})
