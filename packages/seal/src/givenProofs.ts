/**
 * The proofs that are given to verify: files of proofs and receipts, what stands beside them, and pages.
 */
import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { parseCheckpoint } from './checkpoint.ts'
import { listIfThere, readIfThere } from './directory.ts'
import { redactionType, saltLength } from './entry.ts'
import { fail, reasonOf } from './error.ts'
import type { VerifierKey } from './note.ts'
import { pageFormats } from './page/pageFormats.ts'
import type { PageProblem, PageProof } from './page/pageProof.ts'
import { pageTexts } from './page/pageText.ts'
import { pageVerifier } from './page/pageVerifier.ts'
import { isProofPage, proofInPage } from './page/proofPage.ts'
import type { Problem } from './problem.ts'
import { checkReceipt, parseReceipt } from './receipt.ts'
import { parseTlogProof, type TlogProof } from './tlogProof.ts'

/** What stands beside a proof, by its name without the number. */
export type Beside = '.entry.json' | '.data' | '.metadata' | '.salt'

export interface GivenProof {
  /** Of the file; in a page, with the place of the event there. */
  readonly path: string
  readonly proof: Read
  readonly beside: (name: Beside) => Promise<Buffer | undefined>
}

type Read = E.Either<Problem, TlogProof>

export interface GivenProofs {
  readonly proofs: ReadonlyArray<GivenProof>
  /** Pages that are not, to the bit, as this version of the program writes them: what their script does is not known. */
  readonly otherPages: ReadonlyArray<string>
}

export const givenProofs = async (
  paths: ReadonlyArray<string>,
  keys: ReadonlyArray<VerifierKey>
): Promise<GivenProofs> => {
  const proofs: GivenProof[] = []
  const otherPages: string[] = []
  for (const path of await proofFiles(paths)) {
    const bytes = (await readIfThere(path)) ?? fail({ _tag: 'CannotRead', path, reason: 'ENOENT' })
    if (path.endsWith('.html')) {
      const html = bytes.toString('utf8')
      const page = proofInPage(html)
      proofs.push(...(await inPage(path, page)))
      if (!isProofPage(html, page, redactionType)) otherPages.push(path)
      continue
    }
    const beside = (name: Beside) => readIfThere(path.replace(extensions, name))
    const proof = path.endsWith('.cose')
      ? await receiptProof(bytes, join(dirname(path), 'checkpoint'), beside, keys)
      : plainProof(bytes)
    proofs.push({ path, proof, beside })
  }
  return { proofs, otherPages }
}

/** What a folder is looked through for; a page is named. */
const extensions = /\.(tlog-proof|cose)$/

const proofFiles = async (paths: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
  const files: string[] = []
  for (const path of paths) {
    const isFolder = await stat(path).then(
      found => found.isDirectory(),
      (cause: unknown) => fail({ _tag: 'CannotRead', path, reason: reasonOf(cause) })
    )
    if (!isFolder) files.push(path)
    else {
      const names = (await listIfThere(path)).filter(name => extensions.test(name))
      files.push(...names.sort((a, b) => parseInt(a, 10) - parseInt(b, 10)).map(name => join(path, name)))
    }
  }
  return files
}

const none = (code: Problem['code'], detail: string, leaf?: number): E.Either<Problem, never> =>
  E.left({ code, ...(leaf !== undefined && { leaf }), detail })

const verifyPage = pageVerifier(pageFormats(), redactionType)

/** The problem codes of pages that are problems elsewhere too; any other is a proof that is not one. */
const codesOfPage: Readonly<Partial<Record<PageProblem, Problem['code']>>> = {
  'unknown-key': 'unknown-key',
  'bad-signature': 'bad-signature',
  'content-differs': 'altered',
  'content-missing': 'altered',
  'salt-missing': 'salt-missing'
}

/** The events of a page, once its own verifier has said yes: what a reader is told no of is no proof here either. */
const inPage = async (path: string, page: unknown): Promise<ReadonlyArray<GivenProof>> => {
  const { problems } = await verifyPage(page)
  const nothing = () => Promise.resolve(undefined)
  if (problems.length > 0) {
    return problems.map(({ code, event }) => ({
      path: event === undefined ? path : `${path}#${event + 1}`,
      proof: none(codesOfPage[code] ?? 'leaf-mismatch', pageTexts.en.problems[code]),
      beside: nothing
    }))
  }
  return (page as PageProof).events.map(({ proof, data, metadata }, n) => {
    const content: Partial<Record<Beside, string | undefined>> = { '.data': data, '.metadata': metadata }
    return {
      path: `${path}#${n + 1}`,
      proof: plainProof(Buffer.from(proof)),
      beside: name => {
        const base64 = content[name]
        return base64 === undefined ? nothing() : Promise.resolve(Buffer.from(base64, 'base64'))
      }
    }
  })
}

const plainProof = (bytes: Buffer): Read => {
  const parsed = parseTlogProof(bytes)
  return E.isRight(parsed) ? parsed : none('leaf-mismatch', `not a proof: expected ${parsed.left.expected}`)
}

/** A receipt with what stands beside it: its size is signed in the checkpoint only. */
const receiptProof = async (
  bytes: Buffer,
  checkpointPath: string,
  beside: GivenProof['beside'],
  keys: ReadonlyArray<VerifierKey>
): Promise<Read> => {
  const receipt = parseReceipt(bytes)
  if (receipt === undefined)
    return none('leaf-mismatch', 'not a receipt: expected one of RFC 9942, as prove writes it')
  const { index, path, size } = receipt
  const entry = (await beside('.entry.json'))?.toString('utf8')
  if (entry === undefined) return none('leaf-mismatch', 'the entry is not beside the receipt', index)
  const found = checkReceipt(receipt, entry, keys)
  if (found !== 'holds') return none(found, receiptProblems[found], index)
  const checkpoint = parseCheckpoint((await readIfThere(checkpointPath)) ?? Buffer.alloc(0))
  if (E.isLeft(checkpoint) || checkpoint.right.size !== size)
    return none('bad-signature', 'no checkpoint of the size of the receipt is beside it')
  const salt = await beside('.salt')
  if (salt !== undefined && salt.length !== saltLength)
    return none('altered', 'the salt beside the receipt is none', index)
  return E.right({ index, path, checkpoint: checkpoint.right, entry, salt })
}

const receiptProblems = {
  'unknown-key': 'not signed by a key that was given',
  'bad-signature': 'the signature of the receipt is not over the root that entry and path lead to',
  'leaf-mismatch': 'the path of the receipt leads to no root'
}
