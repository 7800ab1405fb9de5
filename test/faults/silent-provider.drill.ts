import assert from 'node:assert/strict'
import { embeddedDatabase, emptyTables } from '../support/database.ts'
import { heading, nora, visitor } from '../support/portal-visitor.ts'
import { loginsAt, scriptedIssuer } from '../support/scripted-issuer.ts'
import { startWholeApp } from '../support/whole-app.ts'

describe('An identity provider that takes its time', () => {
  it('F20: is given up after five seconds, with a page, while others are served', async () => {
    const database = await embeddedDatabase()
    await emptyTables(database)
    const idp = await scriptedIssuer()
    const app = await startWholeApp(database, loginsAt(idp))
    idp.script.claims = { pid: nora, acr: 'idporten-loa-substantial' }
    const consents = () => visitor(app.publicUrl).open('/consents?lang=en')
    try {
      idp.script.silent = true
      for (const _ of ['while its metadata is read', 'while its keys or a token are']) {
        const began = performance.now()
        const waiting = Promise.all(Array.from({ length: 20 }, consents))
        for (let times = 0; times < 10; times++) {
          const asked = performance.now()
          assert.equal((await fetch(`${app.publicUrl}/.well-known/openid-configuration`)).status, 200)
          assert.ok(performance.now() - asked < 2_000)
        }
        for (const page of await waiting)
          assert.deepEqual([page.status, heading(page)], [503, 'The login did not work'])
        assert.ok(performance.now() - began < 10_000)
        idp.script.silent = false
        assert.equal(heading(await consents()), 'My consents')
        idp.script.silent = true
      }
    } finally {
      await app.close()
      await idp.close()
    }
  })
})
