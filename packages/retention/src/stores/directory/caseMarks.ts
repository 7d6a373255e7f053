/**
 * How ids are spelled in the names of files and folders, so that two ids never share a name: not on a file system that
 * takes no care of capitals, nor on one that drops a dot at the end or keeps some names for devices.
 */
import { type Identifier, isIdentifier, type Spelling } from '@samtykke/core'

// Windows: also with any extension.
const device = /^(aux|con|nul|prn|com[0-9]|lpt[0-9])(\.|$)/i

/** Which letters are capitals, the first letter's bit the lowest. */
const capitals = (id: string): bigint => {
  let mask = 0n
  for (let n = 0; n < id.length; n += 1) {
    const code = id.charCodeAt(n)
    if (code >= 65 && code <= 90) mask |= 1n << BigInt(n)
  }
  return mask
}

const write = (id: Identifier): string => {
  const mask = capitals(id)
  const plain = mask === 0n && !id.endsWith('.') && !device.test(id)
  return plain ? id : `${id},${mask.toString(16)}`
}

/**
 * An id with capitals is followed by a comma and by which of its letters are capitals, as a hexadecimal number: `Rec-1`
 * is `Rec-1,1`, and `rec-1` is itself. Most ids have no capitals.
 */
export const caseMarked: Spelling = {
  write,
  read: text => {
    const [id = ''] = text.split(',', 1)
    return isIdentifier(id) && write(id) === text ? id : undefined
  },
  adds: ','
}
