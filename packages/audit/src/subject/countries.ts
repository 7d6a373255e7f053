/**
 * What countries are called by people. The names stand here, so that no machine's locale data has a say.
 *
 * @see ISO 3166-1
 */
import { europeanEconomicArea } from '@samtykke/core'
import { type Bilingual, both } from '../render/text/language.ts'

const names: Readonly<Record<string, Bilingual>> = {
  AT: both('Østrig', 'Austria'),
  BE: both('Belgien', 'Belgium'),
  BG: both('Bulgarien', 'Bulgaria'),
  CH: both('Schweiz', 'Switzerland'),
  CY: both('Cypern', 'Cyprus'),
  CZ: both('Tjekkiet', 'Czechia'),
  DE: both('Tyskland', 'Germany'),
  DK: both('Danmark', 'Denmark'),
  EE: both('Estland', 'Estonia'),
  ES: both('Spanien', 'Spain'),
  FI: both('Finland', 'Finland'),
  FO: both('Færøerne', 'the Faroe Islands'),
  FR: both('Frankrig', 'France'),
  GB: both('Storbritannien', 'the United Kingdom'),
  GL: both('Grønland', 'Greenland'),
  GR: both('Grækenland', 'Greece'),
  HR: both('Kroatien', 'Croatia'),
  HU: both('Ungarn', 'Hungary'),
  IE: both('Irland', 'Ireland'),
  IN: both('Indien', 'India'),
  IS: both('Island', 'Iceland'),
  IT: both('Italien', 'Italy'),
  LI: both('Liechtenstein', 'Liechtenstein'),
  LT: both('Litauen', 'Lithuania'),
  LU: both('Luxembourg', 'Luxembourg'),
  LV: both('Letland', 'Latvia'),
  MT: both('Malta', 'Malta'),
  NL: both('Nederlandene', 'the Netherlands'),
  NO: both('Norge', 'Norway'),
  PL: both('Polen', 'Poland'),
  PT: both('Portugal', 'Portugal'),
  RO: both('Rumænien', 'Romania'),
  SE: both('Sverige', 'Sweden'),
  SI: both('Slovenien', 'Slovenia'),
  SK: both('Slovakiet', 'Slovakia'),
  US: both('USA', 'the United States')
}

/** The country of a code; one that is not listed is called by its code. */
export const countryName = (code: string): Bilingual =>
  names[code] ?? both(`landet ${code}`, `country ${code}`)

/** Whether a country is within the European Economic Area. */
export const isWithinEea = (code: string): boolean => europeanEconomicArea.includes(code)
