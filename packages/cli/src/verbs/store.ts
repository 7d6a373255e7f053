/**
 * `samtykke store put|get|list`: recordings into and out of a store of recordings.
 */
import { verbGroup } from '../command/verbGroup.ts'
import { storeGet } from './storeGet.ts'
import { storeList } from './storeList.ts'
import { storePut } from './storePut.ts'

export const store = verbGroup('store', [storePut, storeGet, storeList])
