/**
 * The extension `samtykke`: what an event says and no draft has a member for, so that events which went into a vCon come
 * out of it as they were. It is a compatible extension: whoever does not know it loses nothing of what the drafts say.
 *
 * @see draft-ietf-vcon-vcon-core-04, "Extending vCon"
 */
import type { JsonObject } from './json.ts'

/** The name of the extension, and of the member that it adds to the vCon, dialogs, analyses and attachments. */
export const extensionName = 'samtykke'

export const lawfulBasisName = 'lawful_basis'

/** What is left of an event without the members that stand elsewhere. */
export const without = (event: object, elsewhere: ReadonlyArray<string>): JsonObject =>
  Object.fromEntries(
    Object.entries(event).filter(([name, value]) => value !== undefined && !elsewhere.includes(name))
  )
