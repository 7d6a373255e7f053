/**
 * The forms of lines, as the reader keeps them: which members in which order, and the values of those that are not cut out.
 *
 * @see assembly/forms.ts
 */
import { memberKinds } from './memberKinds.ts'

export interface FormMember {
  readonly name: string
  /** The JSON of its value, the same in all lines; `undefined`: it is cut out of each. */
  readonly json: string | undefined
}

const keyOffset = 16
/** The bit of a member's number that says that its value is cut out. */
const isCutOut = 128
/** Forms are so many bytes apart, or a multiple of it. */
export const formAlignment = 16

/** The members of a form, in their order. */
export function* membersOfForm(bytes: Buffer, form: number): Generator<FormMember> {
  const end = form + keyOffset + bytes.readUInt16LE(form)
  for (let at = form + keyOffset; at < end;) {
    const number = bytes[at++]!
    const { name } = memberKinds[number & ~isCutOut]!
    if ((number & isCutOut) !== 0) {
      yield { name, json: undefined }
      continue
    }
    const valueEnd = at + 2 + bytes.readUInt16LE(at)
    yield { name, json: bytes.toString('utf8', at + 2, valueEnd) }
    at = valueEnd
  }
}

const [verdictOffset, columnsOffset, canonicalPlanOffset] = [2, 8, 12]
const good = 1
const lastColumn = 255

/** Where the form behind a form stands. */
const nextForm = (bytes: Buffer, form: number): number => {
  let at = form + bytes.readUInt32LE(form + columnsOffset)
  if (bytes[form + verdictOffset] === good) {
    while (bytes[at] !== lastColumn) at += 2
    at++
  }
  return Math.ceil(at / formAlignment) * formAlignment
}

/** The forms whose events are written from columns, of those that stand in memory from `start` to `end`. */
export function* goodForms(bytes: Buffer, start: number, end: number): Generator<number> {
  for (let form = start; form < end; form = nextForm(bytes, form))
    if (bytes[form + verdictOffset] === good) yield form
}

/** Says of a form where the plan of its canonical JSON stands. */
export const setCanonicalPlan = (bytes: Buffer, form: number, plan: number): void => {
  bytes.writeUInt32LE(plan, form + canonicalPlanOffset)
}
