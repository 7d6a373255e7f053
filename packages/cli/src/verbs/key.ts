/**
 * `samtykke key create|recipient|rotate|destroy|status`: the keys of a vault.
 */
import { verbGroup } from '../command/verbGroup.ts'
import { keyCreate } from './keyCreate.ts'
import { keyDestroy } from './keyDestroy.ts'
import { keyRecipient } from './keyRecipient.ts'
import { keyRotate } from './keyRotate.ts'
import { keyStatus } from './keyStatus.ts'

export const key = verbGroup('key', [keyCreate, keyRecipient, keyRotate, keyDestroy, keyStatus])
