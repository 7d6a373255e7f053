/**
 * The countries of the European Economic Area, where Regulation (EEC, Euratom) No 1182/71 counts periods, by their
 * ISO 3166-1 alpha-2 codes.
 */
export const countries = [
  ...(['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE'] as const),
  ...(['IS', 'IT', 'LI', 'LT', 'LU', 'LV', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'] as const)
] as const

/** One of {@link countries}. */
export type Country = (typeof countries)[number]
