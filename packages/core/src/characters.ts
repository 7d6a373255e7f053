/**
 * How long a text is that is not repeated, as it may be of a person.
 */
export const characters = (length: number): string => `${length} ${length === 1 ? 'character' : 'characters'}`
