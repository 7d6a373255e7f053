// The compose file is YAML and agrees with itself. Docker is not needed, and starts nothing here.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'yaml'

const read = name => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
const compose = parse(read('compose.yaml'), { merge: true })
const { worker, ...nodes } = compose.services
const all = Object.entries(nodes)
const addressOf = node => node.networks.cluster.ipv4_address

test('each node has an address of its own, and knows all the others by theirs', () => {
  const addresses = all.map(([, node]) => addressOf(node))
  assert.equal(new Set(addresses).size, 3)
  for (const [, { environment, ...node }] of all) {
    assert.equal(environment.EVENTSTORE_CLUSTER_SIZE, '3')
    assert.equal(environment.EVENTSTORE_REPLICATION_IP, addressOf(node))
    const others = addresses.filter(each => each !== addressOf(node)).map(each => `${each}:2113`)
    assert.deepEqual(environment.EVENTSTORE_GOSSIP_SEED.split(','), others)
  }
  const [{ subnet }] = compose.networks.cluster.ipam.config
  const [start] = subnet.split('.0/24')
  for (const each of addresses) assert.ok(each.startsWith(`${start}.`))
})

test('the workers ask every node, wait for all of them, and have one folder of recordings', () => {
  const hosts = /^esdb:\/\/([^?]+)\?/.exec(worker.environment.SAMTYKKE_STORE)[1].split(',')
  assert.deepEqual(
    hosts,
    all.map(([name]) => `${name}:2113`)
  )
  assert.deepEqual(
    Object.keys(worker.depends_on),
    all.map(([name]) => name)
  )
  assert.ok(worker.deploy.replicas > 1)
  assert.deepEqual(worker.volumes, ['recordings:/recordings'])
})

test('every volume is declared, images are of one version, and no port is open to other machines', () => {
  const used = Object.values(compose.services).flatMap(({ volumes }) =>
    volumes.map(each => each.split(':')[0])
  )
  assert.deepEqual(Object.keys(compose.volumes).sort(), [...new Set(used)].sort())
  for (const [, { image }] of all) assert.match(image, /:\d+\.\d+\.\d+-/)
  assert.match(read('Dockerfile'), /^FROM node:\d+-/m)
  for (const { ports = [] } of Object.values(compose.services))
    for (const port of ports) assert.match(port, /^127\.0\.0\.1:/)
})
