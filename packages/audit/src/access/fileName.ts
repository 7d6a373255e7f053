/**
 * File names made of ids, that every system can hold.
 */

// What Windows keeps for devices, whatever the extension.
const reserved = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i

/**
 * A name of an id, to which an extension is added: an id has no separators, so only reserved names and what stands first
 * need care. Different ids have different names. `samtykke access` looks for the audio of a recording under this name with the extension of its media type.
 *
 * @example
 * import { fileName } from '@samtykke/audit'
 *
 * assert.deepStrictEqual(['recording-1', 'nul'].map(fileName), ['recording-1', '_nul'])
 *
 * @see Microsoft, "Naming Files, Paths, and Namespaces"
 */
export const fileName = (id: string): string => {
  const safe = id.replace(/[^A-Za-z0-9._~-]/g, '_')
  return reserved.test(safe) || !/^[A-Za-z0-9_]/.test(safe) ? `_${safe}` : safe
}

const extensions: Readonly<Record<string, string>> = {
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'audio/opus': 'opus',
  'audio/flac': 'flac',
  'audio/webm': 'webm'
}

/**
 * The extension of a media type, without the dot; what is not known is a binary file.
 *
 * @example
 * import { extensionOf } from '@samtykke/audit'
 *
 * assert.deepStrictEqual(['audio/mpeg', 'Audio/Ogg; codecs=opus', undefined].map(extensionOf), ['mp3', 'ogg', 'bin'])
 *
 * @see RFC 9110, section 8.3.1
 */
export const extensionOf = (mediaType: string | undefined): string =>
  extensions[(mediaType ?? '').toLowerCase().split(';')[0]?.trim() ?? ''] ?? 'bin'
