/**
 * The terms in which outputs speak to machines: W3C DPV 2.3 where it has a term, and our own where it has none.
 *
 * @see https://w3id.org/dpv/2.3
 */

/** The prefixes of compact names. */
export const prefixes = {
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  dct: 'http://purl.org/dc/terms/',
  prov: 'http://www.w3.org/ns/prov#',
  dpv: 'https://w3id.org/dpv#',
  pd: 'https://w3id.org/dpv/pd#',
  loc: 'https://w3id.org/dpv/loc#',
  'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#',
  'legal-eu': 'https://w3id.org/dpv/legal/eu#',
  sam: 'urn:samtykke:term:'
} as const

/** A name such as `dpv:Erase`. */
export type CompactIri = `${keyof typeof prefixes}:${string}`

/** A term of our own: what it means, and the term of DPV that it narrows. */
export interface OwnTerm {
  readonly label: string
  readonly definition: string
  readonly broader?: CompactIri
}

/** Terms for which DPV 2.3 has none. */
export const ownTerms: Readonly<Record<string, OwnTerm>> = {
  declaredBasis: {
    label: 'declared basis',
    definition: 'A legal basis that the notice declares, whether or not it is relied on.'
  },
  basisState: {
    label: 'basis state',
    definition: 'Whether a basis is relied on, overdue, held, absent or unknown.'
  },
  dueAt: {
    label: 'due at',
    definition: 'The first instant at which an obligation must have been fulfilled.'
  },
  lateSeconds: {
    label: 'late by',
    definition: 'By how many seconds an obligation was, or is, fulfilled too late.'
  },
  timeliness: {
    label: 'timeliness',
    definition: 'Whether what was done came in time, within the grace for carrying out, or late.'
  },
  target: { label: 'target', definition: 'What a finding or an obligation is about.' },
  article: { label: 'article', definition: 'The article of the GDPR that a finding is about.' },
  hasFinding: { label: 'has finding', definition: 'A finding about a call.' },
  EventRecord: {
    label: 'Event record',
    definition: 'The record in the log of something that happened.',
    broader: 'prov:Entity'
  },
  payload: { label: 'payload', definition: 'Whether the content of an event can be read.' },
  Hold: {
    label: 'Hold',
    definition: 'A hold for legal claims, which suspends erasure while it is in force.',
    broader: 'dpv:Restrict'
  },
  Finding: { label: 'Finding', definition: 'Something that is wrong with a call, or worth a look.' },
  severity: { label: 'severity', definition: 'How bad a finding is: info, warning or error.' },
  'voice-tone-feedback': {
    label: 'Voice tone feedback',
    definition: 'What an analysis of the tone range, tempo and loudness of a voice inferred.',
    broader: 'dpv:InferredPersonalData'
  },
  'internal-training': {
    label: 'Internal training',
    definition: 'Training employees by listening to recorded calls with them.',
    broader: 'dpv:PersonnelManagement'
  },
  region: { label: 'region', definition: 'The ISO 3166-1 alpha-2 code of the country of storage.' }
}

/** The properties whose objects are resources, and those of literals with a type. */
const objectProperties = [
  'hasProcess',
  'hasProcessing',
  'hasPurpose',
  'hasPersonalData',
  'hasLegalBasis',
  'hasRight',
  'hasStatus',
  'hasContext',
  'hasJustification',
  'hasRecordOfActivity',
  'hasPolicy',
  'hasOutcome',
  'hasData',
  'hasDataController',
  'hasDataProcessor',
  'hasDataSubject',
  'hasRecipient',
  'hasDataProtectionOfficer',
  'hasAuthority',
  'hasJurisdiction',
  'hasApplicableLaw',
  'hasLocation',
  'hasConsentStatus',
  'hasConsentControl',
  'isIndicatedBy',
  'hasNotice',
  'hasAssessment',
  'hasDataSource',
  'hasStorageCondition',
  'hasDuration',
  'hasHumanInvolvement',
  'hasAlgorithmicLogic',
  'hasObligation',
  'hasTechnicalOrganisationalMeasure'
] as const

const literalProperties = [
  'hasIdentifier',
  'hasName',
  'hasAddress',
  'hasContact',
  'hasIndicationMethod',
  'isExercisedAt'
] as const

const provObjectProperties = [
  'wasGeneratedBy',
  'wasDerivedFrom',
  'used',
  'wasInvalidatedBy',
  'wasInformedBy',
  'wasAttributedTo',
  'wasAssociatedWith',
  'qualifiedAssociation',
  'agent',
  'hadPlan'
] as const

const dateTime = (id: CompactIri) => ({ '@id': id, '@type': 'xsd:dateTime' }) as const
const resource = (id: CompactIri) => ({ '@id': id, '@type': '@id' }) as const

const entriesOf = <K extends string, V>(
  names: ReadonlyArray<K>,
  value: (name: K) => V
): Readonly<Record<K, V>> => Object.fromEntries(names.map(name => [name, value(name)])) as Record<K, V>

/**
 * The JSON-LD context of every output. It stands in the output itself: nothing is fetched to read it.
 *
 * @see JSON-LD 1.1, section 3.1
 */
export const context = {
  '@version': 1.1,
  '@protected': true,
  id: '@id',
  type: '@type',
  graph: '@graph',
  ...prefixes,
  ...entriesOf(objectProperties, name => resource(`dpv:${name}`)),
  ...entriesOf(literalProperties, name => `dpv:${name}` as const),
  ...entriesOf(provObjectProperties, name => resource(`prov:${name}`)),
  startedAtTime: dateTime('prov:startedAtTime'),
  endedAtTime: dateTime('prov:endedAtTime'),
  generatedAtTime: dateTime('prov:generatedAtTime'),
  invalidatedAtTime: dateTime('prov:invalidatedAtTime'),
  isIndicatedAtTime: dateTime('dpv:isIndicatedAtTime'),
  duration: { '@id': 'rdf:value', '@type': 'xsd:duration' },
  until: { '@id': 'rdf:value', '@type': 'xsd:date' },
  dueAt: dateTime('sam:dueAt'),
  lateSeconds: { '@id': 'sam:lateSeconds', '@type': 'xsd:integer' },
  declaredBasis: resource('sam:declaredBasis'),
  target: resource('sam:target'),
  hasFinding: resource('sam:hasFinding'),
  article: 'sam:article',
  timeliness: 'sam:timeliness',
  basisState: 'sam:basisState',
  payload: 'sam:payload',
  severity: 'sam:severity',
  region: 'sam:region',
  broader: resource('skos:broader'),
  conformsTo: resource('dct:conformsTo'),
  language: 'dct:language',
  identifier: 'dct:identifier',
  source: 'dct:source',
  title: 'dct:title',
  description: 'dct:description',
  created: dateTime('dct:created')
} as const

/** A node of a graph, in the context's terms. */
export type Node = { readonly [member: string]: unknown } & {
  readonly id?: string
  readonly type?: CompactIri | ReadonlyArray<CompactIri>
}

/** A JSON-LD document with its context inline. */
export interface Document {
  readonly '@context': typeof context
  readonly graph: ReadonlyArray<Node>
}

/** Our own terms as a vocabulary that can be published. */
export const vocabulary = {
  '@context': context,
  graph: Object.entries(ownTerms).map(([name, { label, definition, broader }]): Node => ({
    id: `sam:${name}`,
    title: label,
    description: definition,
    ...(broader !== undefined && { broader })
  }))
}
