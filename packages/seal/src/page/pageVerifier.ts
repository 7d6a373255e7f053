/**
 * The verifier that a proof as a page carries.
 */

import type { PageFormats } from './pageFormats.ts'
import type { PageEvent, PageProblem, PageProof, PageVerdict, ProvenOnPage, ReadersOwn } from './pageProof.ts'

/**
 * Makes the verifier. It stands alone: its text is what the page runs, so it may use nothing from outside but what
 * browsers and Node both have. What it is given may be anything; it never throws.
 *
 * @param redaction the type of the event under which content may be gone
 *
 * @see docs/sealing.md; RFC 9162 2.1.3.2
 */
export const pageVerifier = (formats: PageFormats, redaction: string) => {
  const { Refused, refuse, utf8, hex, base64, bytesOf, sha256, keyOf, proofOf, checkpointOf } = formats
  type Bytes = Uint8Array
  type Key = Awaited<ReturnType<typeof keyOf>>
  type Checkpoint = ReturnType<typeof checkpointOf>

  const isSignedBy = async ({ text, signatures }: Checkpoint, { name, id, bytes }: Key): Promise<boolean> => {
    const key = await crypto.subtle.importKey('raw', bytes, 'Ed25519', false, ['verify'])
    const own = signatures.filter(each => each.name === name && each.id === id)
    if (own.length === 0) refuse('unknown-key')
    for (const { signature } of own)
      if (signature.length !== 64 || !(await crypto.subtle.verify('Ed25519', key, signature, utf8(text))))
        return false
    return true
  }

  /** RFC 9162 2.1.3.2. */
  const climb = async (
    index: number,
    { size, root }: Checkpoint,
    leaf: Bytes,
    path: ReadonlyArray<Bytes>
  ) => {
    if (!Number.isSafeInteger(index) || index >= size) refuse('index-beyond')
    let [at, last, node] = [index, size - 1, leaf]
    for (const sibling of path) {
      if (last === 0) refuse('path-long')
      if (at % 2 === 1 || at === last) {
        node = await sha256(Uint8Array.of(1), sibling, node)
        while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
      } else node = await sha256(Uint8Array.of(1), node, sibling)
      ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
    }
    if (last !== 0) refuse('path-short')
    if (hex(node) !== hex(root)) refuse('root-differs')
  }

  const eventOf = async (call: string, given: PageEvent, checkpoint: Checkpoint): Promise<ProvenOnPage> => {
    const { index, path, text, entry, salt, checkpoint: own } = proofOf(given.proof)
    if (own.note !== checkpoint.note) refuse('checkpoint-other')
    const leaf = await sha256(Uint8Array.of(0), utf8(text))
    if (hex(leaf) !== given.leaf) refuse('leaf-differs')
    await climb(index, checkpoint, leaf, path)
    if (entry.stream !== `call-${call}`) refuse('call-other')
    const { revision, id, type, created, digest } = entry
    const place = { index, revision, id, type, created, digest, leaf: given.leaf }
    if (given.data === undefined)
      return salt === null && given.metadata === undefined ? place : refuse('content-missing')
    const data = bytesOf(given.data, 'content-malformed')
    const metadata =
      given.metadata === undefined ? new Uint8Array() : bytesOf(given.metadata, 'content-malformed')
    if (salt === null) return refuse('salt-missing')
    if (hex(await sha256(salt, await sha256(data), await sha256(metadata))) !== digest)
      refuse('content-differs')
    return {
      ...place,
      salt: hex(salt),
      data: given.data,
      ...(given.metadata !== undefined && { metadata: given.metadata })
    }
  }

  /** Content and salt may be gone only where a redaction of the call is sealed above them. */
  const mayBeGone = (event: ProvenOnPage, all: ReadonlyArray<ProvenOnPage>): boolean =>
    all.some(
      ({ type, revision, index }) =>
        type === redaction && Number(revision) > Number(event.revision) && index > event.index
    )

  const isText = (value: unknown): boolean => typeof value === 'string'
  const isOurs = (page: unknown): page is PageProof => {
    const { call, keys, events } = (page ?? {}) as Partial<PageProof>
    return (
      isText(call) &&
      Array.isArray(keys) &&
      keys.length > 0 &&
      keys.every(isText) &&
      Array.isArray(events) &&
      events.every(each => {
        const { leaf, proof, data = '', metadata = '' } = (each ?? {}) as Partial<PageEvent>
        return [leaf, proof, data, metadata].every(isText)
      })
    )
  }

  /** Whether the browser can check a signature at all: that of RFC 8032 7.1, test 1, over nothing. */
  const canVerify = async (): Promise<boolean> => {
    const bytes = (digits: string): Bytes =>
      Uint8Array.from(digits.match(/../g) ?? [], each => parseInt(each, 16))
    const publicKey = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'
    const signature =
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'
    try {
      const key = await crypto.subtle.importKey('raw', bytes(publicKey), 'Ed25519', false, ['verify'])
      return await crypto.subtle.verify('Ed25519', key, bytes(signature), new Uint8Array())
    } catch {
      return false
    }
  }

  /** How a checkpoint that the reader kept stands to that of the page; one that contradicts it is refused. */
  const compareKept = async (text: string, keys: ReadonlyArray<Key>, checkpoint: Checkpoint) => {
    let kept: Checkpoint
    try {
      kept = checkpointOf(text)
    } catch {
      return refuse('kept-malformed')
    }
    if (kept.origin !== checkpoint.origin) refuse('kept-other-log')
    const signed = await Promise.all(keys.map(key => isSignedBy(kept, key).catch(() => false)))
    if (!signed.includes(true)) refuse('kept-not-signed')
    if (kept.size !== checkpoint.size) return kept.size < checkpoint.size ? 'earlier' : 'later'
    return hex(kept.root) === hex(checkpoint.root) ? 'same' : refuse('kept-other-tree')
  }

  const codeOf = (error: unknown): PageProblem => (error instanceof Refused ? error.code : 'page-malformed')

  const verified = async (page: PageProof, first: PageEvent, own: ReadersOwn): Promise<PageVerdict> => {
    const ofPage = await Promise.all(page.keys.map(keyOf))
    const given =
      own.key === undefined ? [] : [await keyOf(own.key).catch(() => refuse('key-given-malformed'))]
    const checkpoint = proofOf(first.proof).checkpoint
    const { origin, size, root, signatures } = checkpoint
    const isBy =
      ({ name, id }: (typeof signatures)[number]) =>
      (key: Key) =>
        key.name === name && key.id === id
    if (!given.every(key => signatures.some(each => isBy(each)(key)))) refuse('key-given-other')
    for (const key of [...ofPage, ...given]) {
      if (key.name !== origin) refuse('origin-other')
      if (!(await isSignedBy(checkpoint, key))) refuse('bad-signature')
    }
    const keys = given.length > 0 ? given : ofPage
    const kept =
      own.checkpoint === undefined ? undefined : await compareKept(own.checkpoint, keys, checkpoint)
    const answers = await Promise.all(
      page.events.map((each, event) =>
        eventOf(page.call, each, checkpoint).catch((error: unknown) => ({ code: codeOf(error), event }))
      )
    )
    const events = answers.flatMap(each => ('code' in each ? [] : [each]))
    const problems = answers.flatMap((each, event): PageVerdict['problems'] => {
      if ('code' in each) return [each]
      const isTwice = answers.slice(0, event).some(other => 'index' in other && other.index === each.index)
      if (isTwice) return [{ code: 'event-twice', event }]
      return each.data === undefined && !mayBeGone(each, events) ? [{ code: 'salt-missing', event }] : []
    })
    return {
      problems,
      origin,
      size,
      root: base64(root),
      keys: keys.map(({ text }) => text),
      ...(kept !== undefined && { kept }),
      otherSignatures: signatures.filter(each => ![...ofPage, ...given].some(isBy(each))).length,
      events
    }
  }

  return async (page: unknown, own: ReadersOwn = {}): Promise<PageVerdict> => {
    const failed = (code: PageProblem): PageVerdict => ({
      problems: [{ code }],
      keys: [],
      otherSignatures: 0,
      events: []
    })
    if (!(await canVerify())) return failed('no-ed25519')
    if (!isOurs(page)) return failed('page-malformed')
    const [first] = page.events
    if (first === undefined) return failed('no-events')
    try {
      return await verified(page, first, own)
    } catch (error) {
      return failed(codeOf(error))
    }
  }
}
