import { commandsOf } from '../support/commands-of.ts'
import { removeDataDir, type SamtykkeProcess, startSamtykke } from '../support/samtykke-process.ts'

describe('the page for a market party that asks customers', () => {
  let server: SamtykkeProcess
  before(async () => {
    server = await startSamtykke()
  })
  after(async () => {
    await server.stop()
    await removeDataDir(server)
  })

  it('works as written, command by command, on a fresh server', () => commandsOf('elhub.md').run(server))

  it('works with documents that customers sign, too', () => commandsOf('elhub-documents.md').run(server))
})
