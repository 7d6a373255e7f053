/**
 * Verifying what proves the events of a call.
 */
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { digestOf, parseEntry, redactionType, redacts } from './entry.ts'
import { attempt, orFail, type SealError } from './error.ts'
import { givenProofs, type GivenProof } from './givenProofs.ts'
import { hashToBase64, leafHash } from './merkle.ts'
import { checkSignatures, parseVerifierKey, type VerifierKey } from './note.ts'
import { verifyInclusion } from './proof.ts'
import { inOrder, type Problem } from './problem.ts'
import type { TlogProof } from './tlogProof.ts'
import type { NotChecked } from './verify.ts'
import { witnessKeys } from './witnessKeys.ts'

/** Which proofs are verified, and by which keys. */
export interface VerifyProofOptions {
  /** Paths of `.tlog-proof` and `.cose` files, of folders that hold them, or of pages (`.html`). */
  readonly proofs: ReadonlyArray<string>
  /** Verifier keys (vkey text) of the log, obtained elsewhere than with the proof. */
  readonly keys: ReadonlyArray<string>
  readonly witnesses?: ReadonlyArray<string>
  readonly quorum?: number
}

/** A proof that holds, and what it proves. */
export interface VerifiedProof {
  readonly path: string
  readonly leaf: number
  readonly size: number
  /** Base64. */
  readonly root: string
  readonly stream: string
  readonly revision: string
  readonly id: string
  readonly type: string
  readonly created: string
  /** `not-given`: the content was erased, or is not in the folder: the entry alone is proven. */
  readonly content: 'intact' | 'not-given'
}

/** What came of verifying proofs. */
export interface ProofVerification {
  readonly kind: 'verify-proof'
  readonly ok: boolean
  readonly verified: ReadonlyArray<VerifiedProof>
  readonly problems: ReadonlyArray<Problem & { readonly path: string }>
  readonly notChecked: ReadonlyArray<NotChecked>
}

/**
 * Verifies what `prove` wrote, from its folder alone: signature, inclusion, and that the data beside the proof
 * is what was sealed. Finding problems is a result, not an error. A folder without proofs is not `ok`.
 *
 * Errors: `Malformed` for a key; `CannotRead` for a file or folder.
 *
 * @example
 * import { generateKeyPairSync } from 'node:crypto'
 * import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { ndjsonSource, prove, seal, verifyProof } from '@samtykke/seal'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const folder = mkdtempSync(`${tmpdir()}/seal-`)
 * const [events, key, log] = [`${folder}/events.ndjson`, `${folder}/key.pem`, `${folder}/log`]
 * writeFileSync(key, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }))
 * writeFileSync(events, '{"id":"1","type":"analysis-objected","callId":"c1","occurredAt":"2025-03-01T08:00:00Z"}\n')
 * await seal(ndjsonSource([events]), { log, key, at: '2025-03-01T09:00:00.000Z', init: { origin: 'telecom.example/log' } })()
 *
 * const out = `${folder}/proof`
 * await prove(ndjsonSource([events]), { log, call: 'c1', out })()
 * const keys = [readFileSync(`${log}/key.vkey`, 'utf8')]
 * writeFileSync(`${out}/0.data`, '{}')
 * const found = await verifyProof({ proofs: [out], keys })()
 * assert.deepStrictEqual(E.isRight(found) && found.right.problems.map(({ code }) => code), ['altered'])
 *
 * @see C2SP tlog-proof; RFC 9162 2.1.3.2
 */
export const verifyProof = (options: VerifyProofOptions): TE.TaskEither<SealError, ProofVerification> =>
  attempt(async () => {
    const keys = options.keys.map(text => orFail('key', parseVerifierKey(text)))
    const witnesses = witnessKeys(options.witnesses ?? [], keys)
    const quorum = options.quorum ?? witnesses.length
    const verified: VerifiedProof[] = []
    const problems: (Problem & { readonly path: string })[] = []
    const saltless = new Set<VerifiedProof>()
    const { proofs, otherPages } = await givenProofs(options.proofs, keys)
    for (const given of proofs) {
      const { path } = given
      const result = await verifyOne(given, keys, witnesses, quorum)
      if (E.isLeft(result)) problems.push({ ...result.left, path })
      else {
        verified.push(result.right.proof)
        if (!result.right.salted) saltless.add(result.right.proof)
      }
    }
    const lost = [...saltless].filter(each => !verified.some(other => isRedactedBy(each, other)))
    problems.push(...lost.map(saltMissing))
    return {
      kind: 'verify-proof',
      ok: problems.length === 0 && verified.length > 0,
      verified: verified.filter(each => !lost.includes(each)),
      problems: inOrder(problems),
      notChecked: otherPages.map(path => ({
        code: 'page-script' as const,
        file: path,
        what: `the script of ${path}`,
        because:
          'it is not, to the bit, a page as this version writes it; the proofs in it were checked here, not by it'
      }))
    }
  })

