// Loaded before a program: whatever it would connect to outside of this machine is refused, and said on standard error.
import { Socket } from 'node:net'

const { connect } = Socket.prototype
const isHere = host => host === undefined || /^(localhost|127\.|::1$|\[::1\]$)/.test(host)

Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args
  const host = typeof first === 'object' && first !== null ? first.host : undefined
  if (isHere(host)) return connect.apply(this, args)
  console.error(`asked for the network: ${host}`)
  throw new Error(`no network: ${host}`)
}
