/**
 * The answer of a server with users: access lists, roles and defaults.
 */
import { status } from '@grpc/grpc-js'
import { isMetadataStream, originalStreamOf, parseDefaultAccessLists } from '../store/metadata.ts'
import type { AccessList, Store } from '../store/types.ts'
import { accessDenied, fail } from '../wire/errors.ts'
import type { Access, CallHeaders, NodeRole, StreamOperation } from './access.ts'
import { administrators, operators, type StoredUser, type Users } from './users.ts'

const everyone = '$all'

type Right = keyof AccessList

const rights: ReadonlyArray<Right> = ['read', 'write', 'delete', 'metadataRead', 'metadataWrite']
const sameForAll = (role: string): AccessList => Object.fromEntries(rights.map(right => [right, [role]]))
const userDefault = sameForAll(everyone)
const systemDefault = sameForAll(administrators)

/** The right that an operation takes; `undefined`: nobody has it. */
const rightFor = (operation: StreamOperation, stream: string): Right | undefined => {
  if (stream === '$all' && operation !== 'read') return undefined
  if (!isMetadataStream(stream)) return operation
  return operation === 'read' ? 'metadataRead' : operation === 'write' ? 'metadataWrite' : undefined
}

const credentialsOf = (header: string): { login: string; password: string } | undefined => {
  const match = /^Basic (.+)$/i.exec(header)
  if (match?.[1] === undefined) return undefined
  const text = Buffer.from(match[1], 'base64').toString('utf8')
  const cut = text.indexOf(':')
  return cut < 0 ? undefined : { login: text.slice(0, cut), password: text.slice(cut + 1) }
}

/** How many credentials are remembered as verified. */
const mostVerified = 100

/**
 * Access by users and access lists: the stream's own `$acl`, else the defaults of `$settings`, else: everyone with an
 * account to user streams, administrators to system streams. Administrators may do everything.
 */
export const guardedAccess = (store: Store, users: Users): Access => {
  /** Revision of the user that these credentials were verified against: hashing a password is slow on purpose. */
  const verified = new Map<string, { readonly login: string; readonly revision: number }>()

  const userOf = ({ metadata }: CallHeaders): StoredUser | 'anonymous' | 'wrong' => {
    const header = metadata.get('authorization')[0]?.toString()
    if (header === undefined) return 'anonymous'
    const known = verified.get(header)
    if (known !== undefined) {
      const user = users.find(known.login)
      if (user?.revision === known.revision) return user
      verified.delete(header)
    }
    const credentials = credentialsOf(header)
    const user = credentials === undefined ? undefined : users.find(credentials.login)
    if (credentials === undefined || user === undefined || user.disabled) return 'wrong'
    if (!users.verify(user, credentials.password)) return 'wrong'
    if (verified.size >= mostVerified) verified.clear()
    verified.set(header, { login: user.loginName, revision: user.revision })
    return user
  }

  const isIn = (user: StoredUser, group: string): boolean => user.groups.includes(group)

  const listsOf = (stream: string): ReadonlyArray<AccessList | undefined> => {
    const settings = store.readBackwards('$settings', -1, 1)
    const newest = settings._tag === 'Slice' ? settings.events[0] : undefined
    const defaults = newest === undefined ? {} : parseDefaultAccessLists(newest.data)
    const isSystem = stream.startsWith('$')
    return [
      store.metadata(stream).accessList,
      isSystem ? defaults.system : defaults.user,
      isSystem ? systemDefault : userDefault
    ]
  }

  const rolesFor = (right: Right, stream: string): ReadonlyArray<string> =>
    listsOf(stream).find(list => list?.[right] !== undefined)?.[right] ?? []

  const mayUse = (user: StoredUser, operation: StreamOperation, stream: string): boolean => {
    const right = rightFor(operation, stream)
    if (right === undefined) return false
    if (isIn(user, administrators)) return true
    const roles = rolesFor(right, isMetadataStream(stream) ? originalStreamOf(stream) : stream)
    return roles.some(role => role === everyone || role === user.loginName || isIn(user, role))
  }

  const hasRole = (user: StoredUser, role: NodeRole): boolean =>
    role === 'user' || isIn(user, administrators) || (role === 'operator' && isIn(user, operators))

  return {
    authenticate: call =>
      userOf(call) === 'wrong'
        ? fail(status.UNAUTHENTICATED, 'Bad gRPC response. HTTP status code: 401')
        : undefined,
    toStream: (call, operation, stream) => {
      const user = userOf(call)
      return typeof user === 'object' && mayUse(user, operation, stream) ? undefined : accessDenied()
    },
    toNode: (call, role) => {
      if (role === 'anyone') return undefined
      const user = userOf(call)
      return typeof user === 'object' && hasRole(user, role) ? undefined : accessDenied()
    },
    login: call => {
      const user = userOf(call)
      return typeof user === 'object' ? user.loginName : undefined
    }
  }
}
