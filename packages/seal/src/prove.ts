/**
 * Writing what proves the events of a call: a folder, or a page.
 */
import { mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { proveCall, type CallProof, type EventProof } from './callProof.ts'
import { formatCheckpoint, type Checkpoint } from './checkpoint.ts'
import { listIfThere, replaceFile, writing } from './directory.ts'
import { redactionType } from './entry.ts'
import { attempt, refuse, type SealError } from './error.ts'
import { hasSigned } from './keyFiles.ts'
import { hashToBase64, hashToHex } from './merkle.ts'
import { formatVerifierKey, pemOf } from './note.ts'
import type { PageProof } from './page/pageProof.ts'
import type { PageLanguage } from './page/pageText.ts'
import { proofPage } from './page/proofPage.ts'
import { receiptIssuer } from './receipt.ts'
import { readSealKeys, signersOf } from './sealKeys.ts'
import type { SealSource } from './source.ts'
import { formatTlogProof } from './tlogProof.ts'
import { verifyText } from './verifyText.ts'

/** Of which call proofs are written, where, and in which form. */
export interface ProveOptions {
  /** Directory of the log. */
  readonly log: string
  readonly call: string
  /** Folder to write: one file of each kind per event, named by its revision. Of `html`, the file. */
  readonly out: string
  /** `html`: one page that verifies itself in its reader's browser, in these languages. */
  readonly format?: 'folder' | 'html'
  readonly languages?: ReadonlyArray<PageLanguage>
  /** Path of the log's private key: with it, the folder gets a COSE receipt (RFC 9942) for each event as well. */
  readonly receiptKey?: string
}

/** An event of the call whose place in the log is proven. */
export interface ProvenEvent {
  readonly leaf: number
  readonly revision: string
  readonly id: string
  readonly type: string
  readonly created: string
  /** `redacted`: the content is erased, so only the entry is proven. */
  readonly state: 'intact' | 'redacted'
}

/** What was proven of a call. */
export interface Proven {
  readonly kind: 'prove'
  readonly call: string
  readonly origin: string
  readonly size: number
  /** Base64. */
  readonly root: string
  readonly events: ReadonlyArray<ProvenEvent>
  /** Stored events of the call that are not sealed: nothing is proven of them. */
  readonly unsealed: number
  /** Names in the folder, or of the file. */
  readonly files: ReadonlyArray<string>
}

/**
 * Writes a folder with which someone else can check, offline and with public tools, that the events of a call
 * are in the log: data, entries, salts and inclusion proofs, the checkpoint, the key, and VERIFY.txt, which says
 * how.
 *
 * Errors: `Refused` where the source contradicts what is sealed, with its problems, or nothing of the call is sealed;
 * `NoLog`; `Malformed` for a file of the log; `CannotRead`, `CannotWrite`.
 *
 * @example
 * import { generateKeyPairSync } from 'node:crypto'
 * import { mkdtempSync, writeFileSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { ndjsonSource, prove, seal } from '@samtykke/seal'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const folder = mkdtempSync(`${tmpdir()}/seal-`)
 * const [events, key, log] = [`${folder}/events.ndjson`, `${folder}/key.pem`, `${folder}/log`]
 * writeFileSync(key, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }))
 * writeFileSync(events, '{"id":"1","type":"analysis-objected","callId":"c1","occurredAt":"2025-03-01T08:00:00Z"}\n')
 * await seal(ndjsonSource([events]), { log, key, at: '2025-03-01T09:00:00.000Z', init: { origin: 'telecom.example/log' } })()
 *
 * const proven = await prove(ndjsonSource([events]), { log, call: 'c1', out: `${folder}/proof` })()
 * assert.ok(E.isRight(proven))
 * assert.deepStrictEqual(proven.right.events.map(({ id, leaf, state }) => [id, leaf, state]), [['1', 0, 'intact']])
 * assert.ok(proven.right.files.includes('VERIFY.txt'))
 *
 * @see C2SP tlog-proof; docs/sealing.md
 */
export const prove = (source: SealSource, options: ProveOptions): TE.TaskEither<SealError, Proven> =>
  attempt(async () => {
    const { log, call, out, format = 'folder', languages, receiptKey } = options
    const proof = await proveCall(source, log, call)
    const events = proof.events.map(provenEvent)
    const files = format === 'html' ? new Map<string, string>() : filesOf(proof, events)
    if (receiptKey !== undefined) await addReceipts(files, proof, receiptKey)
    if (format === 'html') await replaceFile(out, proofPage(pageOf(call, proof), redactionType, languages))
    else await writeFolder(out, files)
    const { origin, size, root } = proof.checkpoint
    return {
      kind: 'prove',
      call,
      origin,
      size,
      root: hashToBase64(root),
      events,
      unsealed: proof.unsealed,
      files: format === 'html' ? [basename(out)] : [...files.keys()].sort()
    }
  })

const provenEvent = ({ event: { leaf, entry }, content }: EventProof): ProvenEvent => {
  const { revision, id, type, created } = entry
  return { leaf, revision, id, type, created, state: content === undefined ? 'redacted' : 'intact' }
}

const tlogProofOf = (checkpoint: Checkpoint, { event, path, text, content }: EventProof): string =>
  formatTlogProof({ index: event.leaf, path, checkpoint, entry: text, salt: content?.salt })

const pageOf = (call: string, { checkpoint, keys, events }: CallProof): PageProof => ({
  call,
  keys: keys.map(formatVerifierKey),
  events: events.map(each => {
    const { data, metadata = '' } = each.content?.record ?? {}
    return {
      leaf: hashToHex(each.hash),
      proof: tlogProofOf(checkpoint, each),
      ...(data !== undefined && { data: base64Of(data) }),
      ...(metadata.length > 0 && { metadata: base64Of(metadata) })
    }
  })
})

const base64Of = (bytes: string | Uint8Array): string => Buffer.from(bytes).toString('base64')

type Files = Map<string, string | Uint8Array>

const filesOf = ({ checkpoint, keys, events }: CallProof, proven: ReadonlyArray<ProvenEvent>): Files => {
  const files: Files = new Map([['checkpoint', formatCheckpoint(checkpoint)]])
  for (const each of events) {
    const { revision } = each.event.entry
    const { record, salt } = each.content ?? {}
    if (record !== undefined) files.set(`${revision}.data`, record.data)
    if (record?.metadata !== undefined && record.metadata.length > 0)
      files.set(`${revision}.metadata`, record.metadata)
    if (salt !== undefined) files.set(`${revision}.salt`, salt)
    files.set(`${revision}.entry.json`, each.text)
    files.set(`${revision}.tlog-proof`, tlogProofOf(checkpoint, each))
  }
  files.set('key.vkey', keys.map(key => `${formatVerifierKey(key)}\n`).join(''))
  files.set('key.pem', pemOf(keys[0]))
  files.set('VERIFY.txt', verifyText(proven))
  return files
}

/** Nothing is signed that this key has not signed already, in the checkpoint. */
const addReceipts = async (files: Files, { checkpoint, events }: CallProof, path: string): Promise<void> => {
  const [signer] = signersOf(checkpoint.origin, await readSealKeys([path]))
  if (signer === undefined || !hasSigned(checkpoint, signer.key)) {
    return refuse('the key for receipts is not one that signed the checkpoint', [])
  }
  const receiptFor = receiptIssuer(checkpoint, signer)
  for (const { event, path } of events)
    files.set(`${event.entry.revision}.cose`, receiptFor(event.leaf, path))
}

const ofAnEvent = /^[0-9]+\.(data|metadata|salt|entry\.json|tlog-proof|cose)$/

/** Writes the folder. What an earlier proof left there goes: content may have been erased since. */
const writeFolder = async (out: string, files: Files): Promise<void> => {
  await writing(out, () => mkdir(out, { recursive: true }))
  for (const name of await listIfThere(out)) {
    const path = join(out, name)
    if (ofAnEvent.test(name) && !files.has(name)) await writing(path, () => rm(path))
  }
  for (const [name, bytes] of files) await replaceFile(join(out, name), bytes)
}
