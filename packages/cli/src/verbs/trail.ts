/**
 * `samtykke trail SOURCE --call ID`: one call, what happened, what follows and why.
 */
import {
  type AnyEvent,
  callState,
  type CallHistory,
  compareEvents,
  type DueAction,
  dueActions,
  explain,
  type ExplanationStep,
  type Finding,
  findings as findingsOf
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Failure, reasonOf, unreadable, wrongCommandLine } from '../command/failure.ts'
import { parseCommandLine, viewOptions } from '../command/options.ts'
import { checkRejectsFile, keepRejects, nameRejects, statusFor } from '../command/rejects.ts'
import { stepLines } from '../command/steps.ts'
import { type Standpoint, standpointOf, viewOf } from '../command/view.ts'
import type { RejectedLine } from '../engine/rejected.ts'
import { eachCall } from '../engine/engine.ts'
import { writeAllOut } from '../output.ts'
import { printable } from '../printable.ts'
import { progress } from '../progress.ts'
import type { Input } from '../source/input.ts'
import { openInputs } from '../source/open.ts'
import { callInStore, isStore, onlyStore } from '../source/store.ts'
import { localTime, table } from '../table.ts'
import type { Verb } from './verb.ts'

interface Trail {
  readonly callId: string
  readonly asOf: string
  readonly knownAt: string | null
  /** What counts of the call, in order. */
  readonly events: ReadonlyArray<AnyEvent>
  readonly actions: ReadonlyArray<DueAction & { readonly explanation: ReadonlyArray<ExplanationStep> }>
  readonly findings: ReadonlyArray<Finding>
}

const trailOf = (standpoint: Standpoint, history: CallHistory): Trail => {
  const view = viewOf(standpoint)
  const call = callState(view)(history)
  return {
    callId: history.callId,
    asOf: standpoint.asOf,
    knownAt: standpoint.knownAt ?? null,
    events: [...call.facts.events, ...call.facts.unknownEvents].sort(compareEvents),
    actions: dueActions(view)(call).map(action => ({ ...action, explanation: explain(view)(call, action) })),
    findings: findingsOf(view)(call)
  }
}

const envelope: ReadonlySet<string> = new Set([
  'id',
  'type',
  'callId',
  'occurredAt',
  'recordedAt',
  'subjectRef'
])

/** An event's own members, `name value`. */
const membersOf = (event: AnyEvent): string =>
  Object.entries(event)
    .filter(([name]) => !envelope.has(name))
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')

function* linesOf({ callId, events, actions, findings }: Trail, timeZone: string): Generator<string> {
  const local = localTime(timeZone)
  yield `Call ${callId}, times in ${timeZone}\n\nWhat happened\n`
  yield* table(
    [
      { head: 'When', cell: ({ occurredAt }) => local(occurredAt) },
      { head: 'Event', cell: ({ type }) => type },
      {
        head: 'Known',
        cell: ({ occurredAt, recordedAt }) =>
          local(recordedAt ?? occurredAt) === local(occurredAt) ? '' : local(recordedAt ?? occurredAt)
      },
      { head: 'With', cell: membersOf }
    ],
    events
  )
  yield `\nWhat follows\n`
  if (actions.length === 0) yield 'Nothing is open.\n'
  for (const { action, target, targetId, dueAt, status, rule, article, uncertain, explanation } of actions) {
    yield `${local(dueAt)}  ${status}  ${action} ${target} ${targetId}: ${rule}, art. ${article}${uncertain === true ? ' (uncertain: needs a person)' : ''}\n`
    for (const line of stepLines(explanation, local)) yield `    ${printable(line)}\n`
  }
  yield `\nFindings\n`
  if (findings.length === 0) yield 'None.\n'
  for (const { at, severity, code, detail } of findings)
    yield `${local(at)}  ${severity}  ${code}: ${printable(detail)}\n`
}

interface Found {
  readonly history: CallHistory | undefined
  readonly rejects: ReadonlyArray<RejectedLine>
}

const find = (inputs: ReadonlyArray<Input>, callId: string): E.Either<Failure, Found> =>
  E.tryCatch(
    () => {
      const bar = progress()
      let history: CallHistory | undefined
      const rejects = eachCall(
        inputs,
        each => {
          if (each.callId === callId) history = each
        },
        bar.show
      )
      bar.clear()
      return { history, rejects }
    },
    error => unreadable('the source', reasonOf(error))
  )

export const trail: Verb = {
  name: 'trail',
  summary: 'one call: what happened, what follows, and how the dates came about',
  usage: `samtykke trail SOURCE... --call ID [options]

One call: what happened, what is due and why, and what is wrong.

  --call ID          which call; exit status 4 where the source has no such call`,
  run: args =>
    pipe(
      TE.Do,
      TE.bind('line', () =>
        TE.fromEither(parseCommandLine({ ...viewOptions, call: { type: 'string' } }, args))
      ),
      TE.bind('callId', ({ line }) =>
        TE.fromEither(E.fromNullable(wrongCommandLine('expected --call ID'))(line.values.call))
      ),
      TE.bind('standpoint', ({ line }) => standpointOf(line.values)),
      TE.bind('inputs', ({ line }) => (line.positionals.some(isStore) ? TE.right([]) : openInputs(line.positionals))),
      TE.chainFirstEitherK(({ line, inputs }) => checkRejectsFile(line.values.rejects, inputs)),
      TE.bind('found', ({ line, inputs, callId }) =>
        line.positionals.some(isStore)
          ? pipe(
              onlyStore(line.positionals),
              TE.flatMap(store => callInStore(store, callId)),
              TE.map((history): Found => ({ history, rejects: [] }))
            )
          : TE.fromEither(find(inputs, callId))
      ),
      TE.chainFirstIOK(
        ({ inputs, found }) =>
          () =>
            nameRejects(inputs, found.rejects)
      ),
      TE.chainFirstEitherK(({ line, inputs, found }) =>
        keepRejects(line.values.rejects, inputs, found.rejects)
      ),
      TE.bind('history', ({ found, callId }) =>
        TE.fromEither(E.fromNullable(unreadable(callId, 'no such call in the source'))(found.history))
      ),
      TE.chainFirstTaskK(({ line, standpoint, history }) => () => {
        const found = trailOf(standpoint, history)
        return writeAllOut(
          line.values.json === true
            ? [`${JSON.stringify(found)}\n`]
            : linesOf(found, standpoint.policy.timeZone)
        )
      }),
      TE.map(({ found }) => statusFor(found.rejects))
    )
}
