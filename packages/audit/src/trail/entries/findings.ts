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

type About = Pick<DraftEntry, 'target' | 'targetId'>

const keyOf = (code: string, { target, targetId }: About): string => [code, target, targetId].join(' ')

/** Where an entry stands. */
interface Standing {
  readonly draft: DraftEntry
  readonly place: number
}

const byPlace = (a: Standing, b: Standing): number => a.place - b.place

/** Finds the entry at which a finding is raised. */
const finderOf = (drafts: ReadonlyArray<DraftEntry>): ((finding: Finding) => DraftEntry | undefined) => {
  const followed = new Map<string, Standing>()
  const happened = new Map<string, Array<Standing>>()
  drafts.forEach((draft, place) => {
    const key = keyOf(draft.code, draft)
    if (draft.kind === 'derived' && !followed.has(key)) followed.set(key, { draft, place })
    if (draft.eventId === undefined) return
    const same = happened.get(draft.eventId)
    if (same === undefined) happened.set(draft.eventId, [{ draft, place }])
    else same.push({ draft, place })
  })
  return finding => {
    const [first] = (derivedBy[finding.code] ?? [])
      .flatMap(code => followed.get(keyOf(code, finding)) ?? [])
      .sort(byPlace)
    if (first !== undefined) return first.draft
    // The event at which the fault began, or else what the finding is about.
    const began = [...new Set(finding.events)]
      .flatMap(id => happened.get(id) ?? [])
      .filter(({ draft }) => draft.at === finding.at)
      .sort(byPlace)
      .at(-1)
    return (began ?? happened.get(finding.events[0] ?? '')?.[0])?.draft
  }
}

/** The codes raised at each entry, in the order of the findings, each once. */
export const raisedAt = (
  drafts: ReadonlyArray<DraftEntry>,
  findings: ReadonlyArray<Finding>
): ((draft: DraftEntry) => ReadonlyArray<FindingCode>) => {
  const entryOf = finderOf(drafts)
  const codes = new Map<DraftEntry, Set<FindingCode>>()
  for (const finding of findings) {
    const draft = entryOf(finding)
    if (draft === undefined) continue
    const raised = codes.get(draft)
    if (raised === undefined) codes.set(draft, new Set([finding.code]))
    else raised.add(finding.code)
  }
  return draft => [...(codes.get(draft) ?? [])]
}
