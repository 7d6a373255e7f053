/**
 * Reads what a proof as a page holds.
 */
import type { PageProblem } from './pageProof.ts'

/** A verifier key, and `text`, from which it was read. */
interface Key {
  readonly text: string
  readonly name: string
  /** 8 hex digits. */
  readonly id: string
  readonly bytes: Uint8Array
}

/** What is shown of the entry of an event. */
interface Entry {
  readonly stream: string
  readonly revision: string
  readonly id: string
  readonly type: string
  readonly created: string
  readonly digest: string
}

/** The formats of docs/sealing.md, for a page: stands alone, as the verifier does. What is malformed is refused by its code. */
export const pageFormats = () => {
  class Refused extends Error {
    readonly code: PageProblem
    constructor(code: PageProblem) {
      super(code)
      this.code = code
    }
  }
  const refuse = (code: PageProblem): never => {
    throw new Refused(code)
  }

  const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
  const concat = (...parts: ReadonlyArray<Uint8Array>): Uint8Array => {
    const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
    let at = 0
    for (const part of parts) {
      all.set(part, at)
      at += part.length
    }
    return all
  }
  const hex = (bytes: Uint8Array): string =>
    Array.from(bytes, each => each.toString(16).padStart(2, '0')).join('')
  const base64 = (bytes: Uint8Array): string => {
    let text = ''
    for (const each of bytes) text += String.fromCharCode(each)
    return btoa(text)
  }
  /** Strict: only what encoding the bytes again would give. */
  const bytesOf = (text: unknown, code: PageProblem): Uint8Array => {
    try {
      const bytes = Uint8Array.from(atob(text as string), each => each.charCodeAt(0))
      if (base64(bytes) === text) return bytes
    } catch {
      // Not base64.
    }
    return refuse(code)
  }
  const sha256 = async (...parts: ReadonlyArray<Uint8Array>): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', concat(...parts)))

  const keyOf = async (text: string): Promise<Key> => {
    const [, name = '', id = '', material = ''] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? []
    const bytes = bytesOf(material, 'key-malformed')
    if (name === '' || bytes.length !== 33 || bytes[0] !== 1) refuse('key-malformed')
    if (hex((await sha256(utf8(`${name}\n`), bytes)).subarray(0, 4)) !== id) refuse('key-id')
    return { text, name, id, bytes: bytes.subarray(1) }
  }

  const entryOf = (
    line: string
  ): { readonly text: string; readonly entry: Entry; readonly salt: Uint8Array | null } => {
    const bytes = bytesOf(/^extra (\S+)$/.exec(line)?.[1], 'extra-malformed')
    let extra: { entry?: Readonly<Record<string, unknown>>; salt?: unknown }
    try {
      extra =
        (JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)) as
          typeof extra | null) ?? {}
    } catch {
      return refuse('extra-malformed')
    }
    const { entry, salt: encoded } = extra
    const salt = encoded === null ? null : bytesOf(encoded, 'extra-malformed')
    if (salt !== null && salt.length !== 16) refuse('extra-malformed')
    if (typeof entry !== 'object' || (entry as object | null) === null) return refuse('entry-malformed')
    const names = ['created', 'digest', 'encoding', 'id', 'kind', 'revision', 'stream', 'type', 'v']
    const { v, kind, revision } = entry
    const isWhole =
      v === 1 &&
      kind === 'event' &&
      names.every(name => name === 'v' || typeof entry[name] === 'string') &&
      /^(0|[1-9][0-9]{0,15})$/.test(revision as string)
    if (!isWhole) refuse('entry-malformed')
    // Canonical JSON (RFC 8785) of an object that holds texts, and one number.
    const text = `{${names.map(name => `${JSON.stringify(name)}:${JSON.stringify(entry[name])}`).join(',')}}`
    const canonical = `{"entry":${text},"salt":${JSON.stringify(encoded)}}`
    if (base64(utf8(canonical)) !== base64(bytes)) refuse('extra-malformed')
    return { text, entry: entry as unknown as Entry, salt }
  }

  const checkpointOf = (note: string) => {
    const split = note.lastIndexOf('\n\n')
    if (split < 0 || !note.endsWith('\n')) refuse('proof-truncated')
    const text = note.slice(0, split + 1)
    const [origin = '', size = '', encodedRoot = '', ...rest] = text.slice(0, -1).split('\n')
    if (rest.length > 0) refuse('checkpoint-line')
    const root = bytesOf(encodedRoot, 'checkpoint-malformed')
    const isSize = /^(0|[1-9][0-9]{0,15})$/.test(size) && Number.isSafeInteger(Number(size))
    if (origin === '' || !isSize || root.length !== 32) refuse('checkpoint-malformed')
    const signatures = note
      .slice(split + 2, -1)
      .split('\n')
      .map(line => {
        const [, name = '', encoded] = /^\u2014 ([^\s+]+) (\S+)$/.exec(line) ?? refuse('signature-line')
        const bytes = bytesOf(encoded, 'signature-line')
        if (bytes.length < 5) refuse('signature-line')
        return { name, id: hex(bytes.subarray(0, 4)), signature: bytes.subarray(4) }
      })
    return { note, text, origin, size: Number(size), root, signatures }
  }

  const proofOf = (text: string) => {
    const end = text.indexOf('\n\n')
    if (end < 0) refuse('proof-truncated')
    const [header, extra = '', indexLine = '', ...hashes] = text.slice(0, end).split('\n')
    if (header !== 'c2sp.org/tlog-proof@v1') refuse('proof-malformed')
    const index = /^index (0|[1-9][0-9]{0,15})$/.exec(indexLine)?.[1] ?? refuse('index-malformed')
    const path = hashes.map(line => {
      const hash = bytesOf(line, 'proof-line')
      return hash.length === 32 ? hash : refuse('proof-line')
    })
    return { index: Number(index), path, ...entryOf(extra), checkpoint: checkpointOf(text.slice(end + 2)) }
  }

  return { Refused, refuse, utf8, hex, base64, bytesOf, sha256, keyOf, proofOf, checkpointOf }
}

export type PageFormats = ReturnType<typeof pageFormats>
