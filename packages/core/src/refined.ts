/**
 * Codecs of values that are taken as they are, or not at all.
 */
import * as t from 'io-ts'

export const refined = <A extends O, O = A>(name: string, is: (u: unknown) => u is A): t.Type<A, O> =>
  new t.Type(
    name,
    is,
    (u, context) => (is(u) ? t.success(u) : t.failure(u, context)),
    a => a
  )
