/**
 * `samtykke export vcon`: a call in the form of others.
 */
import { verbGroup } from '../command/verbGroup.ts'
import { exportVcon } from './exportVcon.ts'

export const exporting = verbGroup('export', [exportVcon])
