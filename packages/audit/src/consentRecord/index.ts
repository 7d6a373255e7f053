export { type ConsentRecord, consentRecordOf } from './consentRecord.ts'
export { receiptGaps, receiptHtml } from './receiptPage.ts'
