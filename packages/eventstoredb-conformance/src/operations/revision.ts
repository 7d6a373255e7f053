/** A revision as recordings write it, for the client: numbers become `bigint`, names stay. */
export const revisionOf = (revision: string | number): string | bigint =>
  typeof revision === 'number' || /^\d+$/.test(revision) ? BigInt(revision) : revision
