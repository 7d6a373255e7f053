/**
 * The gRPC service of users.
 */
import { status, type ServerWritableStream, type ServiceError } from '@grpc/grpc-js'
import type { IUsersServer } from '@eventstore/db-client/generated/users_grpc_pb.js'
import type {
  ChangePasswordReq,
  ChangePasswordResp,
  CreateReq,
  CreateResp,
  DeleteReq,
  DeleteResp,
  DetailsReq,
  DetailsResp,
  DisableReq,
  DisableResp,
  EnableReq,
  EnableResp,
  ResetPasswordReq,
  ResetPasswordResp,
  UpdateReq,
  UpdateResp
} from '@eventstore/db-client/generated/users_pb.js'
import type { Access, CallHeaders, NodeRole } from '../access/access.ts'
import type { StoredUser, Users } from '../access/users.ts'
import type { Store } from '../store/types.ts'
import { users as messages } from '../wire/codec.ts'
import { asServiceError, accessDenied, fail, handlerFailed } from '../wire/errors.ts'
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
  const require = (call: CallHeaders, role: NodeRole): void => {
    const denied = access.toNode(call, role)
    if (denied !== undefined) throw denied
  }

  /** A change that only some may make; `change` is false if there is no such user. */
  const changing = <Request extends WithOptions, Response>(
    role: NodeRole,
    change: (options: OptionsOf<Request>) => boolean,
    response: () => Response
  ): UnaryHandler<Request, Response> =>
    unary(async call => {
      require(call, role)
      const options = call.request.getOptions() as OptionsOf<Request> | undefined
      if (options === undefined) throw handlerFailed()
      if (!change(options)) throw notFound(options.getLoginName())
      await store.flushed()
      return response()
    })

  const list = (call: ServerWritableStream<DetailsReq, DetailsResp>): void => {
    try {
      require(call, 'user')
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
    create: changing<CreateReq, CreateResp>(
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
      () => new messages.CreateResp()
    ),
    update: changing<UpdateReq, UpdateResp>(
      'administrator',
      options =>
        users.update(options.getLoginName(), {
          fullName: options.getFullName(),
          groups: options.getGroupsList()
        }),
      () => new messages.UpdateResp()
    ),
    delete: changing<DeleteReq, DeleteResp>(
      'administrator',
      options => users.remove(options.getLoginName()),
      () => new messages.DeleteResp()
    ),
    disable: changing<DisableReq, DisableResp>(
      'administrator',
      options => users.update(options.getLoginName(), { disabled: true }),
      () => new messages.DisableResp()
    ),
    enable: changing<EnableReq, EnableResp>(
      'administrator',
      options => users.update(options.getLoginName(), { disabled: false }),
      () => new messages.EnableResp()
    ),
    details: list,
    changePassword: changing<ChangePasswordReq, ChangePasswordResp>(
      'user',
      options => {
        const user = users.find(options.getLoginName())
        if (user === undefined) return false
        if (!users.verify(user, options.getCurrentPassword())) throw accessDenied()
        return users.setPassword(user.loginName, options.getNewPassword())
      },
      () => new messages.ChangePasswordResp()
    ),
    resetPassword: changing<ResetPasswordReq, ResetPasswordResp>(
      'administrator',
      options => users.setPassword(options.getLoginName(), options.getNewPassword()),
      () => new messages.ResetPasswordResp()
    )
  }
}
