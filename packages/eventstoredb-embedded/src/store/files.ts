/**
 * Operations on files that the store needs: private, whole and lasting.
 */
import { closeSync, fchmodSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Only who runs the server reads what it keeps. */
export const privateFile = 0o600
export const privateFolder = 0o700

/** Leaves a file alone that belongs to somebody else. */
export const makePrivate = (file: number): void => {
  try {
    fchmodSync(file, privateFile)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error
  }
}

export const writeAll = (file: number, bytes: Uint8Array, position: number): void => {
  let written = 0
  while (written < bytes.length)
    written += writeSync(file, bytes, written, bytes.length - written, position + written)
}

/** Makes names in a directory last. */
export const syncDirectory = (directory: string): void => {
  const handle = openSync(directory, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

const createFresh = (path: string): { readonly file: number; readonly path: string } => {
  for (let number = 1; ; number += 1) {
    try {
      return { file: openSync(`${path}-${number}`, 'wx', privateFile), path: `${path}-${number}` }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/** Keeps bytes in a file of their own, whose path is the answer. */
export const saveCopy = (directory: string, name: string, bytes: Uint8Array): string => {
  const { file, path } = createFresh(join(directory, name))
  try {
    writeAll(file, bytes, 0)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  syncDirectory(directory)
  return path
}
