export { canonicalJson } from './seal/canonicalJson.ts'
