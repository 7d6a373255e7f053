/** Texts that are planted, and looked for in every file in each form in which they might stand there. */
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

export const canary = (): string => `kanarie-${randomBytes(9).toString('hex')}`

/** Base64 of a text within other bytes: at each of the three places where it may begin. */
const base64Forms = (bytes: Buffer): ReadonlyArray<string> =>
  [0, 1, 2].map(before => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    // The first and the last signs depend on what stands around.
    return whole.slice(before === 0 ? 0 : 4, -4)
  })

const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16()

/** The text in UTF-8, UTF-16, base64, hexadecimal and escaped as JSON may have it. */
export const formsOf = (text: string): ReadonlyArray<Buffer> => {
  const bytes = Buffer.from(text)
  const wide = Buffer.from(text, 'utf16le')
  const escaped = Array.from(text, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
  const forms = [
    ...base64Forms(bytes),
    ...base64Forms(bytes).map(each => each.replaceAll('+', '-').replaceAll('/', '_')),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    escaped,
    JSON.stringify(text)
  ]
  return [bytes, wide, swapped(wide), ...forms.map(each => Buffer.from(each))]
}

const filesIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true })
    .map(name => join(folder, String(name)))
    .filter(file => statSync(file).isFile())

/** Which files have one of the texts, in whichever form. */
export const filesWith = (folder: string, texts: ReadonlyArray<string>): ReadonlyArray<string> => {
  const forms = texts.flatMap(formsOf)
  return filesIn(folder).filter(file => {
    const content = readFileSync(file)
    return forms.some(form => content.includes(form))
  })
}

/** The hash of every file in the folder, to be compared. */
export const contentOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    filesIn(folder).map(file => [file, createHash('sha256').update(readFileSync(file)).digest('hex')])
  )
