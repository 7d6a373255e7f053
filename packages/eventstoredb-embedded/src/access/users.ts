/**
 * Users and their passwords, kept in the store as the real server keeps them.
 */
import { randomBytes, randomUUID, scryptSync, timingSafeEqual } from 'node:crypto'
import { expectedRevision, type RecordedEvent, type Store } from '../store/types.ts'

export interface User {
  readonly loginName: string
  readonly fullName: string
  readonly groups: ReadonlyArray<string>
  readonly disabled: boolean
  readonly salt: string
  readonly hash: string
}

/** A user as stored, and when: milliseconds since the Unix epoch. */
export interface StoredUser extends User {
  readonly updated: number
  readonly revision: number
}

export const administrators = '$admins'
export const operators = '$ops'

/** The password of `admin` and `ops`, the two users of a new store. */
export const firstPassword = 'changeit'

/** Users of the store: the newest event of `$user-{login}` is the user, and `$users` lists their names. */
export interface Users {
  readonly find: (login: string) => StoredUser | undefined
  readonly all: () => ReadonlyArray<StoredUser>
  readonly create: (
    login: string,
    fullName: string,
    groups: ReadonlyArray<string>,
    password: string
  ) => 'created' | 'conflict'
  /** False if there is no such user. */
  readonly update: (login: string, change: Partial<User>) => boolean
  readonly setPassword: (login: string, password: string) => boolean
  readonly remove: (login: string) => boolean
  readonly verify: (user: User, password: string) => boolean
}

const hashed = (password: string, salt: string): Buffer =>
  scryptSync(password, Buffer.from(salt, 'base64'), 32, { N: 4096 })

const withPassword = (password: string): Pick<User, 'salt' | 'hash'> => {
  const salt = randomBytes(16).toString('base64')
  return { salt, hash: hashed(password, salt).toString('base64') }
}

const parse = (event: RecordedEvent): StoredUser => ({
  ...(JSON.parse(Buffer.from(event.data).toString('utf8')) as User),
  updated: event.created,
  revision: event.revision
})

const streamOf = (login: string): string => `$user-${login}`
const onlyAdministratorsWrite = { $acl: { $w: administrators, $d: administrators, $mw: administrators } }

export const createUsers = (store: Store): Users => {
  const write = (stream: string, type: string, data: string, isJson: boolean): void => {
    store.append(
      stream,
      [{ id: randomUUID(), type, isJson, data: Buffer.from(data), metadata: new Uint8Array() }],
      expectedRevision.any
    )
  }

  const newest = (login: string): StoredUser | undefined => {
    const slice = store.readBackwards(streamOf(login), -1, 1)
    const event = slice._tag === 'Slice' ? slice.events[0] : undefined
    return event === undefined ? undefined : parse(event)
  }

  const add = (login: string, fullName: string, groups: ReadonlyArray<string>, password: string): void => {
    const user: User = { loginName: login, fullName, groups, disabled: false, ...withPassword(password) }
    write(`$$${streamOf(login)}`, '$metadata', JSON.stringify(onlyAdministratorsWrite), true)
    write(streamOf(login), '$UserCreated', JSON.stringify(user), true)
    write('$users', '$User', login, false)
  }

  /** A new store gets its first users when users are first asked for. */
  const prepare = (): void => {
    if (store.lastRevision('$users') >= 0) return
    add('admin', 'Event Store Administrator', [administrators], firstPassword)
    add('ops', 'Event Store Operations', [operators], firstPassword)
  }

  const find = (login: string): StoredUser | undefined => {
    prepare()
    return newest(login)
  }

  const update = (login: string, change: Partial<User>): boolean => {
    const found = find(login)
    if (found === undefined) return false
    const { updated: _updated, revision: _revision, ...user } = found
    write(streamOf(login), '$UserUpdated', JSON.stringify({ ...user, ...change }), true)
    return true
  }

  const verify = (user: User, password: string): boolean =>
    timingSafeEqual(hashed(password, user.salt), Buffer.from(user.hash, 'base64'))

  return {
    find,
    all: () => {
      prepare()
      const slice = store.readForwards('$users', 0, Number.MAX_SAFE_INTEGER)
      const names =
        slice._tag === 'Slice' ? slice.events.map(event => Buffer.from(event.data).toString('utf8')) : []
      return [...new Set(names)].sort().flatMap(name => newest(name) ?? [])
    },
    create: (login, fullName, groups, password) => {
      const existing = find(login)
      if (existing !== undefined) return verify(existing, password) ? 'created' : 'conflict'
      add(login, fullName, groups, password)
      return 'created'
    },
    update,
    setPassword: (login, password) => update(login, withPassword(password)),
    remove: login => {
      if (find(login) === undefined) return false
      store.softDelete(streamOf(login), expectedRevision.any)
      return true
    },
    verify
  }
}
