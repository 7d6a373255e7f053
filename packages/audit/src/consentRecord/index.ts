export { type ConsentRecord, consentRecordOf } from './consentRecord.ts'
