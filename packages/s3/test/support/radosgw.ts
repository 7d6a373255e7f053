/**
 * Ceph's radosgw over one monitor and one OSD in memory, on loopback: a real S3 server without containers. Debian has it
 * in `ceph-mon`, `ceph-osd`, `ceph-common` and `radosgw`.
 *
 * @see https://docs.ceph.com/en/latest/install/manual-deployment/
 */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const programs = ['ceph', 'ceph-mon', 'ceph-osd', 'monmaptool', 'radosgw', 'radosgw-admin']

export const isInstalled = (): boolean =>
  programs.every(program => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0)

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

const configuration = (folder: string, fsid: string): string => `[global]
fsid = ${fsid}
run_dir = ${folder}
admin_socket = ${folder}/$name.sock
log_file = ${folder}/$name.log
mon_cluster_log_file = ${folder}/cluster.log
public_network = 127.0.0.0/8
ms_bind_ipv4 = true
ms_bind_ipv6 = false
ms_mon_client_mode = crc
ms_mon_service_mode = crc
ms_mon_cluster_mode = crc
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 4
osd_pool_default_pgp_num = 4
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 10000
mon_data_avail_warn = 0
mon_data_avail_crit = 0
osd_objectstore = memstore
memstore_device_bytes = 2147483648
osd_data = ${folder}/osd
mon_data = ${folder}/mon
paxos_propose_interval = 0.02
osd_pool_default_crush_rule = 0
`

export interface RunningServer {
  readonly endpoint: string
  readonly access: string
  readonly secret: string
  readonly stop: () => Promise<void>
}

const answers = async (endpoint: string): Promise<boolean> =>
  fetch(endpoint, { signal: AbortSignal.timeout(1000) }).then(
    () => true,
    () => false
  )

export const startRadosgw = async (): Promise<RunningServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'samtykke-radosgw-'))
  const conf = join(folder, 'ceph.conf')
  const [fsid, osd, access, secret] = [
    randomUUID(),
    randomUUID(),
    'ACCESS0KEY0OF0TESTS0',
    randomUUID().replaceAll('-', '')
  ]
  const [monPort, port] = [await freePort(), await freePort()]
  const children: ChildProcess[] = []
  const serve = (program: string, ...args: ReadonlyArray<string>): void => {
    children.push(spawn(program, [...args, '-c', conf, '--foreground'], { stdio: 'ignore' }))
  }
  const stop = async (): Promise<void> => {
    for (const child of children) {
      const ended = new Promise(resolve => child.once('exit', resolve))
      if (child.exitCode === null && child.kill('SIGKILL')) await ended
    }
    await rm(folder, { recursive: true, force: true })
  }
  try {
    for (const each of ['mon', 'osd']) await mkdir(join(folder, each))
    await writeFile(conf, configuration(folder, fsid))
    const map = join(folder, 'monmap')
    await run('monmaptool', ['--create', '--fsid', fsid, '--addv', 'a', `[v2:127.0.0.1:${monPort}]`, map])
    await run('ceph-mon', ['--mkfs', '-i', 'a', '--monmap', map, '-c', conf])
    await writeFile(conf, `${configuration(folder, fsid)}mon_host = [v2:127.0.0.1:${monPort}]\n`)
    serve('ceph-mon', '-i', 'a')
    await run('ceph', ['-c', conf, '--connect-timeout', '30', 'osd', 'new', osd])
    await run('ceph-osd', ['-i', '0', '--mkfs', '--osd-uuid', osd, '-c', conf])
    serve('ceph-osd', '-i', '0')
    await run('radosgw-admin', [
      ...['-c', conf, 'user', 'create', '--uid=tests', '--display-name=tests'],
      ...[`--access-key=${access}`, `--secret-key=${secret}`]
    ])
    serve('radosgw', '-n', 'client.rgw', `--rgw-frontends=beast endpoint=127.0.0.1:${port}`)
    const endpoint = `http://127.0.0.1:${port}`
    for (const until = Date.now() + 60_000; !(await answers(endpoint));) {
      if (Date.now() > until) throw new Error('radosgw did not come up within a minute')
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    return { endpoint, access, secret, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
