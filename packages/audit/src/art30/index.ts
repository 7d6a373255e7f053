export { art30Of, type Art30Record, type ProcessingActivity, type TimeLimit } from './art30.ts'
export { art30Csv } from './art30Csv.ts'
export { art30JsonLd } from './art30JsonLd.ts'
export { art30Html } from './art30Page.ts'
