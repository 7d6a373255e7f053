import { credentials, Metadata, type ServiceError } from '@grpc/grpc-js'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { start, type EmbeddedEventStore } from '../../src/index.ts'
import { users, usersGrpc } from '../../src/wire/codec.ts'

const pem = (name: string): Buffer => readFileSync(join(__dirname, '../support/tls', `${name}.pem`))

let server: EmbeddedEventStore
let client: InstanceType<typeof usersGrpc.UsersClient>

beforeAll(async () => {
  server = await start({ tls: { certificate: pem('certificate'), key: pem('key') } })
  client = new usersGrpc.UsersClient(`localhost:${server.port}`, credentials.createSsl(pem('certificate')))
})
beforeEach(() => server.reset())
afterAll(async () => {
  client.close()
  await server.stop()
})

const as = (login: string): Metadata => {
  const metadata = new Metadata()
  metadata.set('authorization', `Basic ${Buffer.from(login).toString('base64')}`)
  return metadata
}
const admin = as('admin:changeit')

type Callback = (error: ServiceError | null) => void
const outcome = (call: (done: Callback) => unknown): Promise<string> =>
  new Promise(resolve => {
    call(error =>
      resolve(error === null ? 'done' : `${error.code} ${error.metadata.get('exception').join()}`)
    )
  })

const create = (login: string, by = admin): Promise<string> => {
  const options = new users.CreateReq.Options()
    .setLoginName(login)
    .setPassword('secret')
    .setGroupsList(['clerks'])
  return outcome(done => client.create(new users.CreateReq().setOptions(options), by, done))
}

const details = (login: string, by = admin): Promise<{ names: string[]; disabled: boolean[] } | string> =>
  new Promise(resolve => {
    const options = new users.DetailsReq.Options().setLoginName(login)
    const found = { names: [] as string[], disabled: [] as boolean[] }
    client
      .details(new users.DetailsReq().setOptions(options), by)
      .on('data', (response: InstanceType<typeof users.DetailsResp>) => {
        found.names.push(response.getUserDetails()?.getLoginName() ?? '')
        found.disabled.push(response.getUserDetails()?.getDisabled() ?? false)
      })
      .on('error', (error: ServiceError) =>
        resolve(`${error.code} ${error.metadata.get('exception').join()}`)
      )
      .on('end', () => resolve(found))
  })

describe('users', () => {
  test('are two in a new store, and those that are created', async () => {
    expect(await details('')).toMatchObject({ names: ['admin', 'ops'] })
    expect(await create('joe')).toBe('done')
    expect(await details('')).toMatchObject({ names: ['admin', 'joe', 'ops'] })
    expect(await details('', as('joe:secret'))).toMatchObject({ names: ['admin', 'joe', 'ops'] })
  })

  test('that are not there are not found', async () => {
    expect(await details('joe')).toBe('5 user-not-found')
    const options = new users.DeleteReq.Options().setLoginName('joe')
    expect(await outcome(done => client.delete(new users.DeleteReq().setOptions(options), admin, done))).toBe(
      '5 user-not-found'
    )
  })

  test('are created by administrators only', async () => {
    expect(await create('joe', as('ops:changeit'))).toBe('7 access-denied')
  })

  test('log in no more when disabled, and again when enabled', async () => {
    await create('joe')
    const options = new users.DisableReq.Options().setLoginName('joe')
    await outcome(done => client.disable(new users.DisableReq().setOptions(options), admin, done))
    expect(await details('joe')).toMatchObject({ disabled: [true] })
    expect(await details('joe', as('joe:secret'))).toBe('16 ')
    const enable = new users.EnableReq.Options().setLoginName('joe')
    await outcome(done => client.enable(new users.EnableReq().setOptions(enable), admin, done))
    expect(await details('joe', as('joe:secret'))).toMatchObject({ names: ['joe'] })
  })

  test('change their password with the old one, and the old one ends at once', async () => {
    await create('joe')
    const change = (current: string): Promise<string> => {
      const options = new users.ChangePasswordReq.Options()
        .setLoginName('joe')
        .setCurrentPassword(current)
        .setNewPassword('better')
      return outcome(done =>
        client.changePassword(new users.ChangePasswordReq().setOptions(options), as('joe:secret'), done)
      )
    }
    expect(await change('wrong')).toBe('7 access-denied')
    expect(await change('secret')).toBe('done')
    expect(await details('joe', as('joe:secret'))).toBe('16 ')
    expect(await details('joe', as('joe:better'))).toMatchObject({ names: ['joe'] })
  })

  test('are gone when deleted', async () => {
    await create('joe')
    const options = new users.DeleteReq.Options().setLoginName('joe')
    expect(await outcome(done => client.delete(new users.DeleteReq().setOptions(options), admin, done))).toBe(
      'done'
    )
    expect(await details('joe', as('joe:secret'))).toBe('16 ')
    expect(await create('joe')).toBe('done')
  })
})
