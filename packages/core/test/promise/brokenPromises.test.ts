// What the check decides over every call and day, against calls that are run through `due` under both policies.
import { type BrokenPromise, brokenPromises } from '@samtykke/core'
import { companyPolicyOf, companyPurposes } from '../oracle/company-policy.ts'
import { assess } from '../oracle/core-assess.ts'
import { notice } from '../oracle/policies.ts'
import { versionAt } from '../oracle/periods.ts'
import type { PlainPolicy, PurposeKind } from '../oracle/plain.ts'
import { declaredOf, purposesFor } from '../oracle/purposes.ts'
import { type Random, randomOf } from '../oracle/random.ts'
import { type Call, type Kept, keptOf, named, randomCall } from './calls.ts'
import { mutations } from './mutations.ts'

// 1,000 and more before a release.
const count = Number(process.env['SAMTYKKE_POLICIES'] ?? 96)
const check = (policy: PlainPolicy, promise: PlainPolicy): readonly BrokenPromise[] =>
  brokenPromises(policy as never, promise as never)

type Seen = readonly [promise: string, target: PurposeKind, purpose: string]

/** What `due` shows of a call at an instant that was not promised. */
const unpromised = (policy: PlainPolicy, promise: PlainPolicy, call: Call, asOf: number): readonly Seen[] => {
  const [done, promised] = [policy, promise].map(each => keptOf(assess, each, call, asOf)) as [
    ReadonlyMap<PurposeKind, Kept>,
    ReadonlyMap<PurposeKind, Kept>
  ]
  return [...done].flatMap(([target, kept]): readonly Seen[] => {
    const beside = promised.get(target)
    const stated = purposesFor(versionAt(promise, call.startedAt), target)
    const isEndOther =
      kept.rule === 'expiry' &&
      beside?.rule === 'expiry' &&
      kept.action !== beside.action &&
      kept.purposes.size > 0
    return [
      ...[...kept.purposes].flatMap(([purpose, basis]): readonly Seen[] => {
        if (beside?.purposes.has(purpose) !== true) return [['kept', target, purpose]]
        const declared = stated.filter(each => each.purpose === purpose).flatMap(declaredOf)
        return declared.includes(basis) ? [] : [['basis', target, purpose]]
      }),
      ...(isEndOther ? ([['ending', target, '']] as const) : [])
    ]
  })
}

/** The promises that say the same as `due` shows. */
const isSaid = (broken: readonly BrokenPromise[], [seen, target, purpose]: Seen, call: Call): boolean =>
  broken.some(each => {
    if (each.promise === 'direction') return target === 'analysis' && each.call.direction === call.direction
    if (!('target' in each) || each.target !== target || each.call.direction !== call.direction) return false
    const isOfPlace =
      each.call.place === undefined ||
      each.promise === 'requires' ||
      ((each.call.place.line === call.line || each.call.place.line.startsWith('any-other')) &&
        each.call.place.customerType === call.customerType)
    if (seen === 'ending') return each.promise === 'ending'
    if (!isOfPlace || each.purpose !== purpose) return false
    return seen === 'basis'
      ? each.promise === 'basis'
      : ['period', 'purpose', 'requires'].includes(each.promise)
  })

const shownBy = (broken: BrokenPromise): Call | undefined => {
  if (!('call' in broken)) return undefined
  const { direction, place, startedAt, endedAt } = broken.call
  return {
    ...{ direction, line: place?.line ?? 'elsewhere', customerType: place?.customerType ?? 'private' },
    ...{ startedAt: Date.parse(startedAt), endedAt: Date.parse(endedAt), recorded: place !== undefined }
  }
}

/** A policy that declares what it relies on, so that it keeps itself. */
const consistent = (policy: PlainPolicy): PlainPolicy => ({
  ...policy,
  versions: policy.versions.map(({ purposes = [], ...version }) => ({
    ...version,
    purposes: purposes.map(({ declared, ...purpose }) => ({
      ...purpose,
      ...(declared && { declared: [...new Set([...declared, purpose.basis])] })
    }))
  }))
})

