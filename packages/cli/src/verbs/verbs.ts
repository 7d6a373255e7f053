/**
 * The verbs, in the order in which the help lists them. Each is loaded when it is asked for: a run of one does not
 * wait for the others, and the list of them for none.
 */
import type { Verb } from '../command/defineVerb.ts'

export interface ListedVerb {
  /** One line, for the list of verbs. */
  readonly summary: string
  readonly load: () => Promise<Verb>
}

export const verbs: Readonly<Record<string, ListedVerb>> = {
  due: {
    summary: 'what must be erased, anonymised, answered, reviewed or redacted, and when',
    load: async () => (await import('./due.ts')).due
  },
  findings: {
    summary: 'what is wrong: recordings without consent, erasures too late, requests not answered, …',
    load: async () => (await import('./findings.ts')).findings
  },
  trail: {
    summary: 'one call: what happened, what follows, and how the dates came about',
    load: async () => (await import('./trail.ts')).trail
  },
  report: {
    summary:
      'a whole log: figures, findings, lateness, what falls due, legal bases; what another policy, or consents held invalid, would change',
    load: async () => (await import('./report.ts')).report
  },
  worklist: {
    summary: 'what needs a person this week, by urgency',
    load: async () => (await import('./worklist.ts')).worklist
  },
  record: {
    summary: 'append events to a store, each once: again is nothing new',
    load: async () => (await import('./record.ts')).record
  },
  import: {
    summary: 'events from the files of others: vCons',
    load: async () => (await import('./import.ts')).importing
  },
  export: {
    summary: 'a call in the form of others: a vCon',
    load: async () => (await import('./export.ts')).exporting
  },
  withdraw: {
    summary: 'record that a person withdraws consent (art. 7(3))',
    load: async () => (await import('./requests.ts')).withdraw
  },
  object: {
    summary: 'record that a person objects to the analysis, or to single purposes (art. 21)',
    load: async () => (await import('./requests.ts')).object
  },
  'request-erasure': {
    summary: 'record that a person asks for erasure (art. 17)',
    load: async () => (await import('./requests.ts')).requestErasure
  },
  'request-access': {
    summary: 'record that a person asks for access (art. 15)',
    load: async () => (await import('./requests.ts')).requestAccess
  },
  follow: {
    summary: 'the open actions of a store, and each change of them as it comes',
    load: async () => (await import('./follow.ts')).follow
  },
  run: {
    summary: 'erase what is due, as it falls due',
    load: async () => (await import('./run.ts')).run
  },
  sweep: {
    summary: 'erase everything that is due, once; or say what there would be to do',
    load: async () => (await import('./sweep.ts')).sweep
  },
  reconcile: {
    summary: 'whether what is stored and what the events say is the same',
    load: async () => (await import('./reconcile.ts')).reconcile
  },
  agenda: {
    summary: 'note again what falls due when',
    load: async () => (await import('./agenda.ts')).agenda
  },
  forgotten: {
    summary: 'how far calls were forgotten, and how far not',
    load: async () => (await import('./forgotten.ts')).forgotten
  },
  scavenge: {
    summary: 'ask a node to take what is hidden out of its files',
    load: async () => (await import('./scavenge.ts')).scavenge
  },
  store: {
    summary: 'put recordings into a store, get them, list them',
    load: async () => (await import('./store.ts')).store
  },
  key: {
    summary: 'make a vault and its keys, destroy them, change the master key',
    load: async () => (await import('./key.ts')).key
  },
  'consent-record': {
    summary: 'the record of the consents of a call (ISO/IEC TS 27560), or its receipt',
    load: async () => (await import('./consentRecord.ts')).consentRecord
  },
  art30: {
    summary: 'the record of processing activities (GDPR art. 30), from the policy',
    load: async () => (await import('./art30.ts')).art30
  },
  access: {
    summary: 'the package that answers a request for access (GDPR art. 15)',
    load: async () => (await import('./access.ts')).access
  },
  letter: {
    summary: 'letters to a person: access, erasure, extension, refusal',
    load: async () => (await import('./letter.ts')).letter
  },
  certificate: {
    summary: 'certificates of erasure; with --format csv the disposal log',
    load: async () => (await import('./certificate.ts')).certificate
  },
  instructions: {
    summary: 'what a processor must erase, and what it must keep',
    load: async () => (await import('./instructions.ts')).instructions
  },
  confirm: {
    summary: 'record what a processor answered to its instructions, and list what it has not',
    load: async () => (await import('./confirm.ts')).confirm
  },
  inspection: {
    summary:
      "the package for an authority's inspection: records, report, a sample that can be drawn again, proofs",
    load: async () => (await import('./inspection.ts')).inspection
  },
  breach: {
    summary: 'whom and what a breach at a processor concerns (GDPR arts. 33 and 34)',
    load: async () => (await import('./breach.ts')).breach
  },
  seal: {
    summary: 'seal what is stored, so that a later change shows',
    load: async () => (await import('./seal.ts')).seal
  },
  verify: {
    summary: 'check a sealed log against what is stored, or a folder of proofs',
    load: async () => (await import('./verify.ts')).verify
  },
  prove: {
    summary: 'what proves the sealed events of a call to anyone: a folder, or a page',
    load: async () => (await import('./prove.ts')).prove
  },
  events: {
    summary: 'the types of event, or one with its members, their forms and an example',
    load: async () => (await import('./events.ts')).events
  },
  policy: {
    summary: 'print a policy, and check it against what was promised',
    load: async () => (await import('./policy.ts')).policy
  },
  simulate: {
    summary: 'realistic histories of calls that never were, the same for the same seed',
    load: async () => (await import('./simulate.ts')).simulate
  }
}
