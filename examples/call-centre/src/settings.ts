// What the service is told by its environment.
import { readSecret } from '@samtykke/retention'
import * as E from 'fp-ts/lib/Either.js'

export interface Settings {
  /** 0 takes any free one. */
  readonly port: number
  /** Shared with those who call the webhooks. */
  readonly webhookSecret: string
  /** A folder for the recordings; without `storeAddress` for the events too. */
  readonly folder: string
  /** The connection string of an EventStoreDB. Without it the embedded one is started. */
  readonly storeAddress: string | undefined
}

/** Throws where something is missing or wrong, and says what. */
export const settingsOf = async (environment: NodeJS.ProcessEnv): Promise<Settings> => {
  const port = environment['PORT'] ?? '8080'
  if (!/^[0-9]{1,5}$/.test(port)) throw new Error(`PORT: expected a number, found ${JSON.stringify(port)}`)
  const secret = await readSecret({ variable: 'WEBHOOK_SECRET' })()
  if (E.isLeft(secret)) throw new Error(secret.left.reason)
  return {
    port: Number(port),
    webhookSecret: secret.right,
    folder: environment['FOLDER'] ?? 'data',
    storeAddress: environment['SAMTYKKE_STORE']
  }
}