const inDays = (policy: PlainPolicy): PlainPolicy =>
  JSON.parse(
    JSON.stringify(policy).replaceAll(/"P(\d+)W"/g, (_, weeks) => `"P${Number(weeks) * 7}D"`)
  ) as PlainPolicy

test('the notice keeps itself', () => {
  expect(check(notice, notice)).toEqual([])
})

interface Case {
  seed: number
  name: string
  policy: PlainPolicy
  promise: PlainPolicy
  broken: readonly BrokenPromise[]
}

const recordingPurposes = companyPurposes.filter(purpose => !['mood', 'fraud'].includes(purpose))

/** Calls in which one purpose of the analysis, or two, was let be, and all of recordings or none. */
const callsWith = (purpose: string, call: Call): readonly Call[] =>
  named.flatMap(beside =>
    [[], recordingPurposes].map(recording => ({ ...call, agreed: [purpose, beside, ...recording] }))
  )

/** Each example of a broken promise is one: `due` shows the same. */
const expectShown = ({ policy, promise, broken, ...where }: Case): void => {
  for (const each of broken.slice(0, 3)) {
    const call = shownBy(each)
    if (call === undefined || each.promise === 'requires') continue
    const at = each.promise === 'period' ? Date.parse(each.promised.dueAt) : call.endedAt
    // What ends otherwise by itself, or beside one other, may end as promised beside all: by the rule of one it is erased.
    const calls = each.promise === 'ending' ? [call, ...callsWith(each.purpose, call)] : [call]
    const seen = calls.flatMap(one => unpromised(policy, promise, one, at))
    if (seen.length === 0) expect({ ...where, each, seen }).toEqual({ ...where, each, seen: 'something' })
  }
}

/** Whatever a random call shows that was not promised is said. */
const expectSaid = ({ policy, promise, broken, ...where }: Case, random: Random): void => {
  const examples = broken.flatMap(each => shownBy(each) ?? [])
  for (let index = 0; index < 6; index += 1) {
    const any = randomCall(random, [promise, policy])
    const isAny = examples.length === 0 || random.chance(0.4)
    const { direction, line, customerType } = isAny ? any : random.pick(examples)
    const call = { ...any, direction, line, customerType }
    const [first] = [...keptOf(assess, promise, call, call.endedAt).values()]
    const end = first?.dueAt ?? call.endedAt
    const seen = unpromised(policy, promise, call, random.pick([call.endedAt, end, end - 1]))
    for (const each of seen) {
      if (!isSaid(broken, each, call)) expect({ ...where, call, each, broken }).toEqual('said')
    }
  }
}

describe('every breach that was seeded is found, and nothing else', () => {
  const names = Object.keys(mutations)
  const starts = ['2024-02-29T23:00:00Z', '2025-03-01T11:00:00Z', '2026-01-01T00:00:00Z'].map(Date.parse)

  test.each(names)(
    '%s',
    name => {
      let foundOnes = 0
      const { may = [] } = mutations[name]?.(randomOf(1), notice) ?? {}
      // At least until one of them broke something.
      const isMissing = (seed: number): boolean => may.length > 0 && foundOnes === 0 && seed <= 100
      for (let seed = 1; seed <= count / names.length || isMissing(seed); seed += 1) {
        const random = randomOf(seed * 1000 + names.indexOf(name))
        const promise = consistent(inDays(companyPolicyOf(random, starts)))
        const mutated = mutations[name]?.(random, promise)
        if (mutated === undefined) throw new Error('no mutation')
        const broken = check(mutated.policy, promise)
        const others = broken.map(each => each.promise).filter(kind => !mutated.may.includes(kind))
        expect({ seed, others }).toEqual({ seed, others: [] })
        if (mutated.must) expect({ seed, found: broken.length }).not.toEqual({ seed, found: 0 })
        const each: Case = { seed, name, policy: mutated.policy, promise, broken }
        expectShown(each)
        foundOnes += Math.min(1, broken.length)
        expectSaid(each, random)
      }
      expect(foundOnes > 0).toBe(may.length > 0)
    },
    900_000
  )
})
