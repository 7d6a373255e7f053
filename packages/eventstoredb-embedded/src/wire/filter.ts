/**
 * The filter of a request.
 */
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import { isShownInAll } from '../store/read.ts'
import type { EventFilter, RecordedEvent } from '../store/types.ts'
import { compileRegularExpression } from './regularExpression.ts'

type Expression = Pick<ReadReq.Options.FilterOptions.Expression, 'getRegex' | 'getPrefixList'>

/** The filter options of a read, a subscription, or a persistent subscription to `$all`. */
export interface FilterOptions {
  readonly hasEventType: () => boolean
  readonly getEventType: () => Expression | undefined
  readonly hasStreamIdentifier: () => boolean
  readonly getStreamIdentifier: () => Expression | undefined
}

/** Neither streams nor event types are named. */
export class FilterMissing extends Error {}

/**
 * A test of an event's type or stream: by regular expression, or if that is empty by prefixes, of which one is enough.
 * @throws FilterMissing, and SyntaxError for a bad regular expression
 */
export const compileFilter = (options: FilterOptions): EventFilter => {
  const byType = options.hasEventType()
  if (!byType && !options.hasStreamIdentifier()) throw new FilterMissing('No filter given')
  const expression = byType ? options.getEventType() : options.getStreamIdentifier()
  const textOf = byType ? (event: RecordedEvent) => event.type : (event: RecordedEvent) => event.stream
  const regex = expression?.getRegex() ?? ''
  if (regex !== '') {
    const compiled = compileRegularExpression(regex)
    return event => isShownInAll(event) && compiled.test(textOf(event))
  }
  const prefixes = expression?.getPrefixList() ?? []
  return event => isShownInAll(event) && prefixes.some(prefix => textOf(event).startsWith(prefix))
}
