export { ledgerPrefix, openS3Ledger, type S3Ledger, type S3LedgerOptions } from './s3Ledger.ts'
export { openS3Store, type S3Options, type S3Store } from './s3Store.ts'
