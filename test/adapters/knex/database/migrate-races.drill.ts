import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { freshPostgresUrl, onPostgres } from '../../../support/database.ts'

describe('migrations', () => {
  onPostgres(() => {
    it('F17 are run by one of five processes that start at once', async () => {
      const url = await freshPostgresUrl({ empty: true })
      const program = new URL('../../../support/migrate-process.ts', import.meta.url)
      const ran = await Promise.all(
        Array.from({ length: 5 }, async () => {
          const child = fork(program, [url], { stdio: 'inherit' })
          const [message] = await once(child, 'message')
          await once(child, 'exit')
          assert.equal(child.exitCode, 0)
          return (message as string[]).length
        }),
      )
      assert.deepEqual(
        ran.sort((a, b) => b - a),
        [readdirSync(new URL('../../../../migrations', import.meta.url)).length, 0, 0, 0, 0],
      )
    })
  })
})
