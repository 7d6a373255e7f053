/**
 * What the members of the documents are called on a terminal in Danish. In English the members
 * are called by their names.
 */
import { findingNames, notStated, ruleNames } from '@samtykke/audit/render'
import { type Bilingual, both } from './language.ts'
import { known, noticePurpose } from './outlineValues.ts'

const head = {
  timesIn: 'Tider i',
  v: 'Udgave',
  kind: 'Dokument',
  asOf: 'Opgjort pr.',
  knownAt: 'Kendt senest',
  policy: 'Regelsæt',
  version: 'Version',
  sha256: 'SHA-256',
  source: 'Kilde',
  events: 'Hændelser',
  seal: 'Segl',
  origin: 'Log',
  size: 'Størrelse',
  root: 'Rod',
  notice: 'Bemærk',
  since: 'Siden',
  limits: 'Begrænsninger',
  policyVersion: 'Regelsættets version',
  latestVersion: 'Seneste version'
}

const figures = {
  figures: 'Tal',
  calls: 'Samtaler',
  closedCalls: 'Afsluttede samtaler',
  subjects: 'Kunder med reference',
  recordings: 'Optagelser',
  analyses: 'Stemmeanalyser',
  stored: 'Opbevares',
  due: 'Forfalden, inden for udførelsesfristen',
  overdue: 'Forfalden og ikke udført',
  held: 'Udsat ved sletningsstop',
  erased: 'Slettet',
  anonymised: 'Anonymiseret',
  keptSeconds: 'Sekunders optagelse gemt',
  keptBytes: 'Bytes gemt',
  requests: 'Indsigtsanmodninger',
  open: 'Åbne',
  answered: 'Besvarede',
  holdsInForce: 'Sletningsstop, der gælder',
  oldestKept: 'Ældste optagelse, der er gemt',
  call: 'Samtale',
  callId: 'Samtale',
  recordingId: 'Optagelse',
  startedAt: 'Begyndt'
}

const findings = {
  findings: 'Bemærkninger',
  code: 'Bemærkning',
  bySeverity: 'Efter alvor',
  error: 'Fejl',
  warning: 'Advarsler',
  info: 'Oplysninger',
  count: 'Antal',
  before: 'Før',
  oldest: 'Ældste',
  severity: 'Alvor',
  target: 'Om',
  targetId: 'Id',
  at: 'Tidspunkt',
  detail: 'Nærmere'
}

const lateness = {
  lateness: 'Forsinkelser',
  done: 'Udført',
  untilInstructed: 'Til databehandleren blev instrueret',
  untilConfirmed: 'Til bekræftelse',
  untilConfirmedFromKnown: 'Fra registrering til bekræftelse',
  all: 'I alt',
  byRule: 'Efter grund',
  byProcessor: 'Efter databehandler',
  buckets: 'Efter længde',
  upToHour: 'Højst 1 time',
  upToDay: 'Højst 1 døgn',
  upToWeek: 'Højst 7 døgn',
  upToMonth: 'Højst 30 døgn',
  more: 'Længere',
  max: 'Længst (sek.)',
  p50: 'Median (sek.)',
  p90: '90 %-fraktil (sek.)',
  p99: '99 %-fraktil (sek.)',
  executionGrace: 'Udførelsesfrist',
  timeliness: 'Rettidighed',
  'in-time': 'Rettidigt',
  'within-grace': 'Inden for udførelsesfristen',
  withinGrace: 'Inden for udførelsesfristen',
  late: 'For sent'
}

const forecast = {
  forecast: 'Kommende frister',
  months: 'Måneder',
  month: 'Måned',
  scheduled: 'Planlagt',
  suspended: 'Udsat',
  reviews: 'Gennemgange',
  later: 'Senere',
  rule: 'Grund'
}

const coverage = {
  coverage: 'Grundlag',
  rows: 'Rækker',
  purpose: 'Formål',
  state: 'Tilstand',
  days: 'Døgn',
  present: 'Nu',
  shareReliedOn: 'Andel med grundlag',
  withoutBasis: 'Uden grundlag',
  interestsWithoutAssessment: 'Interesser uden vurdering',
  bundledConsents: 'Samtykker, der omfatter flere formål på én gang'
}

const whatIf = {
  whatIf: 'Efter et andet regelsæt',
  newlyDue: 'Forfaldne nu, men ikke efter det gældende regelsæt',
  earlier: 'Tidligere frist',
  laterInTextOnly: 'Senere frist, men kun i teksten',
  byPurpose: 'Efter formål',
  byMonth: 'Efter måned',
  first: 'De første',
  from: 'Fra',
  to: 'Til',
  findingsGained: 'Bemærkninger, der kommer til',
  findingsLost: 'Bemærkninger, der falder bort'
}

