/** Temporary files give back what was written, and what stands on the disk is none of it. */
import { closeSync, ftruncateSync, readSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as fc from 'fast-check'
import {
  fillFromTemporary,
  openTemporary,
  readTemporary,
  SpillError,
  type TemporaryFile,
  writeTemporary
} from '../src/engine/temporaryFile.ts'

const withFile = <A>(use: (file: TemporaryFile) => A): A => {
  const file = openTemporary(tmpdir())
  try {
    return use(file)
  } finally {
    closeSync(file.descriptor)
  }
}

const writeAll = (file: TemporaryFile, pieces: ReadonlyArray<Uint8Array>): Buffer => {
  let end = 0
  for (const piece of pieces) {
    writeTemporary(file, end, piece)
    end += piece.length
  }
  return Buffer.concat(pieces)
}

const onDisk = ({ descriptor }: TemporaryFile, length: number): Buffer => {
  const bytes = Buffer.alloc(length)
  return bytes.subarray(0, readSync(descriptor, bytes, 0, length, 0))
}

const pieces = fc.array(fc.uint8Array({ maxLength: 100 }), { minLength: 1 })

test('what was written in any pieces is read from any place on', () =>
  fc.assert(
    fc.property(pieces, fc.nat(), fc.nat(), (pieces, from, length) =>
      withFile(file => {
        const whole = writeAll(file, pieces)
        const start = from % (whole.length + 1)
        const target = Buffer.alloc(length % (whole.length - start + 1))
        fillFromTemporary(file, start, target)
        expect(target).toEqual(whole.subarray(start, start + target.length))
      })
    )
  ))

test('no eight bytes of it stand on the disk, nor the same in another file', () =>
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 200 }), bytes =>
      withFile(file =>
        withFile(other => {
          for (const each of [file, other]) writeTemporary(each, 0, bytes)
          const [stored, otherwise] = [onDisk(file, bytes.length), onDisk(other, bytes.length)]
          for (let at = 0; at + 8 <= bytes.length; at++) {
            expect(stored.includes(Buffer.from(bytes.subarray(at, at + 8)))).toBe(false)
            expect(otherwise.includes(stored.subarray(at, at + 8))).toBe(false)
          }
        })
      )
    )
  ))

test('what repeats is not seen to repeat', () =>
  withFile(file => {
    const line = Buffer.from('the same line of 32 bytes, again\n')
    writeAll(
      file,
      Array.from({ length: 50 }, () => line)
    )
    const stored = onDisk(file, 50 * line.length)
    const blocks = Array.from({ length: stored.length - 16 }, (_, at) => stored.toString('hex', at, at + 16))
    expect(new Set(blocks).size).toBe(blocks.length)
  }))

test('a file that became shorter is told', () =>
  withFile(file => {
    writeAll(file, [Buffer.alloc(64)])
    ftruncateSync(file.descriptor, 32)
    expect(readTemporary(file, 0, Buffer.alloc(64))).toBe(32)
    expect(() => {
      fillFromTemporary(file, 0, Buffer.alloc(64))
    }).toThrow(SpillError)
  }))
