/**
 * Whether a purpose of a policy was promised, on its basis and for its time.
 */
import type { BrokenPromise, ExampleCall } from './brokenPromise.ts'
import type { StatedPurpose, StatedRule, StatedVersion } from './stated.ts'
import { type Compared, keepingOf, type Together } from './together.ts'

export interface Asked {
  readonly compared: Compared
  readonly together: Together
  readonly purpose: StatedPurpose
  /** Whether the purpose is promised for the call, where the promise has it. */
  readonly isPromised: (purpose: StatedPurpose) => boolean
  readonly rulesOf: (version: StatedVersion) => ReadonlyArray<StatedRule>
  readonly call: ExampleCall
}

const withPromised = (
  { compared, together: { span, kept, promised }, purpose, rulesOf, call }: Asked,
  same: StatedPurpose
): ReadonlyArray<BrokenPromise> => {
  const of = { target: purpose.of, purpose: purpose.purpose }
  const longer = compared.keptLonger(
    span,
    keepingOf(compared.kept, kept, purpose, rulesOf),
    keepingOf(compared.promised, promised, same, rulesOf)
  )
  const { basis } = purpose
  const { declared } = same
  return [
    ...(declared.includes(basis) ? [] : [{ promise: 'basis' as const, ...of, call, basis, declared }]),
    ...(longer === undefined
      ? []
      : [
          {
            ...{ promise: 'period' as const, ...of, kept: longer.kept, promised: longer.promised },
            call: { ...call, startedAt: longer.startedAt, endedAt: longer.endedAt }
          }
        ])
  ]
}

export const promisedAs = ({
  together: { promised },
  purpose,
  isPromised
}: Asked): StatedPurpose | undefined =>
  promised.purposes.find(
    each => each.of === purpose.of && each.purpose === purpose.purpose && isPromised(each)
  )

export const ofPurpose = (asked: Asked): ReadonlyArray<BrokenPromise> => {
  const { purpose, call } = asked
  const same = promisedAs(asked)
  return same === undefined
    ? [{ promise: 'purpose', target: purpose.of, purpose: purpose.purpose, call }]
    : withPromised(asked, same)
}