const ifInvalid = {
  ifInvalid: 'Hvis samtykker er ugyldige',
  consents: 'Hvilke samtykker',
  bundled: 'Omfatter flere formål på én gang',
  noticeVersion: 'Oplysningstekstens version',
  method: 'Hvordan de er givet',
  until: 'Indtil',
  consentsMeant: 'Samtykker, der anses for ugyldige',
  consentsInAll: 'Samtykker i alt',
  callsWithoutReference: 'Samtaler uden kundereference',
  fewerPurposes: 'Færre formål tilbage',
  gone: 'Formål, der bortfalder',
  left: 'Formål, der er tilbage',
  status: 'Status',
  dueAt: 'Forfalder'
}

const quality = {
  quality: 'Oplysningernes kvalitet',
  unknownTypes: 'Hændelser af ukendt type',
  conflicts: 'Modstridende hændelser',
  duplicates: 'Hændelser modtaget mere end én gang',
  unreadable: 'Kan ikke læses',
  forgotten: 'Gjort ulæselige (nøgle destrueret)',
  redacted: 'Fjernet',
  undecodable: 'Kan ikke læses',
  badLines: 'Linjer i samtaler, der ikke er hændelser',
  uncertainCalls: 'Uafklarede samtaler',
  uncertainBecause: 'Hvorfor de er uafklarede',
  conflicting: 'Modstridende hændelser',
  unknownType: 'Hændelser af ukendt type',
  callsWithoutConsentEvent: 'Samtaler uden hændelse om samtykke',
  customerTypeUnknown: 'Optagelser med ukendt kundetype',
  customerTypeConflicts: 'Samtaler, hvor kilderne er uenige om kundetypen',
  noCallEnd: 'Optagelser uden sluttidspunkt',
  recordedBeforeOccurred: 'Hændelser registreret, før de indtraf',
  callsWithoutSubjectRef: 'Samtaler uden kundereference',
  arrivalDelay: 'Tid fra hændelse til registrering',
  policyMissing: 'Hvad regelsættet ikke oplyser',
  rejectedLines: 'Linjer, der ikke er hændelser',
  unsealedEvents: 'Hændelser, der ikke er forseglet endnu'
}

const art30 = {
  controller: 'Dataansvarlig',
  representative: 'Repræsentant',
  dataProtectionOfficer: 'Databeskyttelsesrådgiver',
  authority: 'Tilsynsmyndighed',
  activities: 'Aktiviteter',
  activity: 'Aktivitet',
  recipients: 'Kategorier af modtagere',
  thirdCountries: 'Tredjelande',
  dataSubjects: 'Kategorier af registrerede',
  dataCategories: 'Kategorier af personoplysninger',
  timeLimits: 'Frister for sletning',
  period: 'Frist',
  anchor: 'Regnes fra',
  legalBases: 'Behandlingsgrundlag, som det er nævnt',
  interests: 'Legitime interesser',
  id: 'Id',
  text: 'Tekst',
  assessment: 'Vurdering',
  sourceOfData: 'Oplysningerne stammer fra',
  purposes: 'Formål',
  name: 'Navn',
  address: 'Adresse',
  email: 'E-mail',
  telephone: 'Telefon',
  url: 'Hjemmeside',
  measures: 'Sikkerhedsforanstaltninger',
  impactAssessment: 'Konsekvensanalyse',
  versions: 'Versioner',
  effectiveFrom: 'Gælder fra',
  missing: 'Hvad regelsættet ikke oplyser'
}

const consents = {
  'consent-record': 'Samtykkeregistrering',
  'consent-receipt': 'Kvittering for samtykke',
  notStatedByThePolicy: 'Hvad regelsættet ikke oplyser'
}

/** Of what has one name in several documents, the name. */
export const memberLabels: Readonly<Record<string, string>> = {
  ...head,
  ...figures,
  ...findings,
  ...lateness,
  ...forecast,
  ...coverage,
  ...whatIf,
  ...ifInvalid,
  ...quality,
  ...art30,
  ...consents
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What stands before the value of a member. */
export const danishLabel = (member: string): string =>
  (Object.hasOwn(memberLabels, member) ? memberLabels[member] : undefined) ?? capitalised(member)

const counted =
  (nameOf: (code: string) => string | undefined) =>
  (code: string): Bilingual => {
    const name = nameOf(code)
    return both(name === undefined ? code : capitalised(name), code)
  }

/** Under these members stand no members, but what comes from the events and the policy, and codes. */
const keys: Readonly<Record<string, (key: string) => Bilingual>> = {
  byRule: counted(rule => known(ruleNames, rule)),
  byPurpose: counted(noticePurpose),
  byProcessor: processor => (processor === notStated.en ? notStated : both(processor, processor)),
  byMonth: month => both(month, month),
  findingsGained: counted(code => known(findingNames, code)),
  findingsLost: counted(code => known(findingNames, code))
}

/** What the keys under a member are called: a code by its name, else as it stands; undefined where they are members. */
export const keyOf = (member: string): ((key: string) => Bilingual) | undefined =>
  Object.hasOwn(keys, member) ? keys[member] : undefined
