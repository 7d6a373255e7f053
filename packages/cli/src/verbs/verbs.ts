/**
 * The verbs, in the order in which the help lists them. Each is loaded when it is asked for: a run of one does not
 * wait for the others.
 */
import type { Verb } from '../command/defineVerb.ts'

export const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  due: async () => (await import('./due.ts')).due,
  findings: async () => (await import('./findings.ts')).findings,
  trail: async () => (await import('./trail.ts')).trail,
  report: async () => (await import('./report.ts')).report,
  record: async () => (await import('./record.ts')).record,
  import: async () => (await import('./import.ts')).importing,
  export: async () => (await import('./export.ts')).exporting,
  withdraw: async () => (await import('./requests.ts')).withdraw,
  object: async () => (await import('./requests.ts')).object,
  'request-erasure': async () => (await import('./requests.ts')).requestErasure,
  'request-access': async () => (await import('./requests.ts')).requestAccess,
  follow: async () => (await import('./follow.ts')).follow,
  run: async () => (await import('./run.ts')).run,
  sweep: async () => (await import('./sweep.ts')).sweep,
  reconcile: async () => (await import('./reconcile.ts')).reconcile,
  agenda: async () => (await import('./agenda.ts')).agenda,
  forgotten: async () => (await import('./forgotten.ts')).forgotten,
  scavenge: async () => (await import('./scavenge.ts')).scavenge,
  store: async () => (await import('./store.ts')).store,
  key: async () => (await import('./key.ts')).key,
  'consent-record': async () => (await import('./consentRecord.ts')).consentRecord,
  art30: async () => (await import('./art30.ts')).art30,
  access: async () => (await import('./access.ts')).access,
  certificate: async () => (await import('./certificate.ts')).certificate,
  instructions: async () => (await import('./instructions.ts')).instructions,
  confirm: async () => (await import('./confirm.ts')).confirm,
  seal: async () => (await import('./seal.ts')).seal,
  verify: async () => (await import('./verify.ts')).verify,
  prove: async () => (await import('./prove.ts')).prove,
  events: async () => (await import('./events.ts')).events,
  policy: async () => (await import('./policy.ts')).policy,
  simulate: async () => (await import('./simulate.ts')).simulate
}
