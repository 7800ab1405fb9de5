import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { languages } from '../../server/domain/text/text.ts'
import { altinnWorld, right } from '../support/altinn-world.ts'
import { onEachDatabase } from '../support/database.ts'
import { read, visitor } from '../support/portal-visitor.ts'
import { withStatus } from '../support/signal-receiver.ts'
import { type SignalWorld, startSignalWorld } from '../support/signal-world.ts'
import { until } from '../support/until.ts'
import { webhookClient, type WebhookClient } from '../support/webhook-client.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts'

const told = {
  nb: /SmekkFull Bank fikk beskjed \d+\. \w+ \d{4} kl\. \d\d:\d\d:\d\d, og har bekreftet det\./,
  nn: /SmekkFull Bank fekk beskjed \d+\. \w+ \d{4} kl\. \d\d:\d\d:\d\d, og har stadfesta det\./,
  en: /SmekkFull Bank was told on \d+ \w+ \d{4} at \d\d:\d\d:\d\d, and has acknowledged it\./,
}
const unreached = {
  nb: /SmekkFull Bank har ikke bekreftet .* Samtykket er trukket tilbake likevel\./,
  nn: /SmekkFull Bank har ikkje stadfesta .* Samtykket er trekt tilbake likevel\./,
  en: /SmekkFull Bank has not acknowledged .* The consent is withdrawn all the same\./,
}
const unreachedByPower = {
  nb: /SmekkFull Bank har ikke bekreftet .* Fullmakten er trukket tilbake likevel\./,
  nn: /SmekkFull Bank har ikkje stadfesta .* Fullmakta er trekt tilbake likevel\./,
  en: /SmekkFull Bank has not acknowledged .* The power of attorney is withdrawn all the same\./,
}
const anyOf = /SmekkFull Bank (fikk beskjed|har ikke bekreftet)/

onEachDatabase(
  'my consents, about who was told of a withdrawal',
  database => {
    let world: SignalWorld
    let client: WebhookClient
    let receiver: WebhookReceiver
    before(async () => {
      world = await startSignalWorld(database)
      client = webhookClient(world.app.publicUrl, world.bank.token)
    })
    beforeEach(async () => {
      receiver = await startWebhookReceiver()
    })
    afterEach(async () => {
      world.app.clock.reset()
      await client.removeAll(receiver.url)
      await receiver.close()
    })
    after(() => world.app.close())

    const webhook = () => client.create({ url: receiver.url, events: ['consent.withdrawn'] })
    const withdrawn = async () => {
      const path = await world.yes()
      await world.withdraw(path)
      return path
    }
    const shown = async (path: string, language = 'nb') =>
      read(await world.browser.open(`${path}?lang=${language}`))

    it('say to the second when the asker took the message, in every language', async () => {
      await webhook()
      const path = await withdrawn()
      await until(async () => told.nb.test(await shown(path)))
      for (const language of languages) assert.match(await shown(path, language), told[language])
    })

    it('say so also when the receiver that took it is gone', async () => {
      const { id } = await webhook()
      const path = await withdrawn()
      await until(async () => told.nb.test(await shown(path)))
      await client.remove(id)
      assert.match(await shown(path), told.nb)
    })

    it('say of an asker that could not be reached for an hour that it was not, and no sooner', async () => {
      await webhook()
      receiver.answer(withStatus(500))
      const path = await withdrawn()
      await until(async () => receiver.asked() > 0)
      assert.doesNotMatch(await shown(path), anyOf)
      world.app.clock.advance(3600)
      await world.logInAgain()
      for (const language of languages) assert.match(await shown(path, language), unreached[language])
      await until(async () => /samtykke_receivers_unreached 1/.test(await world.app.measured()))
      receiver.answer()
      world.app.clock.advance(3600)
      await world.logInAgain()
      await until(async () => told.nb.test(await shown(path)))
      assert.doesNotMatch(await shown(path), unreached.nb)
    })

    it('say nothing of an asker that asked for other events, or for none', async () => {
      await client.create({ url: receiver.url, events: ['consent.given'] })
      receiver.answer(withStatus(500))
      const path = await withdrawn()
      await until(async () => receiver.asked() > 0)
      world.app.clock.advance(3600)
      await world.logInAgain()
      assert.doesNotMatch(await shown(path), anyOf)
    })

    it('say it of an asker that asks for its events, once it has acknowledged this one', async () => {
      const stream = await world.bank.client.create()
      const path = await withdrawn()
      let id: string | undefined
      await until(async () => {
        const { sets } = await world.bank.client.poll(stream)
        const all = await Promise.all(Object.values(sets).map(world.bank.verify))
        id = all.find(({ event }) => event.endsWith('/withdrawn'))?.jti
        return id !== undefined
      })
      assert.doesNotMatch(await shown(path), anyOf)
      await world.bank.client.poll(stream, { ack: [id] })
      assert.match(await shown(path), told.nb)
      await world.bank.client.remove(stream.stream_id)
    })

    it('say it of a power of attorney in its own words', async () => {
      const altinn = await altinnWorld(world.app)
      await webhook()
      receiver.answer(withStatus(500))
      const id = await altinn.asked({
        consentRights: [right('samtykke-fullmakt-utfoere-tjeneste', { tiltak: 'X' })],
        requestMessage: undefined,
      })
      const browser = visitor(world.app.publicUrl)
      const asked = `/accessmanagement/ui/consent/request?id=${id}&skiplogout=true&lang=nb`
      const page = await browser.logIn(await browser.open(asked), altinn.parties.P1.nin)
      const answered = await browser.submit(page, { decision: 'accept' })
      const path = load(answered.body)('main a.ds-button').first().attr('href')!
      await browser.submit(await browser.open(`${path}/withdraw`), { decision: 'withdraw' })
      await until(async () => receiver.asked() > 0)
      world.app.clock.advance(3600)
      await browser.logIn(await browser.open('/consents'), altinn.parties.P1.nin)
      for (const language of languages) {
        assert.match(read(await browser.open(`${path}?lang=${language}`)), unreachedByPower[language])
      }
    })
  },
  'before all',
)
