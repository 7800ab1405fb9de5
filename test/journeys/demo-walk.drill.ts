import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from '../../server/config/process/child-environment.ts'
import { freshPostgresUrl, onPostgres } from '../support/database.ts'
import { removeDataDir, sharedSamtykke, startSamtykke } from '../support/samtykke-process.ts'

const samtykke = fileURLToPath(new URL('../../server/cli/samtykke.ts', import.meta.url))

interface Run {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

const demo = (dataDir: string) =>
  new Promise<Run>(resolve => {
    const env = childEnvironment({ SAMTYKKE_DATA_DIR: dataDir })
    const child = execFile(process.execPath, [samtykke, 'demo'], { env }, (_error, out, err) =>
      resolve({ status: child.exitCode, out, err }),
    )
  })

describe('npm run demo', () => {
  describe('beside a running server', () => {
    const server = sharedSamtykke()

    it('walks the whole consent, twice, and prints no secret whole and no colours', async () => {
      for (const { status, out, err } of [await demo(server.dataDir), await demo(server.dataDir)]) {
        assert.equal(status, 0, `${out}\n${err}`)
        assert.match(out, /Everything went as it should\.\n$/)
        assert.doesNotMatch(out, /(code|token)=[\w-]{12,}|"[\w.-]{60,}"/)
        assert.ok(!out.includes('\u001b'))
        assert.ok(!out.includes(server.demo.clients.oauth.web.client_secret))
        assert.ok(!out.includes(server.demo.persons[0]?.nin ?? '?'))
      }
    })

    it('ends with another status than 0 and names the step that went wrong', async () => {
      const dataDir = await mkdtemp(join(tmpdir(), 'samtykke-test-'))
      const { web } = server.demo.clients.oauth
      const wrong = {
        ...server.demo,
        clients: { oauth: { ...server.demo.clients.oauth, web: { ...web, client_secret: 'wrong' } } },
      }
      await writeFile(join(dataDir, 'demo.json'), JSON.stringify(wrong))
      const { status, err } = await demo(dataDir)
      await rm(dataDir, { recursive: true })
      assert.equal(status, 1)
      assert.match(
        err,
        /step 5 \(The client exchanges the code for tokens\): The token endpoint answered 401/,
      )
    })
  })

  describe('on PostgreSQL', () => {
    onPostgres(() => {
      it('walks the same way', async () => {
        const server = await startSamtykke({ env: { DATABASE_URL: await freshPostgresUrl() } })
        const { status, out, err } = await demo(server.dataDir)
        await server.stop()
        await removeDataDir(server)
        assert.equal(status, 0, `${out}\n${err}`)
      })
    })
  })

  it('starts a server of its own when none is running, and leaves nothing behind', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'samtykke-test-'))
    const { status, out, err } = await demo(dataDir)
    await rm(dataDir, { recursive: true })
    assert.equal(status, 0, `${out}\n${err}`)
    assert.match(out, /starting one for the walk/)
  })
})
