/**
 * What core uses of fp-ts's Either as values. The library's own file of it loads every type class that an Either has, which
 * no bundler takes out of CommonJS: 16 kB compressed, as much as all the rules.
 */
import type { Either, Left, Right } from 'fp-ts/lib/Either.js'

export type { Either }

export const left = <E = never, A = never>(left: E): Either<E, A> => ({ _tag: 'Left', left })
export const right = <E = never, A = never>(right: A): Either<E, A> => ({ _tag: 'Right', right })
export const isLeft = <E>(either: Either<E, unknown>): either is Left<E> => either._tag === 'Left'
export const isRight = <A>(either: Either<unknown, A>): either is Right<A> => either._tag === 'Right'
