/**
 * What the reader of lines gives of some inputs, and what a plain loop over their lines gives, line by line on the general path.
 */
import { closeSync } from 'node:fs'
import type { Source } from '@samtykke/audit'
import {
  type AnyEvent,
  canonicalJson,
  type CallHistory,
  decodeEvent,
  type Identifier,
  recordedAt
} from '@samtykke/core'
import { callReader } from '../src/engine/calls.ts'
import { type Decode, readGeneralLine } from '../src/engine/generalLine.ts'
import { openReader } from '../src/engine/reader.ts'
import type { ReadOptions } from '../src/engine/readOptions.ts'
import { descriptorsOf } from '../src/engine/eventRecords.ts'
import { locate, type RejectedLine } from '../src/engine/rejected.ts'
import { scanStretches } from '../src/engine/scan.ts'
import {
  collectSummary,
  emptySummary,
  joinSummaries,
  type SourceSummary
} from '../src/engine/sourceSummary.ts'
import type { Stretch } from '../src/engine/stretch.ts'
import { type Input, slabSize } from '../src/source/input.ts'

export interface Reading {
  readonly histories: ReadonlyArray<CallHistory>
  /** Of calls of which it was told. */
  readonly sources: ReadonlyMap<string, Source>
  readonly rejects: ReadonlyArray<RejectedLine>
  readonly summary: SourceSummary
  /** How many lines each input has. */
  readonly lines: ReadonlyArray<number>
  /** How many bytes were said to be read. */
  readonly progress: number
}

export interface HowToRead extends ReadOptions {
  readonly decode?: Decode
  readonly withSources?: boolean
  /** As many readers as there would be threads, one after another. */
  readonly threads?: number
  /** Where all inputs in a row are cut into stretches, modulo their size, beside where an input ends. */
  readonly cuts?: ReadonlyArray<number>
  readonly parts?: number
  /** How many bytes of records stay in memory. */
  readonly memory?: number
}

/** In memory that ends where the bytes do: whoever reads on fails. */
export const inputOf = (bytes: Buffer): Input => {
  const slabs = Array.from({ length: Math.ceil(bytes.length / slabSize) }, (_, i) => {
    const part = bytes.subarray(i * slabSize, (i + 1) * slabSize)
    const slab = new SharedArrayBuffer(part.length)
    new Uint8Array(slab).set(part)
    return slab
  })
  return { name: 'test', size: bytes.length, content: { _tag: 'memory', slabs } }
}

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((a, b) => a + b, 0)

/** All inputs in stretches. */
export const cutAt = (inputs: ReadonlyArray<Input>, cuts: ReadonlyArray<number>): ReadonlyArray<Stretch> => {
  const total = sum(inputs.map(({ size }) => size))
  const places = [0, ...cuts.map(cut => cut % (total + 1)).toSorted((a, b) => a - b), total]
  let before = 0
  return inputs
    .flatMap(({ size }, input) => {
      const stretches = places.slice(1).map((end, i) => ({
        input,
        from: Math.max(places[i]! - before, 0),
        to: Math.min(end - before, size)
      }))
      before += size
      return stretches.filter(({ from, to }) => from < to)
    })
    .map((stretch, place) => ({ place, ...stretch }))
}

/** Each of the readers scans some stretches; then each answers for some of the parts, of what all have scanned. */
export const readLines = (files: ReadonlyArray<Buffer>, how: HowToRead): Reading => {
  const { threads = 1, cuts = [], parts = 1, memory = 1024 * 1024, decode = decodeEvent } = how
  const inputs = files.map(inputOf)
  const stretches = cutAt(inputs, cuts)
  const readers = Array.from({ length: threads }, (_, thread) => openReader({ thread, parts }, how))
  let progress = 0
  const scanned = readers.map((reader, thread) =>
    scanStretches(
      reader,
      inputs,
      stretches.filter(({ place }) => place % threads === thread),
      { ...how, decode, memory },
      bytes => {
        progress += bytes
      }
    )
  )
  try {
    const options = {
      happenedOnly: !how.beforeAnythingHappened,
      shape: how.shape,
      withSources: how.withSources ?? false,
      decode
    }
    const reads = readers.map(reader => callReader(reader, scanned, options))
    const histories: Array<CallHistory> = []
    const sources = new Map<string, Source>()
    for (let part = 0; part < parts; part++)
      reads[part % threads]!(part, (history, source) => {
        histories.push(history)
        if (source !== undefined) sources.set(history.callId, source)
      })
    return {
      histories,
      sources,
      rejects: locate(scanned.flatMap(each => each.stretches)),
      summary: scanned.reduce((all, each) => joinSummaries(all, each.summary), emptySummary),
      lines: inputs.map((_, input) =>
        sum(
          scanned
            .flatMap(each => each.stretches)
            .filter(each => each.input === input)
            .map(({ lines }) => lines)
        )
      ),
      progress
    }
  } finally {
    for (const { pieces } of scanned) for (const descriptor of descriptorsOf(pieces)) closeSync(descriptor)
  }
}

