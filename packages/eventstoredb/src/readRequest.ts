/**
 * What is asked of the server's one read call: a stream or `$all`, once or for good.
 */
import type { Position } from '@samtykke/core'
import { type ReadRequest, shared, streamIdentifier, streams } from './wire.ts'

const { Options } = streams.ReadReq
const everything = '9223372036854775807'

const nothing = () => new shared.Empty()

const request = (options: InstanceType<typeof Options>): ReadRequest =>
  new streams.ReadReq().setOptions(
    options.setResolveLinks(false).setUuidOption(new Options.UUIDOption().setString(nothing()))
  )

/** Every event of a stream, from the first that is there. */
export const wholeStream = (stream: string): ReadRequest =>
  request(
    new Options()
      .setStream(
        new Options.StreamOptions().setStreamIdentifier(streamIdentifier(stream)).setStart(nothing())
      )
      .setReadDirection(Options.ReadDirection.FORWARDS)
      .setCount(everything)
      .setNoFilter(nothing())
  )

const allFrom = (from: Position | 'start' | 'end'): InstanceType<typeof Options.AllOptions> => {
  const all = new Options.AllOptions()
  if (from === 'start') return all.setStart(nothing())
  if (from === 'end') return all.setEnd(nothing())
  return all.setPosition(
    new Options.Position()
      .setCommitPosition(from.commit.toString())
      .setPreparePosition(from.prepare.toString())
  )
}

/** So many events the server looks at in one go; a subscription says after each such window how far it came. */
const searchWindow = 1_000

const onlyStreamsOf = (prefix: string): InstanceType<typeof Options.FilterOptions> =>
  new Options.FilterOptions()
    .setStreamIdentifier(new Options.FilterOptions.Expression().setPrefixList([prefix]))
    .setMax(searchWindow)
    .setCheckpointintervalmultiplier(1)

/** Every event of the streams of that prefix, from a position (inclusive) to the end there is now. */
export const allOnce = (from: Position | 'start', prefix: string): ReadRequest =>
  request(
    new Options()
      .setAll(allFrom(from))
      .setReadDirection(Options.ReadDirection.FORWARDS)
      .setCount(everything)
      .setFilter(onlyStreamsOf(prefix))
  )

/** Every event of the streams of that prefix behind a position, and each that comes. */
export const allForGood = (from: Position | 'start' | 'end', prefix: string): ReadRequest =>
  request(
    new Options()
      .setAll(allFrom(from))
      .setSubscription(new Options.SubscriptionOptions())
      .setFilter(onlyStreamsOf(prefix))
  )
