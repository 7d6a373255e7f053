import { Consumer } from '../../src/persistent/consumer.ts'
import type { Message } from '../../src/persistent/settings.ts'
import type { RecordedEvent } from '../../src/store/types.ts'

export const recorded = (revision: number, stream = 's', metadata?: unknown): RecordedEvent => ({
  id: `${stream}-${revision}`,
  type: 'A',
  isJson: true,
  data: Buffer.from('{}'),
  metadata: metadata === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(metadata)),
  stream,
  revision,
  position: revision,
  created: 0
})

export const messageOf = (event: RecordedEvent, more: Partial<Message> = {}): Message => ({
  resolved: { event },
  original: event,
  retryCount: 0,
  isReplayed: false,
  position: event.revision,
  ...more
})

export const message = (revision: number, more: Partial<Message> = {}): Message =>
  messageOf(recorded(revision), more)

/** A consumer that keeps what it is sent. */
export const consumer = (bufferSize: number): { readonly consumer: Consumer; readonly sent: Message[] } => {
  const sent: Message[] = []
  const identity = { connectionName: 'test', userName: 'anonymous' }
  return {
    consumer: new Consumer(
      identity,
      bufferSize,
      each => sent.push(each),
      () => undefined
    ),
    sent
  }
}
