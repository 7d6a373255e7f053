/**
 * `samtykke import vcon`: events from the files of others.
 */
import { verbGroup } from '../command/verbGroup.ts'
import { importVcon } from './importVcon.ts'

export const importing = verbGroup('import', [importVcon])
