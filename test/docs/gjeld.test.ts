import { commandsOf } from '../support/commands-of.ts'
import { removeDataDir, type SamtykkeProcess, startSamtykke } from '../support/samtykke-process.ts'

describe('the page for a bank that asks for debt', () => {
  let server: SamtykkeProcess
  before(async () => {
    server = await startSamtykke()
  })
  after(async () => {
    await server.stop()
    await removeDataDir(server)
  })

  it('works as written, command by command, on a fresh server', () => commandsOf('gjeld.md').run(server))
})
