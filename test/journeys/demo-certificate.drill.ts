import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { onEachDatabase } from '../support/database.ts'
import { post } from '../support/oauth-client.ts'
import { startWholeApp } from '../support/whole-app.ts'

onEachDatabase('the client of the demo that shows a certificate', database => {
  it('is known by what a trusted proxy names, and nowhere else', async () => {
    for (const [proxies, status] of [
      ['1', 200],
      ['10.0.0.0/8', 401],
    ] as const) {
      const app = await startWholeApp(database, { SAMTYKKE_TRUSTED_PROXIES: proxies })
      try {
        const { client_id, certificate, header } = (await app.demoJson()).clients.oauth!
          .mtls as unknown as Record<string, string>
        const shown = `:${new X509Certificate(certificate!).raw.toString('base64')}:`
        const answer = await post(app, '/token', {
          client: { id: client_id! },
          form: { grant_type: 'client_credentials', client_id: client_id! },
          headers: { [header!]: shown },
        })
        assert.equal(answer.status, status, answer.text)
      } finally {
        await app.close()
      }
    }
  })
})
