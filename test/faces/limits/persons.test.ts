import assert from 'node:assert/strict'
import { person } from '../../../server/domain/party.ts'
import { altinnWorld, paths, scopes } from '../../support/altinn-world.ts'
import { onEachDatabase } from '../../support/database.ts'
import { goodRequest, requests, startElhubWorld } from '../../support/elhub-world.ts'
import { startMailServer } from '../../support/mail-server.ts'
import { post } from '../../support/oauth-client.ts'
import { heading, nora, ola, visitor } from '../../support/portal-visitor.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

const limited = {
  SAMTYKKE_LIMIT_PERSON_ASKED: '5/86400',
  SAMTYKKE_LIMIT_PERSON_LOGINS: '5/600',
  SAMTYKKE_LIMIT_PERSON_MAILS: '2/86400',
  SAMTYKKE_LIMIT_MAILBOX_MAILS: '1/86400',
}

onEachDatabase(
  'a person',
  database => {
    let app: WholeApp
    let mails: Awaited<ReturnType<typeof startMailServer>>
    before(async () => {
      mails = await startMailServer()
      app = await startWholeApp(database, {
        ...limited,
        SAMTYKKE_SMTP_URL: mails.url,
        SAMTYKKE_NOTICE_FROM: 'Samtykke <ikke-svar@samtykke.example>',
      })
    })
    after(async () => {
      await app.close()
      await mails.close()
    })

    it('is not flooded with requests through Altinn, and a repeat is answered as before', async () => {
      const altinn = await altinnWorld(app)
      const id = await altinn.asked()
      const repeat = () => altinn.post({ id })
      for (let n = 0; n < 10; n++) assert.equal((await repeat()).status, 200)
      for (let n = 0; n < 4; n++) await altinn.asked()
      const refused = await altinn.post()
      assert.equal(refused.status, 429, refused.text)
      assert.match(refused.headers.get('retry-after') ?? '', /^[0-9]+$/)
      assert.match(refused.headers.get('ratelimit-policy') ?? '', /^"person-asked";q=5;w=86400$/)
      assert.equal((await repeat()).status, 200)

      const from = `urn:altinn:person:identifier-no:${altinn.parties.P2.nin}`
      assert.equal((await altinn.post({ from })).status, 201)
      const token = await altinn.machine(scopes.write, {
        consumer: { authority: 'iso6523-actorid-upis', ID: `0192:${altinn.parties.O2.orgno}` },
      })
      const to = `urn:altinn:organization:identifier-no:${altinn.parties.O2.orgno}`
      const other = await altinn.call('POST', paths.requests, { token, json: altinn.body({ to }) })
      assert.equal(other.status, 201, other.text)
    })

    it('is not flooded with questions from elsewhere, and nothing is kept of those that are refused', async () => {
      const { client_id: id, client_secret: secret } = (await app.demoJson()).clients.oauth!.device!
      const ask = (login_hint: string) =>
        post(app, '/backchannel_authentication', {
          client: { id, secret, redirectUris: [] },
          form: { scope: 'openid income.read', login_hint },
        })
      for (let n = 0; n < 5; n++) assert.equal((await ask(ola)).status, 200)
      const kept = async () => {
        const { rows } = await database.knex.raw('select count(*)::int from polled_authorization')
        return rows[0].count
      }
      const before = await kept()
      const refused = await ask(ola)
      assert.equal(refused.status, 429, refused.text)
      assert.match(refused.headers.get('retry-after') ?? '', /^[0-9]+$/)
      assert.match(refused.headers.get('ratelimit-policy') ?? '', /^"person-asked";q=5;w=86400$/)
      assert.equal(await kept(), before)
    })

    it('is asked no more by a client that was refused: an organization may be', async () => {
      const altinn = await altinnWorld(app)
      const from = `urn:altinn:organization:identifier-no:${altinn.parties.O4.orgno}`
      for (let n = 0; n < 8; n++) {
        const answer = await altinn.post({ from })
        assert.equal(answer.status, 201, answer.text)
      }
    })

    it('logs in only so often, whoever holds her means of doing so', async () => {
      for (let n = 0; n < 5; n++) {
        const browser = visitor(app.publicUrl)
        assert.equal((await browser.logIn(await browser.open('/consents?lang=en'), ola)).status, 200)
      }
      const browser = visitor(app.publicUrl)
      const page = await browser.logIn(await browser.open('/consents?lang=en'), ola)
      assert.deepEqual([page.status, heading(page)], [429, 'Please wait'])
      assert.equal((await visitor(app.publicUrl).open('/consents')).status, 200)
    })

    it('is sent no flood of links, and sends none to somebody else’s mailbox', async () => {
      const browser = visitor(app.publicUrl)
      await browser.logIn(await browser.open('/consents?lang=en'), nora)
      const choose = async (email: string) => {
        const page = await browser.submit(await browser.open('/notices?lang=en'), {
          email,
          given: 'yes',
          act: 'save',
        })
        app.clock.move(61_000)
        return [page.status, heading(page)]
      }
      assert.equal((await choose('one@eksempel.no'))[0], 200)
      assert.deepEqual(await choose('ONE@eksempel.no'), [429, 'Please wait'])
      assert.deepEqual(await choose('two@eksempel.no'), [429, 'Please wait'])
    })
  },
  'before all',
)

onEachDatabase('a customer of Elhub’s', database => {
  it('is not flooded with requests by a supplier', async () => {
    const world = await startElhubWorld(database, limited)
    try {
      for (let n = 0; n < 5; n++) await world.put()
      const { status, headers, body } = await world.call('POST', requests, { body: goodRequest() })
      assert.equal(status, 429, JSON.stringify(body))
      assert.ok(Number(headers.get('retry-after')) > 1)
      assert.equal(body.errors[0].status, '429')
    } finally {
      await world.close()
    }
  })
})

onEachDatabase('a person whom an asker has agreements with', database => {
  it('gets no flood of new ones, and repeats are answered as before', async () => {
    const { openTestCore, agreement } = await import('../../support/test-core.ts')
    const { limits } = await import('../../../adapters/rate-limit/limits.ts')
    const { allOff } = await import('../../support/no-limits.ts')
    const { registerAgreement } = await import('../../../server/usecases/grants/register-agreement.ts')
    const { ports } = await openTestCore(database)
    const register = registerAgreement({
      ...ports,
      limits: limits({
        table: { ...allOff, 'person-asked': { most: 2, seconds: 60 } },
        storage: undefined,
        hash: text => text,
        metrics: { limitReached: () => {} },
        audit: { record: () => {}, written: async () => {} },
      }),
    })
    for (const agreementKey of ['a', 'b', 'a', 'b']) await register(agreement({ agreementKey }))
    await assert.rejects(register(agreement({ agreementKey: 'c' })), { code: 'request.too-many' })
    await register(agreement({ agreementKey: 'a' }))
    await register(agreement({ agreementKey: 'd', giver: person('29868099311') }))
  })
})
