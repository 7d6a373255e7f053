/**
 * At which entry each finding is raised.
 */
import type { Finding, FindingCode } from '@samtykke/core'
import type { DerivedCode, DraftEntry } from './entry.ts'

/** Findings about what followed are raised where it followed. */
const derivedBy: Partial<Record<FindingCode, ReadonlyArray<DerivedCode>>> = {
  overdue: ['overdue'],
  'hold-review-overdue': ['overdue'],
  'done-late': ['done-late', 'done-within-grace'],
  'done-early': ['done-early'],
  'erased-under-hold': ['done-early'],
  'answered-late': ['done-late'],
  'proof-redacted-early': ['done-early']
}

const isAbout = (draft: DraftEntry, { target, targetId }: Finding): boolean =>
  draft.target === target && draft.targetId === targetId

const entryOf = (drafts: ReadonlyArray<DraftEntry>, finding: Finding): DraftEntry | undefined => {
  const codes: ReadonlyArray<string> = derivedBy[finding.code] ?? []
  const followed = drafts.find(
    draft => draft.kind === 'derived' && codes.includes(draft.code) && isAbout(draft, finding)
  )
  if (followed !== undefined) return followed
  const happened = drafts.filter(({ eventId }) => eventId !== undefined && finding.events.includes(eventId))
  // The event at which the fault began, or else what the finding is about.
  return (
    happened.filter(({ at }) => at === finding.at).at(-1) ??
    happened.find(({ eventId }) => eventId === finding.events[0])
  )
}

/** The codes raised at each entry, in the order of the findings, each once. */
export const raisedAt = (
  drafts: ReadonlyArray<DraftEntry>,
  findings: ReadonlyArray<Finding>
): ((draft: DraftEntry) => ReadonlyArray<FindingCode>) => {
  const codes = new Map<DraftEntry, Set<FindingCode>>()
  for (const finding of findings) {
    const draft = entryOf(drafts, finding)
    if (draft === undefined) continue
    const raised = codes.get(draft)
    if (raised === undefined) codes.set(draft, new Set([finding.code]))
    else raised.add(finding.code)
  }
  return draft => [...(codes.get(draft) ?? [])]
}
