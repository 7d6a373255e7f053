/**
 * Links, in the shorter form in which they are kept.
 */
import { randomUUID } from 'node:crypto'
import type { ProposedEvent, RecordedEvent } from './types.ts'

/** What an event of a system projection says. */
export interface LinkContent {
  readonly type: string
  readonly data: string
  /** Members of its metadata beside those that say where it comes from. */
  readonly extra?: Readonly<Record<string, unknown>> | undefined
  readonly causedBy: string | undefined
}

/**
 * A link as it is kept: there are several for each event, and most are never read. So its id, data and metadata are
 * made when they are asked for.
 */
export class LinkRecord implements RecordedEvent {
  readonly isJson = false
  readonly #content: LinkContent
  readonly #projection: number
  readonly #cause: number
  #id: string | undefined
  stream = ''
  revision = 0
  position = 0
  created = 0

  constructor(content: LinkContent, projection: number, cause: number) {
    this.#content = content
    this.#projection = projection
    this.#cause = cause
  }

  get type(): string {
    return this.#content.type
  }

  get id(): string {
    this.#id ??= randomUUID()
    return this.#id
  }

  get data(): Uint8Array {
    return Buffer.from(this.#content.data)
  }

  get metadata(): Uint8Array {
    const { extra, causedBy } = this.#content
    const position = this.#cause
    const more = extra === undefined ? '' : `,${JSON.stringify(extra).slice(1, -1)}`
    const cause = causedBy === undefined ? '' : `,"$causedBy":"${causedBy}"`
    return Buffer.from(`{"$v":"${this.#projection}:-1:1:4","$c":${position},"$p":${position}${more}${cause}}`)
  }

  /** About what it would take in the log; never more. */
  get sizeInLog(): number {
    return 160 + this.stream.length + this.#content.data.length
  }
}

/** A link that a projection of this number writes because of the record at this position. */
export const linkEvent = (content: LinkContent, projection: number, cause: number): ProposedEvent =>
  new LinkRecord(content, projection, cause)
