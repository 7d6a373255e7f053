import { formatCheckpoint, signCheckpoint } from '../src/checkpoint.ts'
import { hashToHex, leafHash, rootOf } from '../src/merkle.ts'
import { signer } from '../src/note.ts'
import { origin, right, testKey, vkeyOf } from './support.ts'
import { data, first, range, second } from './workedExample.ts'

describe('the worked example', () => {
  it('has this data', () =>
    expect(data).toBe(
      '{"digit":"1","language":"da","method":"keypress","noticeVersion":"2025-01","occurredAt":"2025-08-31T11:40:00.000Z","purposes":["quality-assurance"]}'
    ))

  it('has these entries and leaves', () => {
    expect(first).toBe(
      '{"created":"2025-08-31T11:40:00.120Z","digest":"d93503a51f2ec0b97f068f63a225a2c1c7ebbd175955584b1330a18bcddd254e","encoding":"json","id":"00000000-0000-4000-8000-000000000001","kind":"event","revision":"0","stream":"call-c1","type":"consent-given","v":1}'
    )
    expect(hashToHex(leafHash(first))).toBe(
      'd6438a6e59b5059c5c052f4dde92229ae5b9977fb00244cabb5873873c0c2977'
    )
    expect(second).toBe(
      '{"at":"2025-08-31T12:00:00.000Z","kind":"seal","root":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=","size":"0","v":1}'
    )
    expect(hashToHex(leafHash(second))).toBe(
      '9f5e850306e56519e554f1fb68032e5e4cc7f8216797ee28b709a130c2072241'
    )
  })

  it('has this key and checkpoint', () => {
    expect(vkeyOf(testKey)).toBe(
      'telecom.example/samtykke+b4582a88+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea'
    )
    const head = { origin, size: range.size, root: rootOf(range) }
    expect(formatCheckpoint(signCheckpoint(head, [right(signer(origin, testKey))]))).toBe(
      `telecom.example/samtykke
2
cguvnwi/PAiO1+R2EEfqb1Cftati1/A84gRCtdHNir4=

— telecom.example/samtykke tFgqiGBOu/tkluPCILzrMptntcz62lMLf5mCqICQfuPHd5op+yXs+GQ1/TYCHknjffAZijfYJaAaqMJoE5h1/aBJCQY=
`
    )
  })
})
