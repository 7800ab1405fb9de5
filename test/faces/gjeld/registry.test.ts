import assert from 'node:assert/strict'
import { applyRegistry } from '../../../server/registry/apply-registry.ts'
import { parseRegistry } from '../../../server/registry/parse-registry.ts'
import { onGjeld } from '../../support/gjeld-oauth.ts'
import { presentation } from '../../support/gjeld-world.ts'

onGjeld('A client of the face in a registry file', world => {
  it('may ask for what the face itself has registered', async () => {
    const { secret, kept } = world.stores.secrets.generate()
    const text = JSON.stringify({
      clients: [
        {
          id: 'c0ffee00-0000-4000-8000-000000000001',
          face: 'gjeld',
          name: 'A bank of a file',
          owner: { orgno: '810419512', name: 'SmekkFull Bank' },
          authentication: 'client_secret_basic',
          grant_types: ['authorization_code', 'client_credentials'],
          redirect_uris: ['https://file.example/cb', 'https://other.example/cb'],
          audiences: [world.audience.debt],
          scopes: [presentation],
          purposes: [presentation, `${presentation}.days`],
          secrets: [{ secret_sha256: kept.digest }],
        },
      ],
    })
    await applyRegistry(world.stores)({
      file: parseRegistry(text, 'clients.json'),
      readSecret: async () => '',
    })
    const client = {
      client_id: 'c0ffee00-0000-4000-8000-000000000001',
      client_secret: secret,
      redirect_uris: ['https://file.example/cb'],
    }
    assert.equal((await world.machine(presentation, 'debt', client)).status, 200)
    const person = world.browser()
    const page = await person.ask({ scope: `${presentation}.30 openid` }, client)
    const answer = await person.decide(await person.logIn(page), 'accept')
    assert.equal((await world.exchange(answer, {}, client)).status, 200)
  })
})
