/** vCons with statements of a lawful basis, and what comes of them. */
import type { Event } from '@samtykke/core'
import type { ImportOptions } from '@samtykke/vcon'
import { codesOf, imported } from './importing.ts'

export const given = '2025-01-02T12:15:30.000Z'

interface GrantIn {
  readonly purpose?: unknown
  readonly granted?: unknown
  readonly granted_at?: unknown
  readonly conditions?: unknown
}

export const statement = (body: object, members: object = {}): object => ({
  purpose: 'lawful_basis',
  start: given,
  party: 0,
  dialog: 0,
  encoding: 'json',
  body: { lawful_basis: 'consent', expiration: null, proof_mechanisms: [spoken], ...body },
  ...members
})

export const spoken = {
  proof_type: 'verbal_confirmation',
  timestamp: given,
  proof_data: { dialog_reference: 0, time_offset: '00:01:23', confirmation_text: 'Yes' }
}

export const grants = (...all: ReadonlyArray<GrantIn>): object => ({
  purpose_grants: all.map(each => ({ purpose: 'recording', granted: true, granted_at: given, ...each }))
})

const vconOf = (...attachments: ReadonlyArray<object>): object => ({
  vcon: '0.4.0',
  uuid: '01934b2a-7e2f-8c3d-9a1b-2c3d4e5f6a7b',
  created_at: '2025-01-02T13:00:00Z',
  parties: [{ role: 'customer', tel: '+1' }, { role: 'agent' }],
  dialog: [
    {
      type: 'recording',
      start: '2025-01-02T12:14:07Z',
      duration: 600,
      parties: [0, 1],
      url: 'https://a.example'
    }
  ],
  attachments
})

export const importing = (options: Partial<ImportOptions>, ...attachments: ReadonlyArray<object>) => {
  const result = imported(vconOf(...attachments), {
    processor: 'p',
    region: 'DK',
    line: 'sales',
    customerType: 'private',
    ...options
  })
  return {
    acts: result.events.filter(({ type }) => type !== 'recording-stored'),
    codes: codesOf(result).filter(
      each => !/personal-data|no-subject|dialog\.0|no-language|no-notice/.test(each)
    ),
    bases: result.bases
  }
}

export const short = (events: ReadonlyArray<Event>): ReadonlyArray<string> =>
  events.map(
    each =>
      `${each.type} ${each.occurredAt.slice(0, 10)} ${'purposes' in each ? (each.purposes ?? []).join() : ''}`
  )
