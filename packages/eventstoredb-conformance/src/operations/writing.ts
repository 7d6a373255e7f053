/**
 * Operations that append, delete and set metadata.
 */
import {
  ANY,
  type AppendExpectedRevision,
  type AppendResult,
  type ExpectedRevision
} from '@eventstore/db-client'
import { eventsToAppend, type EventSpec } from '../scenario/events.ts'
import { toJson } from '../scenario/naming.ts'
import { noteWrite, type Run } from '../scenario/runContext.ts'
import type { Result } from '../scenario/scenario.ts'
import { revisionOf } from './revision.ts'

export interface Append {
  readonly stream: string
  readonly events: EventSpec | ReadonlyArray<EventSpec>
  readonly expect?: string | number
  /** Per-call credentials, so that the client takes the unary call. */
  readonly unary?: boolean
  readonly leader?: boolean
  readonly batchAppendSize?: number
  readonly save?: string
}

interface Expecting {
  readonly expect?: string | number
}

const expectation = ({ expect }: Expecting) =>
  expect === undefined ? {} : { expectedRevision: revisionOf(expect) as AppendExpectedRevision }

const ADMIN = { username: 'admin', password: 'changeit' }

const callOptions = ({ unary, leader }: { readonly unary?: boolean; readonly leader?: boolean }) => ({
  ...(leader === true ? { requiresLeader: true } : {}),
  ...(unary === true ? { credentials: ADMIN } : {})
})

const writeResult = (result: AppendResult, save: string | undefined, run: Run): Result => ({
  success: result.success,
  next: String(result.nextExpectedRevision),
  ...noteWrite(result.position, save, run)
})

export const append = async (op: Append, run: Run): Promise<Result> => {
  const result = await run.client.appendToStream(
    run.names.stream(op.stream),
    eventsToAppend(op.events, run.names),
    {
      ...expectation(op),
      ...callOptions(op),
      ...(op.batchAppendSize === undefined ? {} : { batchAppendSize: op.batchAppendSize })
    }
  )
  return writeResult(result, op.save, run)
}

/** Several appends sent together: how many went through, how many failed and how. */
export const appendAtOnce = async (
  op: { readonly each: ReadonlyArray<Append> },
  run: Run
): Promise<Result> => {
  const apart: Run = { ...run, written: [] }
  const outcomes = await Promise.all(
    op.each.map(each =>
      append(each, apart).then(
        () => 'ok',
        (error: unknown) => (error as { type?: string }).type ?? '?'
      )
    )
  )
  const counts: Record<string, number> = {}
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1
  return { outcomes: counts }
}

export type SetMetadata = Expecting & {
  readonly stream: string
  readonly metadata: Record<string, unknown>
  readonly unary?: boolean
  readonly save?: string
}

export const setMetadata = async (op: SetMetadata, run: Run): Promise<Result> => {
  const result = await run.client.setStreamMetadata(
    run.names.stream(op.stream),
    run.names.fill(op.metadata),
    {
      ...expectation(op),
      ...callOptions(op)
    }
  )
  return writeResult(result, op.save, run)
}

export const getMetadata = async (op: { readonly stream: string }, run: Run): Promise<Result> => {
  const { streamName, metadata, metastreamRevision } = await run.client.getStreamMetadata(
    run.names.stream(op.stream)
  )
  return {
    streamName: toJson(streamName, run.names),
    metadata: toJson(metadata, run.names),
    metastreamRevision: metastreamRevision === undefined ? 'none' : 'present'
  }
}

export type Remove = Expecting & { readonly stream: string; readonly save?: string }

const removing = (op: Remove) => ({
  expectedRevision: op.expect === undefined ? ANY : (revisionOf(op.expect) as ExpectedRevision)
})

export const softDelete = async (op: Remove, run: Run): Promise<Result> => {
  const { position } = await run.client.deleteStream(run.names.stream(op.stream), removing(op))
  return noteWrite(position, op.save, run)
}

export const tombstone = async (op: Remove, run: Run): Promise<Result> => {
  const { position } = await run.client.tombstoneStream(run.names.stream(op.stream), removing(op))
  return noteWrite(position, op.save, run)
}
