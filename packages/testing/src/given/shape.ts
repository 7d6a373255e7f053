/**
 * What the members of an action and of a finding can be, to tell an expectation that can never be met from one that is not.
 */
import {
  type DueAction,
  type Finding,
  findingCodes,
  type Ground,
  type GroundRule,
  Identifier,
  Instant,
  legalBases,
  LocalDate,
  nearestName,
  type StorageBasis,
  type TargetKind,
  whyNoInstant
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/** The form of an expected value. */
export type Shape =
  | { readonly _tag: 'one'; readonly codec: t.Mixed }
  | { readonly _tag: 'word'; readonly words: ReadonlyArray<string> }
  | { readonly _tag: 'list'; readonly of: Shape }
  | { readonly _tag: 'members'; readonly members: Readonly<Record<string, Shape>> }

const one = (codec: t.Mixed): Shape => ({ _tag: 'one', codec })
const word = (words: ReadonlyArray<string>): Shape => ({ _tag: 'word', words })
const list = (of: Shape): Shape => ({ _tag: 'list', of })
const members = (shapes: Readonly<Record<string, Shape>>): Shape => ({ _tag: 'members', members: shapes })
const wordsOf = <W extends string>(words: Readonly<Record<W, true>>): Shape => word(Object.keys(words))

const text = one(t.string)
const instant = one(Instant)
const identifier = one(Identifier)
const rule = wordsOf<GroundRule>({
  'no-basis': true,
  'outside-notice': true,
  objection: true,
  withdrawal: true,
  request: true,
  expiry: true,
  answer: true,
  review: true
})
const target = wordsOf<TargetKind>({
  recording: true,
  analysis: true,
  'access-request': true,
  hold: true,
  proof: true
})

const groundShapes: Readonly<Record<keyof Ground, Shape>> = {
  rule,
  at: instant,
  article: text,
  events: list(text)
}
const basisShapes: Readonly<Record<keyof StorageBasis, Shape>> = {
  declared: list(word(legalBases)),
  reliedOn: one(t.union([t.null, t.string], 'a legal basis, or null')),
  purposes: list(text),
  bases: one(t.record(t.string, t.string))
}
const actionShapes: Readonly<Record<keyof DueAction, Shape>> = {
  callId: identifier,
  target,
  targetId: identifier,
  action: wordsOf<DueAction['action']>({
    erase: true,
    anonymise: true,
    answer: true,
    review: true,
    redact: true
  }),
  rule,
  article: text,
  dueAt: instant,
  status: wordsOf<DueAction['status']>({ scheduled: true, due: true, suspended: true }),
  grounds: list(members(groundShapes)),
  lastLawfulDay: one(LocalDate),
  policyVersion: text,
  legalBasis: members(basisShapes),
  holds: list(identifier),
  handOverFirst: list(identifier),
  instructedAt: instant,
  uncertain: one(t.literal(true))
}
const findingShapes: Readonly<Record<keyof Finding, Shape>> = {
  code: word(findingCodes),
  severity: wordsOf<Finding['severity']>({ info: true, warning: true, error: true }),
  callId: identifier,
  target,
  targetId: identifier,
  at: instant,
  events: list(text),
  detail: text
}

export const actionShape = members(actionShapes)
export const findingShape = members(findingShapes)

/** What a value is as core would have it, and why it can be none. */
export interface Checked {
  readonly value: unknown
  readonly errors: ReadonlyArray<string>
}

const found = (value: unknown): string =>
  value === undefined ? 'nothing' : typeof value === 'function' ? 'a function' : JSON.stringify(value)

const refused = (path: string, expected: string, value: unknown): Checked => ({
  value,
  errors: [`${path === '' ? '' : `${path}: `}expected ${expected}, found ${found(value)}`]
})

const within = (path: string, member: string): string => (path === '' ? member : `${path}.${member}`)

const checkedMembers = (shapes: Readonly<Record<string, Shape>>, value: object, path: string): Checked => {
  const names = Object.keys(shapes)
  const all = Object.entries(value).map(([name, each]): readonly [string, Checked] => {
    const at = within(path, name)
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined
    if (shape !== undefined) return [name, checked(shape, each, at)]
    const nearest = nearestName(name, names)
    const expected = nearest === undefined ? `one of ${names.join(', ')}` : `the nearest being ${nearest}`
    return [name, { value: each, errors: [`${at}: no such member, ${expected}`] }]
  })
  return {
    value: Object.fromEntries(all.map(([name, each]) => [name, each.value])),
    errors: all.flatMap(([, { errors }]) => errors)
  }
}

/** Brings a value into its one form, or says what is wrong with it. */
export const checked = (shape: Shape, value: unknown, path = ''): Checked => {
  switch (shape._tag) {
    case 'one': {
      const decoded = shape.codec.decode(value)
      if (E.isRight(decoded)) return { value: decoded.right, errors: [] }
      const why = shape.codec === Instant && typeof value === 'string' ? whyNoInstant(value) : undefined
      const { value: kept, errors } = refused(path, shape.codec.name, value)
      return { value: kept, errors: why === undefined ? errors : errors.map(error => `${error} (${why})`) }
    }
    case 'word': {
      if (typeof value === 'string' && shape.words.includes(value)) return { value, errors: [] }
      const nearest = typeof value === 'string' ? nearestName(value, shape.words) : undefined
      const expected = nearest === undefined ? `one of ${shape.words.join(', ')}` : nearest
      return refused(path, expected, value)
    }
    case 'list': {
      if (!Array.isArray(value)) return refused(path, 'a list', value)
      const all = value.map((each, index) => checked(shape.of, each, within(path, String(index))))
      return { value: all.map(each => each.value), errors: all.flatMap(({ errors }) => errors) }
    }
    case 'members':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? checkedMembers(shape.members, value, path)
        : refused(path, 'an object of members', value)
  }
}
