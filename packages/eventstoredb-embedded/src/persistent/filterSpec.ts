/**
 * The filter of a group in the form in which it is kept.
 */
import type { EventFilter } from '../store/types.ts'
import { compileFilter, type FilterOptions } from '../wire/filter.ts'

/** A filter as the configuration stream of the server holds it. */
export interface FilterSpec {
  readonly context: 'eventtype' | 'streamid'
  readonly type: 'regex' | 'prefix'
  /** The regular expression, or the prefixes with commas between them. */
  readonly data: string
}

/** What to keep of a filter that was asked for. */
export const filterSpecOf = (options: FilterOptions): FilterSpec => {
  const byType = options.hasEventType()
  const expression = byType ? options.getEventType() : options.getStreamIdentifier()
  const regex = expression?.getRegex() ?? ''
  return {
    context: byType ? 'eventtype' : 'streamid',
    type: regex === '' ? 'prefix' : 'regex',
    data: regex === '' ? (expression?.getPrefixList() ?? []).join(',') : regex
  }
}

/**
 * The test that a kept filter makes.
 * @throws SyntaxError for a bad regular expression
 */
export const compileFilterSpec = ({ context, type, data }: FilterSpec): EventFilter => {
  const expression = {
    getRegex: () => (type === 'regex' ? data : ''),
    getPrefixList: () => (type === 'prefix' ? data.split(',').filter(each => each !== '') : [])
  }
  return compileFilter({
    hasEventType: () => context === 'eventtype',
    getEventType: () => expression,
    hasStreamIdentifier: () => context === 'streamid',
    getStreamIdentifier: () => expression
  })
}
