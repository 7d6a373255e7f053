/**
 * How long a text is that is not repeated, as it may be of a person.
 */
export const characters = (length: number): string => `${length} character${length === 1 ? '' : 's'}`
