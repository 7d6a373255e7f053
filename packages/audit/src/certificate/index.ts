export { type Certificate, certificatesOf, inLogContext } from './certificate.ts'
export type { CertificateContext } from './context.ts'
export { certificateHtml } from './certificatePage.ts'
export { disposalCsv, disposalCsvLines } from './disposalCsv.ts'
