export { type Certificate, certificatesOf, inLogContext } from './certificate.ts'
export { certificateHtml } from './certificatePage.ts'
export { disposalCsv, disposalCsvLines } from './disposalCsv.ts'
