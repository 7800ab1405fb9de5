import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { removeDataDir, startSamtykke } from '../support/samtykke-process.ts'

const run = promisify(execFile)
const checkout = fileURLToPath(new URL('../..', import.meta.url))
const faces = globSync('server/faces/*/index.ts', { cwd: checkout }).map(path => path.split('/')[2]!)

const copied = [
  'adapters',
  'bench',
  'docs',
  'migrations',
  'packages',
  'server',
  'test',
  'views',
  'package.json',
  'tsconfig.json',
]

/** What no dialect has a part in. */
const tests = ['test/architecture.test.ts', 'test/{config,domain,http}/**/*.test.ts']

/** A copy of the project in which a face was deleted as its README says: its folder, its tests and its lines. */
function without(face: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'samtykke-without-'))
  for (const name of copied) cpSync(join(checkout, name), join(copy, name), { recursive: true })
  symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'))
  for (const home of ['server/faces', 'test/faces']) rmSync(join(copy, home, face), { recursive: true })
  const list = join(copy, 'server/faces/index.ts')
  const lines = readFileSync(list, 'utf8').split('\n')
  writeFileSync(list, lines.filter(line => !new RegExp(`\\b${face}\\b`).test(line)).join('\n'))
  return copy
}

async function succeeds(copy: string, command: string, ...args: readonly string[]): Promise<void> {
  const program = join(copy, 'node_modules/.bin', command)
  await run(program, args, { cwd: copy, maxBuffer: 2 ** 26 }).catch(
    (error: { stdout: string; message: string }) =>
      assert.fail(`${command}: ${error.stdout || error.message}`),
  )
}

describe('The project without one of its faces', function () {
  this.timeout(600_000)

  for (const face of faces) {
    describe(face, () => {
      let copy: string
      before(() => {
        copy = without(face)
      })
      after(() => rmSync(copy, { recursive: true, force: true }))

      it('compiles', () => succeeds(copy, 'tsc', '--noEmit'))

      it('passes what is left of its tests', () => succeeds(copy, 'mocha', ...tests))

      it('serves its other faces and the demo', async () => {
        const server = await startSamtykke({ main: join(copy, 'server/main.ts') })
        try {
          const statusOf = async (path: string) => (await fetch(new URL(path, server.publicUrl))).status
          const other = face === 'elhub' ? 'oauth' : 'elhub'
          assert.equal(await statusOf(`/openapi/${other}.json`), 200)
          assert.equal(await statusOf(`/openapi/${face}.json`), 404)
          assert.equal(await statusOf('/demo'), 200)
        } finally {
          await server.stop()
          await removeDataDir(server)
        }
      })
    })
  }
})