export const fileOf = (lines: ReadonlyArray<string | Buffer>): Buffer =>
  Buffer.concat(lines.flatMap(line => [Buffer.from(line), Buffer.from('\n')]))

const byteOrderMark = Buffer.from('\ufeff')

const splitLines = (file: Buffer): ReadonlyArray<{ readonly position: number; readonly bytes: Buffer }> => {
  const lines: Array<{ position: number; bytes: Buffer }> = []
  let position = file.subarray(0, 3).equals(byteOrderMark) ? 3 : 0
  while (position < file.length) {
    const lineFeed = file.indexOf('\n', position)
    const end = lineFeed < 0 ? file.length : lineFeed + 1
    lines.push({ position, bytes: file.subarray(position, end) })
    position = end
  }
  return lines
}

const hasHappened = (event: AnyEvent, { asOf, knownAt }: ReadOptions): boolean =>
  (knownAt === undefined || recordedAt(event) <= knownAt) &&
  (event.occurredAt <= asOf || recordedAt(event) <= asOf)

export const readNaively = (files: ReadonlyArray<Buffer>, how: HowToRead): Reading => {
  const calls = new Map<Identifier, { events: Array<AnyEvent>; faults: Array<{ _tag: 'bad-line' }> }>()
  const callOf = (callId: Identifier) => {
    const call = calls.get(callId) ?? { events: [], faults: [] }
    calls.set(callId, call)
    return call
  }
  const rejects: Array<RejectedLine> = []
  const collector = collectSummary({ asOf: how.asOf, knownAt: how.knownAt })
  const split = files.map(splitLines)
  for (const [input, lines] of split.entries())
    for (const [i, { position, bytes }] of lines.entries()) {
      const read = readGeneralLine(bytes, how.decode ?? decodeEvent)
      if (read._tag === 'event') {
        callOf(read.event.callId).events.push(read.event)
        if (read.event !== read.value) collector.changed(read.value, read.event)
      } else if (read._tag === 'rejected') {
        rejects.push({ input, line: i + 1, position, length: bytes.length, reasons: read.reasons })
        if (read.callId !== undefined) callOf(read.callId).faults.push({ _tag: 'bad-line' })
      }
    }
  const histories = [...calls].map(([callId, call]): CallHistory => ({ callId, ...call }))
  for (const history of histories) collector.add(history)
  return {
    histories: histories.filter(
      ({ callId, events }) =>
        (how.callId === undefined || how.callId === callId) &&
        (how.beforeAnythingHappened || events.some(event => hasHappened(event, how)))
    ),
    sources: new Map(),
    rejects,
    summary: collector.summary(),
    lines: split.map(lines => lines.length),
    progress: sum(split.flat().map(({ bytes }) => bytes.length))
  }
}

/** What a reading says, in texts: neither calls nor events are in an order that means anything. */
const saidBy = ({ histories, rejects, summary, lines, progress }: Reading): ReadonlyArray<string> => [
  ...histories.flatMap(({ callId, events, faults }) => [
    `${callId}: ${events.length} events, faults ${JSON.stringify(faults)}`,
    ...events.map(event => `${callId}: ${canonicalJson(event)}`)
  ]),
  ...rejects.map((reject, i) => `${i}: ${JSON.stringify(reject)}`),
  ...[summary.unknownTypes, summary.unknownMembers].map(counts => JSON.stringify([...counts].toSorted())),
  JSON.stringify({ ...summary, lines, progress })
]

/** Those of a list that are not in another, as often as they come. */
const without = (list: ReadonlyArray<string>, others: ReadonlyArray<string>): ReadonlyArray<string> => {
  const counts = new Map<string, number>()
  for (const each of others) counts.set(each, (counts.get(each) ?? 0) + 1)
  return list.filter(each => {
    const count = counts.get(each) ?? 0
    counts.set(each, count - 1)
    return count <= 0
  })
}

/** Fails where the reader gives anything else than the loop; of much that is wrong the first is shown. */
export const expectAsNaive = (files: ReadonlyArray<Buffer>, how: HowToRead): void => {
  const [read, naive] = [saidBy(readLines(files, how)), saidBy(readNaively(files, how))]
  const [tooMuch, missing] = [without(read, naive), without(naive, read)]
  expect({ tooMuch: tooMuch.slice(0, 3), missing: missing.slice(0, 3) }).toEqual({ tooMuch: [], missing: [] })
}
