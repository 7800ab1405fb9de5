import assert from 'node:assert/strict'
import { organization } from '../../../server/domain/party.ts'
import { processorsOf } from '../../../server/domain/registry/processors.ts'
import { aClient } from '../../support/oauth-world.ts'

const owned = (id: string, number: string, mayActFor: readonly string[]) =>
  aClient(id, { owner: organization(number), ownerName: id, mayActFor })

const web = aClient('web', {})
const acting = [
  owned('second', '310000011', ['first']),
  owned('first', '310000003', ['web', 'second']),
  owned('first-too', '310000003', ['web']),
  owned('own', '810419512', ['web']),
  owned('stranger', '310000020', ['other']),
]

describe('Who may act for the one who asks', () => {
  const named = (tokenExchange?: 'never' | 'once') =>
    processorsOf(web, acting, { tokenExchange }).map(({ name }) => name)

  it('is every other organization that a token can come to, once', () => {
    assert.deepEqual(named(), ['second', 'first-too'])
  })

  it('is who may act for the client itself, where tokens are exchanged once, and nobody where they never are', () => {
    assert.deepEqual(named('once'), ['first-too'])
    assert.deepEqual(named('never'), [])
  })
})
