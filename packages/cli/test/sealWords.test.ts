import type { NotChecked, Problem, ProofVerification, Verification } from '@samtykke/seal'
import { sealWords } from '../src/text/sealWords.ts'

const codes: Readonly<Record<Problem['code'], true>> = {
  altered: true,
  'salt-missing': true,
  missing: true,
  inserted: true,
  moved: true,
  'gap-before-seal': true,
  'time-backwards': true,
  'leaf-mismatch': true,
  'root-mismatch': true,
  'bad-signature': true,
  'unknown-key': true,
  'not-consistent': true,
  'rolled-back': true
}
const notChecked: Readonly<Record<NotChecked['code'], true>> = {
  'calls-of-pruned': true,
  'earlier-signatures': true,
  'roll-back': true,
  'two-histories': true,
  'stored-events': true,
  times: true,
  'other-calls': true,
  'page-script': true
}
const english = /\b(the|is|was|leaf|leaves|not|event|events|checkpoint of|recorded|sealed|missing|altered)\b/

describe('the Danish words of verifying', () => {
  const { problem, notChecked: unchecked, log, proof, proofs } = sealWords.da
  const found: Verification = {
    kind: 'verify',
    ok: true,
    origin: 'telecom.example/log',
    size: 7,
    root: 'r',
    checked: 7,
    events: 6,
    seals: 1,
    pruned: 0,
    intact: 6,
    redacted: 0,
    unsealed: 0,
    claimsEarlier: 1,
    firstClaim: { code: 'time-backwards', leaf: 3, stream: 'call-c', revision: '2', detail: 'recorded' },
    altered: 0,
    saltMissing: 0,
    missing: 0,
    inserted: 0,
    moved: 0,
    heldCheckpoints: 2,
    outsideCheckpoints: 1,
    signedBy: [],
    notChecked: [],
    problems: []
  }
  const one: ProofVerification['verified'][number] = {
    path: 'p',
    leaf: 3,
    size: 7,
    root: 'r',
    stream: 'call-c',
    revision: '2',
    id: '1',
    type: 'consent-given',
    created: '2025-01-01T00:00:00.000Z',
    content: 'not-given'
  }

  it('name each problem, its place and its file, with nothing English', () => {
    const said = (Object.keys(codes) as ReadonlyArray<Problem['code']>).map(code =>
      problem({ code, leaf: 3, stream: 'call-c', revision: '2', file: 'checkpoints/5', detail: 'the detail' })
    )
    expect(new Set(said.map(each => each.replace(/ \(.*/, ''))).size).toBe(said.length)
    for (const each of said) {
      expect(each).toContain('(blad 3, 2@call-c, checkpoints/5): ')
      expect(each).not.toMatch(english)
    }
    expect(problem({ code: 'unknown-key', path: '0.cose', detail: '' })).toMatch(
      /^0\.cose: ukendt nøgle: ikke /
    )
  })

  it('say what was not checked, with its count or file', () => {
    for (const code of Object.keys(notChecked) as ReadonlyArray<NotChecked['code']>) {
      const said = unchecked({ code, count: 4711, file: 'p.html', what: 'the what', because: 'the because' })
      expect(said).toMatch(/^ikke kontrolleret: /)
      expect(said).not.toMatch(english)
    }
    expect(unchecked({ code: 'earlier-signatures', count: 4711, what: '', because: '' })).toContain('4711')
    expect(unchecked({ code: 'page-script', file: 'p.html', what: '', because: '' })).toContain('p.html')
  })

  it('sum up a log and a proof', () => {
    expect(log(found).join('\n')).not.toMatch(english)
    expect(log(found)[0]).toBe('Verificeret: telecom.example/log, blade: 7, rod r')
    expect(log({ ...found, ok: false })[0]).toMatch(/^IKKE VERIFICERET/)
    expect(log(found)[2]).toMatch(/: 1; den første: blad 3, 2@call-c$/)
    expect(log(found)[3]).toBe('sammenlignet med checkpoints: 2, heraf uden for loggen: 1')
    expect(proof(one)).toBe(
      '2@call-c consent-given, registreret 2025-01-01T00:00:00.000Z: blad 3, indhold ikke givet'
    )
    const all = {
      kind: 'verify-proof',
      ok: true,
      verified: [one, one],
      problems: [],
      notChecked: []
    } as const
    expect(proofs(all)).toBe('Verificeret: hændelser: 1, heraf med deres indhold: 0; beviser: 2')
  })
})
