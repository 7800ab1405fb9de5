import { freshDataDir } from '../support/fresh-data-dir.ts'
import { commandsOf } from '../support/commands-of.ts'
import { removeDataDir, type SamtykkeProcess, startSamtykke } from '../support/samtykke-process.ts'

describe('the pages about consent through Altinn', () => {
  let dataDir: string
  let server: SamtykkeProcess | undefined
  before(async () => {
    dataDir = await freshDataDir()
  })
  after(async () => {
    await server?.stop()
    await removeDataDir({ dataDir })
  })

  it('work as written for a service owner', () => commandsOf('altinn-service-owner.md').run({ dataDir }))

  it('work as written for a data consumer', async () => {
    server = await startSamtykke({ dataDir })
    await commandsOf('altinn-data-consumer.md').run(server)
  })

  it('work as written for a data source', () => commandsOf('altinn-data-source.md').run({ dataDir }))
})
