// The commands of a README, run as a reader copies them: one shell for all blocks fenced as `sh`, in their order. A block
// fenced as `text` is what the commands before it print, line by line; `…` stands for anything, also at an end.
//
// - `sh background` runs beside the others until the end; the reader goes on when it has printed what it is to print
// - `sh soon` is run again until it prints that, for ten seconds at most
import { spawn, spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

const blockTimeLimit = 240_000
const soon = 10_000

export const commandsIn = markdown =>
  [...markdown.matchAll(/^```(sh|text)[ \t]*(\w*)\n([\s\S]*?)^```/gm)].reduce(
    (blocks, [, kind, mode, text]) => {
      if (kind === 'sh') return [...blocks, { mode, code: text, expected: [] }]
      const last = blocks.pop()
      if (last === undefined) throw new Error('a block of text before any command')
      return [...blocks, { ...last, expected: text.split('\n').filter(line => line.trim() !== '') }]
    },
    []
  )

const pattern = line =>
  new RegExp(
    line
      .trim()
      .split('…')
      .map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      .join('.*')
  )

/** The lines that are missing in what was printed; those that are there stand in their order. */
const missing = (expected, printed) => {
  const lines = printed.split('\n')
  let from = 0
  return expected.filter(line => {
    const at = lines.findIndex((each, index) => index >= from && pattern(line).test(each))
    if (at >= 0) from = at + 1
    return at < 0
  })
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

/** A shell that is given one block after the other. */
const openShell = (cwd, env) => {
  const child = spawn('bash', ['-e'], { cwd, env, stdio: ['pipe', 'pipe', 'pipe'], detached: true })
  let output = ''
  let notify = () => undefined
  const hear = chunk => {
    output += chunk
    notify()
  }
  child.stdout.setEncoding('utf8').on('data', hear)
  child.stderr.setEncoding('utf8').on('data', hear)
  child.stdin.on('error', () => undefined)
  const ended = new Promise(resolve => child.once('close', resolve))

  /** Resolves when the output has something, or is at its end; gives whether it has. */
  const until = (has, timeLimit) =>
    new Promise(resolve => {
      const finish = found => {
        clearTimeout(timer)
        notify = () => undefined
        resolve(found)
      }
      const timer = setTimeout(() => finish(false), timeLimit)
      notify = () => has(output) && finish(true)
      void ended.then(() => finish(has(output)))
      notify()
    })

  return {
    until,
    printed: () => output,
    /** Runs a block to its end, on its own standard input; gives what it printed, and whether it succeeded. */
    run: async code => {
      const from = output.length
      const mark = `--- done ${from} ---`
      child.stdin.write(`{\n${code}\n} </dev/null\nprintf '\\n%s\\n' '${mark}'\n`)
      const ok = await until(text => text.includes(mark, from), blockTimeLimit)
      return { ok, printed: output.slice(from).replace(`\n${mark}\n`, '') }
    },
    /** Runs a block that is not expected to end. */
    start: code => child.stdin.end(code),
    stop: async () => {
      child.stdin.end()
      try {
        process.kill(-child.pid, 'SIGTERM')
      } catch {
        // It is over.
      }
      const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), 10_000)
      await ended
      clearTimeout(timer)
    }
  }
}

const hasCurl = spawnSync('curl', ['--version']).status === 0

const problemOf = ({ code, expected }, ok, printed) => {
  const lines = missing(expected, printed)
  if (ok && lines.length === 0) return undefined
  const why = ok ? `expected to print:\n${lines.join('\n')}` : 'failed, or did not end in time'
  return `${code.trim()}\n${why}\nprinted:\n${printed.trim()}`
}

const runSoon = async (shell, block) => {
  const from = performance.now()
  for (;;) {
    const { ok, printed } = await shell.run(block.code)
    const problem = problemOf(block, ok, printed)
    if (problem === undefined || performance.now() - from > soon) return problem
    await wait(50)
  }
}

/**
 * Runs the commands of a README in a folder; gives how many blocks were run, of how many, and what went wrong. `npm install` is
 * left out: it is done. The port 8080 is taken for another one that is free. Where there is no curl, it ends before the first
 * block with it.
 */
export const runCommands = async (markdown, folder) => {
  const port = await freePort()
  const env = { ...process.env, PORT: String(port) }
  const ownPort = code => code.replaceAll('localhost:8080', `localhost:${port}`)
  const blocks = commandsIn(markdown)
  const withoutCurl = hasCurl ? -1 : blocks.findIndex(({ code }) => /\bcurl\b/.test(code))
  const toRun = withoutCurl < 0 ? blocks : blocks.slice(0, withoutCurl)
  const shell = openShell(folder, env)
  const beside = []
  try {
    for (const each of toRun) {
      const block = {
        ...each,
        code: ownPort(each.code).replace(/^npm install$/m, ':'),
        expected: each.expected.map(ownPort)
      }
      let problem
      if (block.mode === 'background') {
        const other = openShell(folder, env)
        beside.push(other)
        other.start(block.code)
        await other.until(text => missing(block.expected, text).length === 0, blockTimeLimit)
        problem = problemOf(block, true, other.printed())
      } else if (block.mode === 'soon') problem = await runSoon(shell, block)
      else {
        const { ok, printed } = await shell.run(block.code)
        problem = problemOf(block, ok, printed)
      }
      if (problem !== undefined) return { ran: toRun.indexOf(each), of: blocks.length, problem }
    }
    return { ran: toRun.length, of: blocks.length }
  } finally {
    await Promise.all([shell, ...beside].map(each => each.stop()))
  }
}
