import assert from 'node:assert/strict'
import { commandsOf } from '../support/commands-of.ts'
import { removeDataDir, type SamtykkeProcess, startSamtykke } from '../support/samtykke-process.ts'

const tutorial = commandsOf('tutorial.md')

describe('the tutorial', () => {
  let server: SamtykkeProcess
  before(async () => {
    server = await startSamtykke()
  })
  after(async () => {
    await server.stop()
    await removeDataDir(server)
  })

  it('begins with the two commands of the README', () => {
    assert.deepEqual(tutorial.blocks[0], { language: 'console', content: 'npm ci\nnpm start\n' })
  })

  it('works as written, command by command, on a fresh server', async () => {
    await tutorial.run(server)
  })
})
