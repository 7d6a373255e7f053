/** vCons of all versions as others write them, and damage done to them. */
import * as fc from 'fast-check'

const optional = <A>(arbitrary: fc.Arbitrary<A>) => fc.option(arbitrary, { nil: undefined })

const time = fc
  .tuple(
    fc.integer({ min: Date.parse('2025-01-01'), max: Date.parse('2025-06-01') }),
    fc.constantFrom('Z', '+00:00', '-04:00', '+02:00')
  )
  .map(([ms, offset]) => `${new Date(ms).toISOString().slice(0, 19)}${offset}`)

const content = fc.oneof(
  fc.record({ body: fc.constantFrom('UklGRg', 'AAAA'), encoding: fc.constant('base64url') }),
  fc.record({ body: fc.constant('Goddag, mit navn er Kirsten Holm'), encoding: fc.constant('none') }),
  fc.record({ url: fc.constant('https://media.example/1.wav'), content_hash: fc.constant('sha512-AAAA') }),
  fc.record({
    url: fc.constant('https://media.example/2.wav'),
    alg: fc.constant('SHA-512'),
    signature: fc.constant('AAAA')
  })
)

const parties = fc.constantFrom(
  [
    { tel: '+4520123456', mailto: 'kirsten@holm.example', name: 'Kirsten Holm', role: 'customer' },
    { name: 'Ole Berg', role: 'agent', mailto: 'ole@company.example' }
  ],
  [
    { mailto: 'ole@company.example', meta: { role: 'agent' } },
    { tel: 'tel:+45 20 12 34 56', name: 'Kirsten Holm', role: 'contact', type: 'organization' }
  ]
)

const dialog = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.record({
          type: fc.constantFrom('recording', 'text', 'video'),
          start: time,
          duration: optional(fc.constantFrom(0, 1, 33.12, 600.001)),
          parties: fc.constantFrom(0, [0, 1], [1, 0], [[0], null, [1]]),
          originator: optional(fc.constantFrom(0, 1)),
          meta: optional(fc.constantFrom({ direction: 'in' }, { direction: 'out', engaged: false }))
        }),
        fc.constantFrom('mimetype', 'mediatype'),
        fc.constantFrom('audio/x-wav', 'text/plain; charset=utf-8'),
        content
      )
      .map(([members, name, mediaType, kept]) => ({ ...members, [name]: mediaType, ...kept }))
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom({}, { type: 'incomplete', start: '2025-01-01T00:00:00Z', disposition: 'busy' })
  }
)

const analysis = fc.record({
  type: fc.constantFrom('transcript', 'summary', 'sentiment'),
  dialog: optional(fc.constantFrom<number | ReadonlyArray<number>>(0, 1, [0, 1])),
  vendor: fc.constantFrom('vendor', 'other'),
  product: optional(fc.constant('product')),
  body: fc.constant('Kirsten Holm spørger om sin regning'),
  encoding: fc.constant('none')
})

export const grant = fc.record({
  purpose: fc.constantFrom('recording', 'transcription', 'sentiment_analysis'),
  granted: fc.boolean(),
  granted_at: optional(time)
})

const statement = fc
  .tuple(
    fc.record({
      lawful_basis: fc.constantFrom('consent', 'consent', 'consent', 'legitimate_interests', 'contract'),
      expiration: fc.oneof(fc.constant(null), time),
      purpose_grants: fc.array(grant, { maxLength: 3 }),
      proof_mechanisms: optional(
        fc.constantFrom(
          [
            {
              proof_type: 'verbal_confirmation',
              timestamp: '2025-01-01T00:00:00Z',
              proof_data: {
                dialog_reference: 0,
                time_offset: '00:01:23',
                confirmation_text: 'Ja, det er i orden'
              }
            }
          ],
          [{ proof_type: 'signed_document', timestamp: '2025-01-01T00:00:00Z', proof_data: {} }]
        )
      ),
      terms_of_service: optional(fc.constant('https://company.example/terms/3'))
    }),
    fc.constantFrom('purpose', 'type'),
    time,
    fc.boolean()
  )
  .map(([body, name, start, asText]) => ({
    [name]: 'lawful_basis',
    start,
    party: 0,
    dialog: 0,
    encoding: 'json',
    body: asText ? JSON.stringify(body) : body
  }))

const clean = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown

/** A vCon as somebody else may have made it. */
export const anyVcon: fc.Arbitrary<Record<string, unknown>> = fc
  .record({
    vcon: optional(fc.constantFrom('0.0.1', '0.0.2', '0.3', '0.3.0', '0.4', '0.4.0')),
    uuid: fc.uuid(),
    created_at: time,
    parties,
    dialog: fc.array(dialog, { maxLength: 5 }),
    analysis: fc.array(analysis, { maxLength: 3 }),
    attachments: fc.array(
      fc.oneof(statement, fc.constant({ type: 'tags', body: ['a:b'], encoding: 'json' })),
      { maxLength: 3 }
    )
  })
  .map(vcon => clean(vcon) as Record<string, unknown>)

/** Texts of persons in these vCons. */
export const personal = [
  '20123456',
  '20 12 34 56',
  'kirsten',
  'Kirsten',
  'Holm',
  'Ole',
  'Berg',
  'ole@',
  'Goddag',
  'Ja, det',
  'regning',
  'media.example'
]

export type Path = ReadonlyArray<string | number>

/** Every place in a value, the value itself not. */
export const placesIn = (value: unknown, path: Path = []): ReadonlyArray<Path> =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, each]) => {
        const at = [...path, Array.isArray(value) ? Number(key) : key]
        return [at, ...placesIn(each, at)]
      })

/** The value with another at one place. */
export const replacedAt = (value: unknown, [first, ...rest]: Path, by: unknown): unknown => {
  if (first === undefined) return by
  if (Array.isArray(value))
    return (value as ReadonlyArray<unknown>).map((each, i) =>
      i === first ? replacedAt(each, rest, by) : each
    )
  const object = value as Record<string, unknown>
  return { ...object, [first]: replacedAt(object[first], rest, by) }
}
