/**
 * Operations on a subscription that is made again whenever the server drops it.
 */
import type { ReadRevision } from '@eventstore/db-client'
import type { Received } from '../scenario/answers.ts'
import type { Run } from '../scenario/runContext.ts'
import type { Result } from '../scenario/scenario.ts'
import type { Followed, Subscription } from '../scenario/subscriptions.ts'
import { eventually, WaitRanOut } from '../scenario/waiting.ts'

export const follow = async (
  op: { readonly as: string; readonly stream: string },
  run: Run
): Promise<Result> => {
  const stream = run.names.stream(op.stream)
  let current: Subscription | undefined
  let stopped = false
  let last: bigint | undefined
  const followed: Followed = {
    revisions: [],
    drops: 0,
    stop: async () => {
      stopped = true
      await current?.unsubscribe()
    }
  }
  run.followers.set(op.as, followed)

  const open = (onReady: () => void, onDrop: (error: unknown) => void): void => {
    const from = last === undefined ? {} : { fromRevision: last as ReadRevision }
    const subscription = run.client.subscribeToStream(stream, from) as unknown as Subscription
    current = subscription
    subscription.on('confirmation', onReady)
    subscription.on('data', ({ event }: Received) => {
      if (subscription !== current || event === undefined) return
      last = event.revision
      followed.revisions.push(event.revision)
    })
    subscription.on('error', (error: unknown) => {
      if (stopped || subscription !== current) return
      followed.drops += 1
      current = undefined
      onDrop(error)
      setTimeout(
        () =>
          open(
            () => undefined,
            () => undefined
          ),
        20
      )
    })
  }
  await new Promise<void>((resolve, reject) => open(resolve, reject))
  return { confirmed: true }
}

export const followed = async (
  op: { readonly sub: string; readonly n: number },
  run: Run
): Promise<Result> => {
  const follower = run.followers.get(op.sub)
  if (follower === undefined) throw new Error(`no follower was opened as ${op.sub}`)
  const late = await eventually('followed', { limit: run.limit * 2, every: 10 }, () =>
    follower.revisions.length >= op.n ? {} : undefined
  ).catch((error: unknown) => {
    if (error instanceof WaitRanOut) return { late: 'time limit' }
    throw error
  })
  const revisions = follower.revisions.splice(0)
  return {
    first: String(revisions[0]),
    last: String(revisions.at(-1)),
    count: revisions.length,
    inOrder: revisions.every((each, index) => index === 0 || each === (revisions[index - 1] as bigint) + 1n),
    _drops: follower.drops,
    ...late
  }
}
