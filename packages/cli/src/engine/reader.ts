/**
 * The reader of lines, which is WebAssembly: its memory, and what it offers.
 *
 * In its memory stand tables, the forms of lines that it has seen, a region for each part of the calls into which it puts
 * records, and behind them what is read.
 *
 * @see assembly/layout.ts
 */
import { memberKinds } from './memberKinds.ts'
import { readerModule } from './readerModule.ts'
import type { ReadOptions } from './readOptions.ts'

/** As far as it is used here: neither the types of the language nor those of Node know it. */
interface WebAssemblyOfNode {
  readonly Memory: new (size: { readonly initial: number }) => Memory
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: Memory } }
  ) => { readonly exports: unknown }
}

interface Memory {
  readonly buffer: ArrayBuffer
  readonly grow: (pages: number) => number
}

interface Global {
  readonly value: number
}

const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyOfNode }

interface Exports {
  readonly layOut: (base: number, thread: number, parts: number, sizeOfRegion: number) => number
  readonly addName: (start: number, length: number, number: number, kind: number, isKept: number) => void
  readonly lookFrom: (asOfText: number, knownAtText: number) => void
  readonly keepOnly: (start: number, length: number, place: number) => void
  readonly setUtf8: (whole: number) => void
  readonly scan: (start: number, limit: number) => number
  readonly learn: (isGood: number) => void
  readonly writeText: (
    to: number,
    call: number,
    callLength: number,
    text: number,
    length: number,
    happened: number,
    isUnknown: number
  ) => number
  readonly partOf: (record: number) => number
  readonly keep: (record: number) => number
  readonly regionOf: (part: number) => number
  readonly regionEnd: (part: number) => number
  readonly emptyRegion: (part: number) => void
  readonly formsEnd: () => number
  readonly countRecords: (start: number, end: number) => number
  readonly group: (
    start: number,
    end: number,
    work: number,
    bits: number,
    formsByThread: number,
    happenedOnly: number,
    byColumns: number,
    textsAt: number
  ) => void
  readonly emit: (to: number, size: number, enough: number, layout: number) => number
  readonly forms: Global
  readonly lineStart: Global
  readonly lineEnd: Global
  readonly fullPart: Global
  readonly lines: Global
  readonly events: Global
  readonly anyKnown: Global
  readonly anyHappened: Global
  readonly isCut: Global
  readonly layoutEnd: Global
}

/** What `scan` says is to be done before it goes on. */
export const outcome = { done: 0, general: 1, full: 2, unseen: 3 } as const

export interface Reader {
  readonly exports: Exports
  /** How many parts the calls are in. */
  readonly parts: number
  /** Where what is read goes, and everything else that has no place of its own. */
  readonly free: number
  /** The whole memory, made so large that it reaches to `end`. Valid until it is made larger. */
  readonly bytes: (end?: number) => Buffer
}

const pageSize = 65_536
const base = 4096
/** Room for the texts that are set once. */
const scratchSize = 1024

/** Which of several threads the reader is of, and how many parts the calls are in: a power of two. */
export interface ReaderPlace {
  readonly thread: number
  readonly parts: number
}

/** Larger regions are emptied less often, of many parts each has less. */
const sizeOfRegion = (parts: number): number => (parts > 64 ? 65_536 : 131_072)

export const openReader = ({ thread, parts }: ReaderPlace, options: ReadOptions): Reader => {
  const memory = new WebAssembly.Memory({ initial: 1 })
  let buffer = Buffer.from(memory.buffer)
  const bytes = (end = 0): Buffer => {
    if (end > buffer.length) {
      memory.grow(Math.ceil((end - buffer.length) / pageSize))
      buffer = Buffer.from(memory.buffer)
    }
    return buffer
  }
  const module = new WebAssembly.Module(Buffer.from(readerModule, 'base64'))
  const exports = new WebAssembly.Instance(module, { env: { memory } }).exports as Exports
  const tables = 4 * 1024 * 1024 + parts * (sizeOfRegion(parts) + 4)
  bytes(tables + 1024 * 1024)
  const scratch = exports.layOut(base, thread, parts, sizeOfRegion(parts))
  const write = (text: string, at: number): number => bytes(at + text.length).write(text, at, 'latin1')

  for (const [number, { name, kind }] of memberKinds.entries()) {
    const isKept = options.shape?.members.has(name) ?? true
    exports.addName(scratch, write(name, scratch), number, kind, Number(isKept))
  }
  const { asOf, knownAt, callId } = options
  write(asOf, scratch)
  if (knownAt !== undefined) write(knownAt, scratch + 32)
  exports.lookFrom(scratch, knownAt === undefined ? 0 : scratch + 32)
  if (callId !== undefined) exports.keepOnly(scratch, write(callId, scratch), scratch + 256)
  return { exports, parts, free: scratch + scratchSize, bytes }
}
