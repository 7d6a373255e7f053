/**
 * Where recordings or analyses are.
 */

/** A store, and under which name events speak of it. */
export interface Where {
  /** As `processor` in the events. */
  readonly name: string
  readonly place:
    | { readonly _tag: 'folder'; readonly path: string; readonly template?: string }
    | { readonly _tag: 'bucket'; readonly bucket: string; readonly path: string }
    | { readonly _tag: 'processor'; readonly url: string }
}

/** Of what stands behind `s3://`. */
export const bucketOf = (rest: string): Extract<Where['place'], { _tag: 'bucket' }> | undefined => {
  const [bucket = '', ...path] = rest.split('/')
  return bucket === '' ? undefined : { _tag: 'bucket', bucket, path: path.join('/') }
}

/** A path in a bucket as what keys begin with. */
export const prefixOf = (path: string): string => (path === '' || path.endsWith('/') ? path : `${path}/`)

/** Where it is no bucket of AWS, as the environment says it. */
export const endpointIn = (environment: NodeJS.ProcessEnv): { readonly endpoint?: string } => {
  const endpoint = environment['AWS_ENDPOINT_URL_S3'] ?? environment['AWS_ENDPOINT_URL']
  return endpoint === undefined ? {} : { endpoint }
}
