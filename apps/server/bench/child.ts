import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A server in a process of its own, so that what is measured does not share a thread with what measures. */
export interface Child {
  /** Largest resident memory so far, in MB. */
  peakRssMb(): number
  /** Processor time that it has used so far, of all its threads. */
  cpuMs(): number
  stop(): Promise<void>
}

/** Starts a script and resolves when it says on standard error that it is up. */
export async function startChild(script: string, args: readonly string[], env: Record<string, string>, readyWord: string): Promise<Child> {
  const file = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, [file, ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] })
  await new Promise<void>((resolve, reject) => {
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes(readyWord)) resolve()
    })
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code} before it was up: ${said.slice(-500)}`)))
  })
  return { peakRssMb: () => peakRssMb(child), cpuMs: () => cpuMs(child), stop: () => stop(child) }
}

function peakRssMb(child: ChildProcess): number {
  const line = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))
  return Math.round(Number(line?.[1] ?? 0) / 1_024)
}

/** In the hundredths of a second in which Linux counts. */
function cpuMs(child: ChildProcess): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return 10 * (Number(fields[11]) + Number(fields[12]))
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}