/** Whether the other is a redaction of the same stream that was sealed above it. */
const isRedactedBy = (proof: VerifiedProof, other: VerifiedProof): boolean =>
  redacts(other) &&
  other.stream === proof.stream &&
  Number(other.revision) > Number(proof.revision) &&
  other.leaf > proof.leaf

const saltMissing = ({ path, leaf, stream, revision, id }: VerifiedProof) =>
  ({
    code: 'salt-missing',
    leaf,
    stream,
    revision,
    id,
    path,
    detail: `its salt is gone: no proof of a ${redactionType} of its call that is sealed above it was given`
  }) as const

const verifyOne = async (
  { path, proof: read, beside }: GivenProof,
  keys: ReadonlyArray<VerifierKey>,
  witnesses: ReadonlyArray<VerifierKey>,
  quorum: number
): Promise<E.Either<Problem, { readonly proof: VerifiedProof; readonly salted: boolean }>> => {
  if (E.isLeft(read)) return read
  const proof = read.right
  const wrong = signatureProblem(proof, keys, witnesses, quorum) ?? inclusionProblem(proof)
  if (wrong !== undefined) return E.left(wrong)
  const entry = parseEntry(proof.entry)
  if (entry?.kind !== 'event')
    return E.left({ code: 'leaf-mismatch', leaf: proof.index, detail: 'not the entry of an event' })
  const { stream, revision, id, type, created, digest } = entry
  const place = { leaf: proof.index, stream, revision, id }
  const [entryFile, data, metadata, salt] = await Promise.all(
    (['.entry.json', '.data', '.metadata', '.salt'] as const).map(beside)
  )
  if (entryFile !== undefined && entryFile.toString('utf8') !== proof.entry) {
    return E.left({ code: 'altered', ...place, detail: 'the entry beside the proof is not the proven one' })
  }
  if (salt !== undefined && proof.salt?.equals(salt) !== true) {
    return E.left({ code: 'altered', ...place, detail: 'the salt beside the proof is not the proven one' })
  }
  if (data !== undefined && proof.salt === undefined) {
    const detail = 'its salt is gone: its content is given, but cannot be compared'
    return E.left({ code: 'salt-missing', ...place, detail })
  }
  if (data !== undefined && proof.salt !== undefined) {
    const content = { data, ...(metadata === undefined ? {} : { metadata }) }
    if (digestOf(proof.salt, content) !== digest) {
      return E.left({ code: 'altered', ...place, detail: 'the data beside the proof is not what was sealed' })
    }
  }
  const { size, root } = proof.checkpoint
  const content = data === undefined ? 'not-given' : 'intact'
  return E.right({
    proof: { path, ...place, size, root: hashToBase64(root), type, created, content },
    salted: proof.salt !== undefined
  })
}

const signatureProblem = (
  { checkpoint }: TlogProof,
  keys: ReadonlyArray<VerifierKey>,
  witnesses: ReadonlyArray<VerifierKey>,
  quorum: number
): Problem | undefined => {
  const byLog = checkSignatures(
    checkpoint.note,
    keys.filter(({ name }) => name === checkpoint.origin)
  )
  if (byLog._tag === 'UnknownKey')
    return { code: 'unknown-key', detail: 'not signed by a key that was given' }
  const cosigned = checkSignatures(checkpoint.note, witnesses)
  if (byLog._tag === 'BadSignature' || cosigned._tag === 'BadSignature') {
    return { code: 'bad-signature', detail: 'a signature of its checkpoint does not hold' }
  }
  const count = cosigned._tag === 'Signed' ? cosigned.by.length : 0
  return count < quorum
    ? { code: 'bad-signature', detail: `${count} witnesses have signed, ${quorum} have to` }
    : undefined
}

const inclusionProblem = ({
  index,
  path,
  entry,
  checkpoint: { size, root }
}: TlogProof): Problem | undefined =>
  verifyInclusion({ leaf: index, size, hash: leafHash(entry), path, root })
    ? undefined
    : { code: 'leaf-mismatch', leaf: index, detail: 'its path does not lead to the signed root' }
