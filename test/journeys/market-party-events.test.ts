import assert from 'node:assert/strict'
import type { GrantId } from '../../server/domain/ids.ts'
import { marketParty, organization, person } from '../../server/domain/party.ts'
import { requestDeletion } from '../../server/usecases/grants/request-deletion.ts'
import { revokeGrant } from '../../server/usecases/grants/revoke-grant.ts'
import { toldOfWithdrawal } from '../../server/usecases/steps/told-of-withdrawal.ts'
import { onEachDatabase } from '../support/database.ts'
import { give } from '../support/elhub-grants.ts'
import { type ElhubWorld, glns, nins, startElhubWorld } from '../support/elhub-world.ts'
import { eventReader, receiversOf } from '../support/event-reader.ts'
import { verifierOf } from '../support/signal-receiver.ts'
import { ssfClient } from '../support/ssf-client.ts'
import { until } from '../support/until.ts'
import { webhookClient } from '../support/webhook-client.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts'

const orgno = '455261619'
const client = 'supplier-events'

onEachDatabase(
  'an organization whose market party asks at Elhub',
  database => {
    let world: ElhubWorld
    let hooked: WebhookReceiver
    let token: string
    before(async () => {
      world = await startElhubWorld(database)
      hooked = await startWebhookReceiver()
      const { receiver } = await receiversOf(world.app)
      const registered = (await world.app.stores.clients.find(receiver.client_id, 'anew'))!
      const owner = organization(orgno)
      const own = { ...registered, id: client, version: 0, owner, ownerName: 'Kraft og Sønn' }
      assert.ok(await world.app.stores.clients.save(own))
      token = await eventReader(world.app.publicUrl).tokenOf({ ...receiver, client_id: client })
    })
    after(async () => {
      await hooked.close()
      await world.close()
    })

    it('hears of it in its feed, by a stream and by a webhook, under its own number', async () => {
      const { publicUrl } = world.app
      const at = eventReader(publicUrl)
      const ssf = ssfClient(publicUrl, token)
      const stream = await ssf.create()
      await webhookClient(publicUrl, token).create({ url: hooked.url, events: ['consent.withdrawn'] })
      const start = await at.lastOf(token)
      const { request, grant } = await give(world)
      const { stores } = world.app
      const giver = (await stores.parties.findByIdentifier(person(nins.p1)))!.id
      await revokeGrant(stores)({ id: grant as GrantId, by: giver, reason: 'giver' })
      const events = await at.until(token, start, 'consent.withdrawn')
      assert.deepEqual(
        events.map(({ type, asker, request_id, sequence }) => ({ type, asker, request_id, sequence })),
        ['consent.requested', 'consent.given', 'consent.withdrawn'].map(type => ({
          type,
          asker: `0192:${orgno}`,
          request_id: request,
          sequence: undefined,
        })),
      )
      const { sets } = await ssf.poll(stream)
      const verify = await verifierOf(`${publicUrl}/.well-known/ssf-configuration`, client)
      const polled = await Promise.all(Object.values(sets).map(verify))
      assert.deepEqual(
        polled.map(({ jti, content }) => [jti, content.asker]),
        events.map(({ id }) => [id, `0192:${orgno}`]),
      )
      await until(async () => hooked.heard.length > 0)
      assert.equal(hooked.heard[0]!.id, events.at(-1)!.id)
      assert.doesNotMatch(JSON.stringify([events, polled, hooked.heard[0]!.body]), new RegExp(glns.bs))
      await until(async () => {
        const told = await toldOfWithdrawal(stores, (await stores.consents.findGrant(grant as GrantId))!)
        return told.some(({ name, owner }) => name === 'told' && owner.value === orgno)
      })
    })

    it('hears that what was fetched is to be deleted, and answers for its market party', async () => {
      const { publicUrl, stores } = world.app
      const at = eventReader(publicUrl)
      const { grant } = await give(world)
      const { id: giver } = (await stores.parties.findByIdentifier(person(nins.p1)))!
      const id = grant as GrantId
      await revokeGrant(stores)({ id, by: giver, reason: 'giver' })
      const start = await at.lastOf(token)
      await requestDeletion({ ...stores, deletionDays: 30 })({ id, by: giver })
      const wish = (await at.until(token, start, 'consent.deletion-requested')).at(-1)!
      assert.deepEqual([wish.consent_id, wish.asker], [grant, `0192:${orgno}`])
      const { receiver } = await receiversOf(world.app)
      const answering = { ...receiver, client_id: client, scope: 'deletion.answer' }
      const answered = await fetch(`${publicUrl}/grants/${grant}/deletion`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await at.tokenOf(answering)}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ status: 'deleted' }),
      })
      assert.equal(answered.status, 200)
      assert.equal((await stores.deletions.find(id))?.done?.clientId, client)
    })

    it('is the one that the market’s register names, and called as its market party is', async () => {
      const { parties } = world.app.stores
      const [party, behind] = await parties.findAllByIdentifier([marketParty(glns.bs), organization(orgno)])
      assert.equal(party!.organization, behind!.id)
      assert.equal(behind!.displayName, party!.displayName)
    })
  },
  'before all',
)
