/**
 * Codecs of values that are taken as they are, or not at all.
 */
import type * as t from 'io-ts'
import { failure, success, Type } from './codec.ts'

export const refined = <A extends O, O = A>(name: string, is: (u: unknown) => u is A): t.Type<A, O> =>
  new Type(
    name,
    is,
    (u, context) => (is(u) ? success(u) : failure(u, context)),
    a => a
  )
