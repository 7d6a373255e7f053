/**
 * A zip file that comes out the same on every machine.
 */
import type { Instant } from '@samtykke/core'
import { type Zippable, zipSync } from 'fflate'

/** A file of the package. */
export interface PackedFile {
  readonly path: string
  readonly bytes: Uint8Array
  /** Stored as it is, since it is compressed already. */
  readonly stored: boolean
}

export const centralHeader = 0x02014b50
export const endOfCentralDirectory = 0x06054b50
export const endLength = 22

/** Time and date as MS-DOS writes them, to two seconds; before 1980 there are none. */
export const dosTime = (instant: Instant): number => {
  const at = new Date(instant)
  const year = Math.min(Math.max(at.getUTCFullYear(), 1980), 2107)
  const date = ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  return ((date << 16) | time) >>> 0
}

/** Puts the time in UTC into the headers, where the library writes the clock of the machine's own zone. */
const stamp = (zip: Uint8Array, instant: Instant): void => {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const time = dosTime(instant)
  const end = zip.byteLength - endLength
  if (view.getUint32(end, true) !== endOfCentralDirectory) return
  let header = view.getUint32(end + 16, true)
  while (header < end && view.getUint32(header, true) === centralHeader) {
    view.setUint32(header + 12, time, true)
    view.setUint32(view.getUint32(header + 42, true) + 10, time, true)
    header +=
      46 +
      view.getUint16(header + 28, true) +
      view.getUint16(header + 30, true) +
      view.getUint16(header + 32, true)
  }
}

/**
 * The files as a zip, by their paths in order, all stamped with one instant.
 *
 * @example
 * import { instant } from '@samtykke/core'
 * import { zipOf } from '@samtykke/audit'
 *
 * const file = { path: 'read-me.txt', bytes: Buffer.from('samtykke'), stored: true }
 * const zip = Buffer.from(zipOf([file], instant('2026-01-01T00:00:00.000Z')))
 * assert.ok(zip.includes('read-me.txt') && zip.includes('samtykke'))
 */
export const zipOf = (files: ReadonlyArray<PackedFile>, instant: Instant): Uint8Array => {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1))
  const entries: Zippable = Object.fromEntries(
    sorted.map(({ path, bytes, stored }) => [
      path,
      [bytes, { level: stored ? 0 : 9, mtime: 315_532_800_000 + 43_200_000 }]
    ])
  )
  const zip = zipSync(entries)
  stamp(zip, instant)
  return zip
}
