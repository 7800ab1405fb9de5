import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lockDirectory } from '../../../../adapters/knex/database/embedded/directory-lock.ts'
import { openEmbeddedDatabase } from '../../../../adapters/knex/database/embedded/embedded-database.ts'
import { thisProcess } from '../../../../adapters/knex/database/embedded/running-process.ts'
import { Problem } from '../../../../server/domain/problem.ts'

const program = new URL('../../../support/lock-process.ts', import.meta.url)

describe('the data directory of the embedded database', () => {
  let directory: string
  const children: ChildProcess[] = []

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'samtykke-data-'))
  })
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    rmSync(directory, { recursive: true, force: true })
  })

  const lockFile = () => join(directory, 'samtykke.lock')
  const isRefused = (pid: number | undefined) => (error: unknown) =>
    error instanceof Problem &&
    error.code === 'storage.unavailable' &&
    error.message.includes(`process ${pid} `) &&
    error.message.includes('DATABASE_URL')

  const another = async () => {
    const child = fork(program, [directory], { stdio: 'inherit' })
    children.push(child)
    const [answer] = await once(child, 'message')
    return { child, answer: answer as string }
  }

  it('is for one process: a second one is refused with the number of the first', async () => {
    const { child, answer } = await another()
    assert.equal(answer, 'locked')
    assert.throws(() => lockDirectory(directory), isRefused(child.pid))
    assert.match((await another()).answer, new RegExp(`process ${child.pid} `))
  })

  it('is for one opening in this process', () => {
    const lock = lockDirectory(directory)
    assert.throws(() => lockDirectory(directory), isRefused(process.pid))
    lock.release()
    lockDirectory(directory).release()
  })

  it('is taken over from a process that was killed', async () => {
    const { child } = await another()
    child.kill('SIGKILL')
    await once(child, 'exit')
    lockDirectory(directory).release()
  })

  it('is taken over from a process whose number another one has now', () => {
    writeFileSync(lockFile(), JSON.stringify({ ...thisProcess(), started: 'long ago' }))
    lockDirectory(directory).release()
  })

  it('is taken over when the lock file is not one', () => {
    writeFileSync(lockFile(), '')
    lockDirectory(directory).release()
  })

  it('is taken over from another machine or container only after it fell silent', () => {
    writeFileSync(lockFile(), JSON.stringify({ ...thisProcess(), place: 'elsewhere' }))
    assert.throws(() => lockDirectory(directory), isRefused(process.pid))
    utimesSync(lockFile(), 0, 0)
    lockDirectory(directory).release()
  })

  it('is given to one of eight that take over at once', async () => {
    writeFileSync(lockFile(), JSON.stringify({ ...thisProcess(), started: 'long ago' }))
    const answers = await Promise.all(Array.from({ length: 8 }, another))
    assert.equal(answers.filter(({ answer }) => answer === 'locked').length, 1)
  })

  it('keeps what was written, and the lock goes with closing', async () => {
    const first = await openEmbeddedDatabase(directory)
    await first.knex.raw('create table kept (word text)')
    await first.knex.raw("insert into kept values ('a')")
    await assert.rejects(openEmbeddedDatabase(directory), isRefused(process.pid))
    assert.match(readFileSync(lockFile(), 'utf8'), new RegExp(`"pid":${process.pid}`))
    await first.close()
    const second = await openEmbeddedDatabase(directory)
    assert.deepEqual((await second.knex.raw('select word from kept')).rows, [{ word: 'a' }])
    await second.close()
  })
})
