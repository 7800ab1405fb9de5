import assert from 'node:assert/strict'
import { commandsOf } from '../support/commands-of.ts'
import { sharedSamtykke } from '../support/samtykke-process.ts'

const tutorial = commandsOf('tutorial.md')

describe('the pages that are read at a running server', () => {
  const server = sharedSamtykke()

  const works = (page: string) => () => commandsOf(page).run(server)

  it('begin with the two commands of the README', () => {
    assert.deepEqual(tutorial.blocks[0], { language: 'console', content: 'npm ci\nnpm start\n' })
  })

  it('work as written for a newcomer, command by command', () => tutorial.run(server))

  it('work as written for a bank that asks for debt', works('gjeld.md'))

  it('work as written for one who asks for something in particular', works('rich-requests.md'))

  it('work as written for a processor that does work for an asker', works('token-exchange.md'))

  it('work as written for a client that manages its grants', works('grant-management.md'))

  it('work as written for a market party that asks customers', works('elhub.md'))

  it('work as written for one who asks without a browser', works('devices-and-ciba.md'))

  it('work as written for those who run the desk', works('operators.md'))

  it('work as written for one with documents that customers sign', works('elhub-documents.md'))
})
