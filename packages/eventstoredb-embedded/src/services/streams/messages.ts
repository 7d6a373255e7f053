/**
 * The messages that answer a read.
 */
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { ResolvedEvent } from '../../store/types.ts'
import { streams } from '../../wire/codec.ts'
import { readEventMessage } from '../../wire/events.ts'
import { streamIdentifier } from '../../wire/names.ts'
import { toWire } from '../../wire/numbers.ts'

export const eventMessage = (resolved: ResolvedEvent, idsAsText: boolean): ReadResp =>
  new streams.ReadResp().setEvent(readEventMessage(resolved, idsAsText))

export const confirmationMessage = (id: string): ReadResp =>
  new streams.ReadResp().setConfirmation(
    new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(id)
  )

export const caughtUpMessage = (): ReadResp =>
  new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp())

export const checkpointMessage = (position: number): ReadResp =>
  new streams.ReadResp().setCheckpoint(
    new streams.ReadResp.Checkpoint().setCommitPosition(toWire(position)).setPreparePosition(toWire(position))
  )

export const streamNotFoundMessage = (stream: string): ReadResp =>
  new streams.ReadResp().setStreamNotFound(
    new streams.ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(stream))
  )

export const firstStreamPositionMessage = (revision: number): ReadResp =>
  new streams.ReadResp().setFirstStreamPosition(toWire(revision))

export const lastStreamPositionMessage = (revision: number): ReadResp =>
  new streams.ReadResp().setLastStreamPosition(toWire(revision))
