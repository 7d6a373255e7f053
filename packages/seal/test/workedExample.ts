/** The worked example of docs/sealing.md: key of RFC 8032 test 1, salt 16 × 11, no metadata. */
import { canonicalJson } from '@samtykke/core'
import { digestOf, eventEntry, sealEntry } from '../src/entry.ts'
import { appendLeaf, emptyRange, leafHash, rootOf } from '../src/merkle.ts'

export const salt = Buffer.alloc(16, 0x11)
export const data = canonicalJson({
  occurredAt: '2025-08-31T11:40:00.000Z',
  purposes: ['quality-assurance'],
  method: 'keypress',
  digit: '1',
  noticeVersion: '2025-01',
  language: 'da'
})
export const record = {
  stream: 'call-c1',
  id: '00000000-0000-4000-8000-000000000001',
  type: 'consent-given',
  created: '2025-08-31T11:40:00.120Z',
  encoding: 'json',
  data
} as const
export const first = eventEntry(record, 0, digestOf(salt, record))
export const second = sealEntry('2025-08-31T12:00:00.000Z', 0, rootOf(emptyRange()))

export const range = emptyRange()
for (const entry of [first, second]) appendLeaf(range, leafHash(entry))
