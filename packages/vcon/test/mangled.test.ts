/** Damaged vCons: nothing throws, what comes out is events, and what is wrong is told where it is. */
import { decodeKnownEvent } from '@samtykke/core'
import { type ImportedVcon, noteKinds, readVcon, renderVconError, vconToEvents } from '@samtykke/vcon'
import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { asOf, imported, view } from './support/importing.ts'
import { anyCall } from './support/events.ts'
import { anyVcon, type Path, personal, placesIn, replacedAt } from './support/vcons.ts'
import { callToVcon } from '@samtykke/vcon'

const ownVcon = anyCall.map(history => callToVcon(view)(history).vcon)

const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    null,
    -1,
    0.5,
    1e308,
    '',
    '0',
    'x'.repeat(300),
    [],
    {},
    [null],
    { __proto__: 1 },
    '2025-13-01T00:00:00Z',
    '2025-01-01T00:00:00',
    true
  ),
  fc.constantFrom<unknown>('lawful_basis', 'consent', 'base64url', 4_294_967_296)
)

const damaged = fc
  .tuple(fc.oneof(anyVcon, ownVcon), fc.array(fc.tuple(fc.nat(), strange), { minLength: 1, maxLength: 4 }))
  .map(([vcon, damages]) =>
    damages.reduce<unknown>((value, [n, by]) => {
      const places = placesIn(value)
      return places.length === 0 ? value : replacedAt(value, places[n % places.length]!, by)
    }, vcon)
  )

const isPath = /^([a-zA-Z_0-9-]+(\.[a-zA-Z_0-9-]+)*)?$/
const codes = Object.keys(noteKinds)

const lookedAt = ({ callId, events, notes }: ImportedVcon): void => {
  const wrong = events.filter(
    each => each.callId !== callId || E.isLeft(decodeKnownEvent(JSON.parse(JSON.stringify(each))))
  )
  const unclear = notes.filter(({ code, path }) => !codes.includes(code) || !isPath.test(path))
  expect({ wrong, unclear }).toEqual({ wrong: [], unclear: [] })
}

test('any damage to any vCon is survived', () => {
  fc.assert(
    fc.property(damaged, vcon => {
      const read = readVcon(JSON.stringify(vcon))
      if (E.isLeft(read)) expect(renderVconError(read.left)).toContain('expected')
      else lookedAt(vconToEvents({ asOf, method: 'web', subjectKey: Buffer.alloc(16) })(read.right))
    }),
    { numRuns: 600 }
  )
})

test('so is any damage to its text', () => {
  fc.assert(
    fc.property(
      anyVcon,
      fc.nat(),
      fc.nat({ max: 40 }),
      fc.string({ maxLength: 3 }),
      (vcon, n, length, by) => {
        const json = JSON.stringify(vcon)
        const at = n % json.length
        const read = readVcon(json.slice(0, at) + by + json.slice(at + length))
        if (E.isRight(read)) lookedAt(vconToEvents({ asOf })(read.right))
      }
    ),
    { numRuns: 400 }
  )
})

test('and what is no JSON at all', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' })), text => {
      const read = readVcon(text)
      if (E.isRight(read)) lookedAt(vconToEvents({ asOf })(read.right))
    }),
    { numRuns: 400 }
  )
})

/** Members that are of a type, wherever they stand. */
const typed: ReadonlyArray<readonly [member: string, wrong: unknown]> = [
  ['start', 7],
  ['duration', 'long'],
  ['duration', -1],
  ['parties', 'both'],
  ['originator', '0'],
  ['type', ['text']],
  ['mediatype', 7],
  ['url', {}],
  ['vendor', 1],
  ['created_at', 1_735_689_600],
  ['purpose_grants', 'all'],
  ['granted', 'yes'],
  ['granted_at', 'yesterday'],
  ['expiration', 'never']
]

const isTyped = (vcon: unknown, path: Path, member: string): boolean =>
  path.at(-1) === member &&
  !(member === 'parties' && path.length === 1) &&
  // Bodies that are text are read as JSON, and have no places here.
  (!path.includes('attachments') || path.includes('body') || ['start'].includes(member)) &&
  !(
    path[0] === 'attachments' &&
    (vcon as { attachments: ReadonlyArray<Record<string, unknown>> }).attachments[Number(path[1])]?.[
      'type'
    ] === 'tags'
  ) &&
  !(path.includes('proof_mechanisms') || path.includes('meta'))

test('a member of the wrong type is told with its place, what was expected and what was found', () => {
  fc.assert(
    fc.property(anyVcon, fc.constantFrom(...typed), fc.nat(), (vcon, [member, wrong], n) => {
      const places = placesIn(vcon).filter(path => isTyped(vcon, path, member))
      fc.pre(places.length > 0)
      const path = places[n % places.length]!
      const { notes } = imported(replacedAt(vcon, path, wrong))
      expect(notes).toContainEqual({
        code: 'wrong-member',
        path: path.join('.'),
        expected: expect.any(String),
        found: expect.any(String)
      })
    }),
    { numRuns: 300 }
  )
})

test('nothing of a person is in what is said or made, whatever is wrong', () => {
  fc.assert(
    fc.property(damaged, vcon => {
      const read = readVcon(JSON.stringify(vcon))
      const said = E.isLeft(read)
        ? renderVconError(read.left)
        : JSON.stringify([vconToEvents({ asOf, subjectKey: Buffer.alloc(16, 3) })(read.right)])
      expect(personal.filter(text => said.includes(text))).toEqual([])
    }),
    { numRuns: 300 }
  )
})

test.each(['uuid', 'dialog', 'parties', 'analysis', 'attachments', 'critical', 'must_support'])(
  '%s that is no text or list is told',
  member => {
    const read = readVcon(
      JSON.stringify({ vcon: '0.4.0', uuid: '01928e10-193e-8231-b9a2-279e0d16bc46', [member]: 7 })
    )
    const said = E.isLeft(read)
      ? renderVconError(read.left)
      : JSON.stringify(vconToEvents({ asOf })(read.right).notes)
    expect(said).toContain(member)
  }
)
