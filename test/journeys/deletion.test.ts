import assert from 'node:assert/strict'
import type { GrantId, PartyId } from '../../server/domain/ids.ts'
import { answerDeletion } from '../../server/usecases/grants/answer-deletion.ts'
import { requestDeletion } from '../../server/usecases/grants/request-deletion.ts'
import { type AltinnWorld, altinnWorld } from '../support/altinn-world.ts'
import { onEachDatabase } from '../support/database.ts'
import { customer, type Dialects, dialectNames, dialects } from '../support/dialects.ts'
import { gjeldWorld } from '../support/gjeld-world.ts'
import { maskinportenOf } from '../support/maskinporten.ts'
import { type OnePerson, onePerson } from '../support/one-person.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

onEachDatabase(
  'What was fetched, to be deleted',
  database => {
    let app: WholeApp
    let person: OnePerson
    let altinn: AltinnWorld
    let give: Dialects
    before(async () => {
      app = await startWholeApp(database)
      person = onePerson(app.publicUrl, customer)
      altinn = await altinnWorld(app)
      give = await dialects({ app, person, pid: customer, maskinporten: await maskinportenOf(app) })
    })
    after(() => app.close())

    const debtFeed = async () => {
      const { clients, issuers } = await app.demoJson()
      return (await gjeldWorld(issuers.gjeld!).feed(clients.gjeld!.A!)).body.result
    }
    const told = async (party: PartyId) => {
      while (await app.stores.feeds.place());
      const entries = await app.stores.feeds.read({ kind: 'party', party }, 0, 500)
      return entries.map(({ event }) => event)
    }

    for (const name of dialectNames) {
      it(`is told to an asker at ${name} in the feed that all share, and in none of its own`, async () => {
        const { grantId, consentId } = await give[name]()
        const id = grantId as GrantId
        await person.withdraw(grantId)
        const ownFeeds = async () => [
          name === 'altinn' ? (await altinn.read(consentId)).json : {},
          name === 'gjeld' ? await debtFeed() : {},
        ]
        const before = await ownFeeds()
        const { grantedTo: by, grantedFor } = (await app.stores.consents.findGrant(id))!
        await requestDeletion({ ...app.stores, deletionDays: 30 })({ id, by: grantedFor })
        const answer = { name: 'refused', basis: 'Bokføringsloven § 13', language: 'nb' } as const
        await answerDeletion(app.stores)({ id, by, clientId: 'any', answer })
        assert.deepEqual(
          (await told(by))
            .filter(event => event.grantId === id)
            .map(({ type }) => type)
            .slice(-2),
          ['deletion-requested', 'deletion-refused'],
        )
        assert.deepEqual(await ownFeeds(), before)
        assert.match(await person.reads(grantId), /Bokføringsloven § 13/)
        assert.equal((await app.stores.evidence.examine()).misfit, undefined)
      })
    }
  },
  'before all',
)
