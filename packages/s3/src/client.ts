/**
 * The client of the AWS SDK. Credentials are found as it finds them.
 */
import { S3Client } from '@aws-sdk/client-s3'

interface Endpoint {
  readonly endpoint?: string
  readonly region?: string
}

export const clientFor = ({ endpoint, region }: Endpoint): S3Client =>
  new S3Client({
    region: region ?? process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'] ?? 'us-east-1',
    // Other servers than AWS's know no checksums of parts.
    ...(endpoint !== undefined && {
      endpoint,
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED'
    })
  })
