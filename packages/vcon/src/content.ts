/**
 * What is known of the content of a dialog, analysis or attachment: its media type, its hash and its length, never the
 * content.
 *
 * @see draft-ietf-vcon-vcon-core-04, "Inline Files", "Externally Referenced Files"
 */
import { join, type Members, wrongMember } from './codec.ts'
import type { dialogMembers } from './codec.ts'
import { sha256 } from './digest.ts'
import { isEmpty, isObject, parsed } from './json.ts'
import type { Note } from './note.ts'

export type WithContent = Pick<
  Members<typeof dialogMembers>,
  'mediatype' | 'body' | 'encoding' | 'url' | 'content_hash' | 'alg' | 'signature'
>

export interface ContentFacts {
  readonly mediaType?: string
  readonly sha256?: string
  readonly bytes?: number
}

const mediaType = /^([a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*)\s*(?:;|$)/i

/** The type and subtype; parameters are left out. */
export const plainMediaType = (text: string): string | undefined =>
  mediaType.exec(text.trim())?.[1]?.toLowerCase()

const base64 = /^[A-Za-z0-9+/_-]*={0,2}$/

/** The bytes of a body, where it is text that encodes some. */
const bytesOf = ({ body, encoding }: WithContent): Buffer | undefined => {
  if (typeof body !== 'string') return undefined
  const text = body.replace(/\s/g, '')
  return /^base64(url)?$/i.test(encoding ?? '') && base64.test(text)
    ? Buffer.from(text, 'base64url')
    : undefined
}

/** `sha256-…`, in the form of a content hash, as hexadecimal. */
const statedSha256 = ({ content_hash: stated = [] }: WithContent): string | undefined => {
  for (const hash of typeof stated === 'string' ? [stated] : stated) {
    const bytes = /^sha-?256-/i.test(hash)
      ? Buffer.from(hash.replace(/^sha-?256-/i, ''), 'base64url')
      : undefined
    if (bytes?.length === 32) return bytes.toString('hex')
  }
  return undefined
}

/** A SHA-256 in the form of a content hash. */
export const contentHash = (hex: string): string => `sha256-${Buffer.from(hex, 'hex').toString('base64url')}`

export const hasContent = ({ body, url, content_hash, signature }: WithContent): boolean =>
  [body, url, content_hash, signature].some(each => !isEmpty(each))

/** Whether the content itself is here, or where it is said to be. */
export const isReachable = ({ body, url }: WithContent): boolean => !isEmpty(body) || !isEmpty(url)

/**
 * What may be said of the content. The hash of a written message is left out: whoever knows a few words of it could find the
 * rest by trying.
 */
export const contentFacts = (
  members: WithContent,
  isWritten: boolean,
  path: string
): { readonly facts: ContentFacts; readonly notes: ReadonlyArray<Note> } => {
  const notes: Array<Note> = []
  const { mediatype, body, url, content_hash, signature } = members
  const plain = mediatype === undefined ? undefined : plainMediaType(mediatype)
  if (mediatype !== undefined && plain === undefined && mediatype !== '')
    notes.push(wrongMember(join(path, 'mediatype'), 'a media type', mediatype))
  if (!isEmpty(body)) notes.push({ code: 'not-carried', path: join(path, 'body') })
  if (!isEmpty(url)) notes.push({ code: 'not-carried', path: join(path, 'url') })
  const stated = isWritten ? undefined : statedSha256(members)
  if ((!isEmpty(content_hash) || !isEmpty(signature)) && stated === undefined)
    notes.push({ code: 'not-carried', path: join(path, 'content_hash') })
  const bytes = bytesOf(members)
  const hash = stated ?? (bytes === undefined || isWritten ? undefined : sha256(bytes))
  const length =
    bytes?.length ?? (isWritten && typeof body === 'string' ? Buffer.byteLength(body) : undefined)
  return {
    facts: {
      ...(plain !== undefined && { mediaType: plain }),
      ...(hash !== undefined && { sha256: hash }),
      ...(length !== undefined && length > 0 && { bytes: length })
    },
    notes
  }
}

/** The JSON object that is the content, in whichever encoding. */
export const jsonContent = ({ body, encoding }: WithContent): unknown => {
  if (isObject(body)) return body
  if (typeof body !== 'string') return undefined
  const bytes = /^base64(url)?$/i.test(encoding ?? '')
    ? bytesOf({ body, encoding: encoding ?? '' })
    : undefined
  return parsed(bytes === undefined ? body : bytes.toString())
}
