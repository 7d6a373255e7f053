/**
 * The gRPC service of users.
 */
import { status, type ServerWritableStream, type ServiceError } from '@grpc/grpc-js'
import type { IUsersServer } from '@eventstore/db-client/generated/users_grpc_pb.js'
import type { DetailsReq, DetailsResp } from '@eventstore/db-client/generated/users_pb.js'
import type { Access, NodeRole } from '../access/access.ts'
import type { StoredUser, Users } from '../access/users.ts'
import type { Store } from '../store/types.ts'
import { users as messages } from '../wire/codec.ts'
import { accessDenied, asServiceError, fail, handlerFailed, refuseIf } from '../wire/errors.ts'
import { unary, type UnaryHandler } from './handlers.ts'

const notFound = (login: string): ServiceError =>
  fail(status.NOT_FOUND, `User '${login}' is not found.`, 'user-not-found', { 'login-name': login })

const conflict = (login: string): ServiceError =>
  fail(status.FAILED_PRECONDITION, 'Conflict.', 'user-conflict', { 'login-name': login })

const details = (user: StoredUser): DetailsResp =>
  new messages.DetailsResp().setUserDetails(
    new messages.DetailsResp.UserDetails()
      .setLoginName(user.loginName)
      .setFullName(user.fullName)
      .setGroupsList([...user.groups])
      .setDisabled(user.disabled)
      .setLastUpdated(
        new messages.DetailsResp.UserDetails.DateTime().setTicksSinceEpoch(`${user.updated}0000`)
      )
  )

interface WithOptions {
  readonly getOptions: () => { readonly getLoginName: () => string } | undefined
}
type OptionsOf<Request extends WithOptions> = NonNullable<ReturnType<Request['getOptions']>>

/** Users and their passwords. */
export const usersService = (store: Store, users: Users, access: Access): IUsersServer => {
  /** A change that only some may make; `change` is false if there is no such user. */
  const changing = <Request extends WithOptions, Response>(
    role: NodeRole,
    change: (options: OptionsOf<Request>) => boolean,
    Answer: new () => Response
  ): UnaryHandler<Request, Response> =>
    unary(async call => {
      refuseIf(access.toNode(call, role))
      const options = call.request.getOptions() as OptionsOf<Request> | undefined
      if (options === undefined) throw handlerFailed()
      if (!change(options)) throw notFound(options.getLoginName())
      await store.flushed()
      return new Answer()
    })

  const list = (call: ServerWritableStream<DetailsReq, DetailsResp>): void => {
    try {
      refuseIf(access.toNode(call, 'user'))
      const login = call.request.getOptions()?.getLoginName().trim() ?? ''
      const found = login === '' ? users.all() : [users.find(login)]
      for (const user of found) {
        if (user === undefined) throw notFound(login)
        call.write(details(user))
      }
      call.end()
    } catch (error) {
      call.emit('error', asServiceError(error))
    }
  }

  return {
    create: changing(
      'administrator',
      options => {
        const login = options.getLoginName()
        const outcome = users.create(
          login,
          options.getFullName(),
          options.getGroupsList(),
          options.getPassword()
        )
        if (outcome === 'conflict') throw conflict(login)
        return true
      },
      messages.CreateResp
    ),
    update: changing(
      'administrator',
      options =>
        users.update(options.getLoginName(), {
          fullName: options.getFullName(),
          groups: options.getGroupsList()
        }),
      messages.UpdateResp
    ),
    delete: changing('administrator', options => users.remove(options.getLoginName()), messages.DeleteResp),
    disable: changing(
      'administrator',
      options => users.update(options.getLoginName(), { disabled: true }),
      messages.DisableResp
    ),
    enable: changing(
      'administrator',
      options => users.update(options.getLoginName(), { disabled: false }),
      messages.EnableResp
    ),
    details: list,
    changePassword: changing(
      'user',
      options => {
        const user = users.find(options.getLoginName())
        if (user === undefined) return false
        if (!users.verify(user, options.getCurrentPassword())) throw accessDenied()
        return users.setPassword(user.loginName, options.getNewPassword())
      },
      messages.ChangePasswordResp
    ),
    resetPassword: changing(
      'administrator',
      options => users.setPassword(options.getLoginName(), options.getNewPassword()),
      messages.ResetPasswordResp
    )
  }
}
