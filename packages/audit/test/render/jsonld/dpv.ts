// The Data Privacy Vocabulary's own lists of terms, where they are.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'

const folder = resolve(
  process.env['SAMTYKKE_SHARED'] ?? resolve(__dirname, '../../../../../../shared'),
  'data/dpv'
)

export const haveDpv = existsSync(folder)
export const whyNot = 'skipped, since the lists of DPV terms (data/dpv) are not here'

/** The rows of a table whose every field is quoted. */
const rowsOf = (file: string): ReadonlyArray<Readonly<Record<string, string>>> => {
  const text = readFileSync(`${folder}/${file}`, 'utf8')
  const rows = [...text.matchAll(/((?:"(?:[^"]|"")*",?)+)\r?\n/g)].map(([, row = '']) =>
    [...row.matchAll(/"((?:[^"]|"")*)"/g)].map(([, field = '']) => field.replaceAll('""', '"'))
  )
  const [header = [], ...data] = rows
  return data.map(fields => Object.fromEntries(header.map((name, index) => [name, fields[index] ?? ''])))
}

/** Every term by its IRI. */
export const dpvTerms = (): ReadonlyMap<string, Readonly<Record<string, string>>> =>
  new Map(
    readdirSync(folder)
      .filter(file => file.endsWith('.csv') && file !== 'legal_basis_rights_mapping.csv')
      .flatMap(rowsOf)
      .map(row => [row['iri'] ?? '', row])
  )

/** Which rights follow from a legal basis. */
export const rightsOf = (basis: string): ReadonlyArray<string> =>
  rowsOf('legal_basis_rights_mapping.csv')
    .filter(row => row['legal_basis'] === `https://w3id.org/dpv/legal/eu/gdpr#${basis}`)
    .map(row => row['right'] ?? '')
