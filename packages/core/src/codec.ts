/**
 * What core takes of io-ts as values. No bundler takes the library's one file apart: the build puts the part that is used
 * here into this module, and its license into dist/THIRD-PARTY-NOTICES.md.
 */
export { appendContext, failure, failures, readonlyArray, ReadonlyArrayType, success, Type } from 'io-ts'
