import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigurationError } from '@backscroll/core'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isReachable } from './account.ts'
import { isAlive } from './process.ts'
import { type LocalPostgres, startLocalPostgres } from './start.ts'

const program = fileURLToPath(new URL('start.ts', import.meta.url))
const canBecomeNobody = process.getuid?.() === 0 && isReachable(path.dirname(program))
let folder: string

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'backscroll-launcher-'))
  fs.chmodSync(folder, 0o755)
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

const query = async <T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
  const sql = postgres(url, { max: 1, onnotice() {} })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 1 })
  }
}
const note = (server: LocalPostgres, text: string) => query(server.url, (sql) => sql`insert into notes values (${text})`)
const notes = (server: LocalPostgres) =>
  query(server.url, async (sql) => (await sql<{ text: string }[]>`select text from notes order by 1`).map((row) => row.text))
const gone = (pid: number) => expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false)

describe('the embedded Postgres', () => {
  test('two starts at once share one server, which has a login that is no superuser, survives kill -9 with everything that was acknowledged, adopts a leftover server, and stops', async () => {
    const dataRoot = path.join(folder, 'life', 'postgres')
    const said: string[] = []
    const start = () => startLocalPostgres({ dataRoot, database: 'backscroll', log: (message) => said.push(message) })
    const [first, shared] = await Promise.all([start(), start()])
    expect(first.adopted).not.toBe(shared.adopted)
    expect(shared.pid).toBe(first.pid)
    expect(said).toHaveLength(2)
    const [role] = await query(
      first.url,
      (sql) => sql`select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user`,
    )
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: true })
    const wrong = new URL(first.url)
    wrong.password = 'guess'
    await expect(query(wrong.href, (sql) => sql`select 1`)).rejects.toMatchObject({ code: '28P01' })
    await query(first.url, (sql) => sql`create table notes (text text)`)
    await note(first, 'before the kill')

    const adopted = await startLocalPostgres({ dataRoot, database: 'backscroll' })
    expect(adopted).toMatchObject({ adopted: true, pid: first.pid, port: first.port })
    expect(await notes(adopted)).toEqual(['before the kill'])

    process.kill(first.pid, 'SIGKILL')
    await gone(first.pid)
    fs.writeFileSync(path.join(dataRoot, 'starting'), String(process.pid)) // as if a start had been killed as well
    const second = await startLocalPostgres({ dataRoot, database: 'backscroll' })
    expect(second.adopted).toBe(false)
    expect(await notes(second)).toEqual(['before the kill'])
    await second.stop()
    expect(isAlive(second.pid)).toBe(false)
    await second.stop() // of a stopped server: nothing happens

    // the machine restarted, and the number belongs to another process now
    const data = path.join(dataRoot, 'data')
    fs.writeFileSync(path.join(data, 'postmaster.pid'), `${process.pid}\n${data}\n0\n1\n\n\n\nready\n`)
    const third = await startLocalPostgres({ dataRoot, database: 'backscroll' })
    expect(third.adopted).toBe(false)
    expect(await notes(third)).toEqual(['before the kill'])
    await third.stop()
  })

  test('a parent killed with -9 leaves a server that the next start takes over', async () => {
    const dataRoot = path.join(folder, 'orphan', 'postgres')
    const script = `const { startLocalPostgres } = await import(${JSON.stringify(program)})
      const server = await startLocalPostgres({ dataRoot: ${JSON.stringify(dataRoot)} })
      process.stdout.write(String(server.pid) + '\\n')
      setInterval(() => {}, 1000)`
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (data: Buffer) => resolve(Number(data))))
    parent.kill('SIGKILL')
    await gone(parent.pid ?? 0)
    expect(isAlive(pid)).toBe(true)
    const server = await startLocalPostgres({ dataRoot })
    expect(server).toMatchObject({ adopted: true, owned: true, pid })
    await server.stop()
    expect(isAlive(pid)).toBe(false)
  })

  test('a server that another living process started is shared and stays its to stop', async () => {
    const dataRoot = path.join(folder, 'shared', 'postgres')
    const script = `const { startLocalPostgres } = await import(${JSON.stringify(program)})
      const server = await startLocalPostgres({ dataRoot: ${JSON.stringify(dataRoot)} })
      process.stdout.write(JSON.stringify({ pid: server.pid, owned: server.owned }) + '\\n')
      process.stdin.once('data', () => server.stop().then(() => process.exit()))`
    const other = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] })
    const theirs = await new Promise<object>((resolve) => other.stdout.once('data', (data: Buffer) => resolve(JSON.parse(String(data)))))
    expect(await startLocalPostgres({ dataRoot })).toMatchObject({ adopted: true, owned: false, pid: (theirs as { pid: number }).pid })
    expect(theirs).toMatchObject({ owned: true })
    other.stdin.write('stop')
    await gone(other.pid ?? 0)
  })

  test.skipIf(!canBecomeNobody)('runs for a plain user as well (skipped unless root, in a checkout that others can read)', () => {
    const home = path.join(folder, 'plain')
    fs.mkdirSync(home)
    const [uid, gid] = [Number(execFileSync('id', ['-u', 'nobody'])), Number(execFileSync('id', ['-g', 'nobody']))]
    fs.chownSync(home, uid, gid)
    // the program is loaded as root, because the Node that runs the tests may be root's own
    const script = `const { startLocalPostgres } = await import(${JSON.stringify(program)})
      process.setgroups([${gid}])
      process.setgid(${gid})
      process.setuid(${uid})
      const server = await startLocalPostgres({ dataRoot: ${JSON.stringify(path.join(home, 'postgres'))} })
      process.stdout.write(JSON.stringify({ adopted: server.adopted, uid: process.getuid() }))
      await server.stop()`
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    expect(JSON.parse(said)).toEqual({ adopted: false, uid })
    expect(fs.statSync(path.join(home, 'postgres', 'data')).uid).toBe(uid)
  })

  test('a database name that is none is refused', async () => {
    await expect(startLocalPostgres({ dataRoot: path.join(folder, 'bad'), database: 'a"; drop' })).rejects.toThrow(ConfigurationError)
  })
})
