/**
 * What is known of a certificate beside the events of its call.
 */
import type { LogContext } from '../trail/trail.ts'

/** As `LogContext`, of a certificate: of where the event of its outcome lies, the leaf is enough. */
export interface CertificateContext extends Pick<LogContext, 'seal' | 'destroyedKeyOf'> {
  readonly placeOf?: (eventId: string) => { readonly leaf?: number } | undefined
}
