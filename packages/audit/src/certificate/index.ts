export { type Certificate, certificatesOf } from './certificate.ts'
export { certificateHtml } from './certificatePage.ts'
export { disposalCsv } from './disposalCsv.ts'
