// What a JSON-LD processor that is not ours makes of a document, without fetching anything.
import jsonld from 'jsonld'
import { ownTerms } from '@samtykke/audit'
import { dpvTerms } from './dpv.ts'

export interface Quad {
  readonly subject: string
  readonly predicate: string
  readonly object: string
  readonly literal: boolean
}

interface Term {
  readonly termType: string
  readonly value: string
}

const documentLoader = (url: string): never => {
  throw new Error(`nothing may be fetched: ${url}`)
}

export const quadsOf = async (document: object): Promise<ReadonlyArray<Quad>> => {
  const dataset = (await jsonld.toRDF(document, { safe: true, documentLoader })) as ReadonlyArray<
    Readonly<Record<'subject' | 'predicate' | 'object', Term>>
  >
  return dataset.map(({ subject, predicate, object }) => ({
    subject: subject.value,
    predicate: predicate.value,
    object: object.value,
    literal: object.termType === 'Literal'
  }))
}

const others = [
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  'http://www.w3.org/2004/02/skos/core#',
  'http://purl.org/dc/terms/',
  'http://www.w3.org/ns/prov#'
]
const refused = [
  'hasWithdrawalMethod',
  'hasExpiry',
  'hasConsent',
  'isWithdrawnAt',
  'hasProvisionMethod',
  'hasProcessingAutomation',
  'FullyAutomatedProcessing',
  'WithdrawingFromActivity',
  'ScaleOfProcessing',
  'Delete'
]

/** What of a document's names is in no vocabulary: none, where it is right. */
export const strangers = (
  quads: ReadonlyArray<Quad>,
  allowed: ReadonlyArray<string> = []
): ReadonlyArray<string> => {
  const known = dpvTerms()
  const names = new Set(
    quads.flatMap(({ subject, predicate, object, literal }) => [
      subject,
      predicate,
      ...(literal ? [] : [object])
    ])
  )
  const isKnown = (name: string): boolean => {
    if (name.startsWith('https://w3id.org/dpv')) return known.has(name) || allowed.includes(name)
    if (name.startsWith('urn:samtykke:term:'))
      return Object.hasOwn(ownTerms, name.slice('urn:samtykke:term:'.length))
    return (
      name.startsWith('urn:samtykke:') ||
      name.startsWith('_:') ||
      others.some(prefix => name.startsWith(prefix)) ||
      allowed.includes(name)
    )
  }
  const loose = quads.filter(
    ({ literal, object }) => literal && /^(dpv|pd|loc|eu-gdpr|legal-eu|sam|prov):/.test(object)
  )
  return [
    ...[...names].filter(name => !isKnown(name)),
    ...[...names].filter(name => refused.some(term => name === `https://w3id.org/dpv#${term}`)),
    ...loose.map(({ object }) => `the text ${object}`)
  ]
}
