/**
 * Of each form of line the plan by which the canonical JSON of its events is written: what all say alike as text, and between that
 * what is put in of each.
 *
 * @see RFC 8785; assembly/event.ts, `writeCanonical`
 */
import { canonicalJson } from '@samtykke/core'
import { type FormMember, goodForms, membersOfForm, setCanonicalPlan } from './forms.ts'
import { isNumberMember } from './memberKinds.ts'
import type { Reader } from './reader.ts'

/** What is put in behind a piece where it is no column, by the column's number. */
const [eventId, callId, lastPiece] = [253, 254, 255]

/** A form whose plan is longer has none. */
const longestPlan = 8192

/** A member with its place: among columns, or one of those that are none. */
type Placed = FormMember & { readonly column: number }

const placed = (members: Iterable<FormMember>): ReadonlyArray<Placed> => {
  let columns = 0
  return Array.from(members, member => {
    const { name, json } = member
    const column = name === 'id' ? eventId : name === 'callId' ? callId : json === undefined ? columns++ : 0
    return { ...member, column }
  })
}

const pieceOf = (text: string, behind: number): Buffer => {
  const bytes = Buffer.from(`\0\0${text}\0`)
  bytes.writeUInt16LE(bytes.length - 3)
  bytes[bytes.length - 1] = behind
  return bytes
}

const planOf = (members: Iterable<FormMember>): Buffer => {
  const pieces: Array<Buffer> = []
  let text = ''
  for (const { name, json, column } of placed(members).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    text += `${text === '' && pieces.length === 0 ? '{' : ','}"${name}":`
    if (json !== undefined) text += canonicalJson(JSON.parse(json))
    else {
      const quote = isNumberMember(name) ? '' : '"'
      pieces.push(pieceOf(text + quote, column))
      text = quote
    }
  }
  return Buffer.concat([...pieces, pieceOf(`${text}}`, lastPiece)])
}

/** Puts the plans of the forms that stand from `start` to `end` behind them, and says so in each; gives where they end. */
export const putCanonicalPlans = ({ bytes }: Reader, start: number, end: number): number => {
  let to = end
  // Memory that grows stands elsewhere: all forms are found before that.
  for (const form of [...goodForms(bytes(), start, end)]) {
    const plan = planOf(membersOfForm(bytes(), form))
    if (plan.length > longestPlan) continue
    bytes(to + plan.length).set(plan, to)
    setCanonicalPlan(bytes(), form, to)
    to += plan.length
  }
  return to
}
