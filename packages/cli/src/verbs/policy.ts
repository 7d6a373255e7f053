/**
 * `samtykke policy print|check`: what a policy says, and whether that was promised.
 */
import { verbGroup } from '../command/verbGroup.ts'
import { policyCheck } from './policyCheck.ts'
import { policyPrint } from './policyPrint.ts'

export const policy = verbGroup('policy', [policyPrint, policyCheck])
