import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { person } from '../../../server/domain/party.ts'
import { onEachDatabase } from '../../support/database.ts'
import type { ReceivedMail } from '../../support/mail-server.ts'
import { type NoticeWorld, startNoticeWorld } from '../../support/notice-world.ts'
import { heading, nora, read, visitor } from '../../support/portal-visitor.ts'

const day = 24 * 3600 * 1000
const subjects = (mails: readonly ReceivedMail[]) =>
  mails.map(({ headers }) => /^Subject: (.*)/m.exec(headers)?.[1])

const reminder = 'Something on your consent pages ends soon'
const summary = 'The yearly summary of your consent pages'

onEachDatabase('mail that people choose beside what happens', database => {
  let world: NoticeWorld
  let app: NoticeWorld['app']
  beforeEach(async () => {
    world = await startNoticeWorld(database)
    app = world.app
  })
  afterEach(() => world.close())

  const choose = async (fields: Readonly<Record<string, string>>) => {
    await world.logIn()
    return world.choose({ email: 'nora@eksempel.no', ...fields })
  }
  const later = async (days: number, processes = 1) => {
    app.clock.move(days * day)
    return subjects(await world.sentBy(processes))
  }

  it('reminds as many days ahead as the person chose: fourteen when she did not say', async () => {
    await world.turnOn()
    const page = load((await world.browser.open('/notices')).body)
    assert.equal(page('#days [selected]').attr('value'), '14')
    await world.consent({ consent_days: '40' })
    await world.sent()
    assert.deepEqual(await later(25.9), [])
    assert.deepEqual(await later(0.2), [reminder])
    await choose({ days: '7' })
    assert.deepEqual(await later(7), [], 'of what she was reminded of before')
    assert.equal((await choose({ days: '5' })).status, 400)
  })

  it('reminds of what ends that soon already when she begins to want it', async () => {
    await world.turnOn({ days: '3' })
    await world.consent({ consent_days: '40' })
    await world.sent()
    assert.deepEqual(await later(20), [])
    await choose({ days: '30' })
    assert.deepEqual(await later(0), [reminder])
    assert.deepEqual(await later(0), [])
  })

  it('reminds once, however many processes send and however long none has', async () => {
    await world.turnOn({ days: '30' })
    await world.consent({ consent_days: '90' })
    await world.sent()
    assert.deepEqual(await later(80, 5), [reminder])
    assert.deepEqual(await later(5, 5), [])
  })

  it('sums up once a year for whoever wishes it, in numbers and nothing else', async () => {
    await world.turnOn({ summary: 'yes' })
    const page = await world.browser.open('/notices')
    assert.match(read(page), /The next one comes on \d+ \w+ 20\d\d\./)
    assert.notEqual(load(page.body)('#summary').attr('checked'), undefined)
    assert.deepEqual(await later(364), [])
    await world.logIn()
    await world.consent()
    await world.sent()
    app.clock.move(2 * day)
    const [mail, ...more] = await world.sentBy(5)
    assert.deepEqual([subjects([mail!]), more], [[summary], []])
    const counts =
      /In force: (\d+)\s+Recipients of them: (\d+)\s+Given in the last year: (\d+)\s+Ended in the last year: (\d+)\s/
    assert.deepEqual(counts.exec(mail!.text)?.slice(1), ['1', '1', '1', '0'])
    assert.match(mail!.text, new RegExp(`${app.publicUrl}/consents\\?by=asker`))
    for (const secret of [/SmekkFull/, /Nora/, new RegExp(nora), /income|inntekt/i]) {
      assert.doesNotMatch(mail!.headers + mail!.text, secret)
    }
    assert.deepEqual(await later(0), [])
    assert.deepEqual(await later(363), [], 'not twice in a year')
  })

  it('sums up once after years in which nobody has sent, and not at all when there is nothing', async () => {
    await world.turnOn({ summary: 'yes' })
    assert.deepEqual(await later(366), [], 'there is nothing')
    await world.logIn()
    await world.consent({ consent_days: '90' })
    await world.sent()
    assert.deepEqual(
      (await later(4 * 366, 5)).filter(subject => subject === summary),
      [],
      'nothing was given or has ended for years',
    )
    await world.logIn()
    await world.consent({ consent_days: '90' })
    await world.sent()
    assert.deepEqual(
      (await later(366)).filter(subject => subject === summary),
      [summary],
    )
    await choose({})
    assert.deepEqual(await later(2 * 366), [], 'she does not wish it any more')
  })

  it('ends by the link in each mail, without a login and after a question, or by the mail program’s own button', async () => {
    const { id: party } = (await app.stores.parties.findByIdentifier(person(nora)))!
    for (const oneClick of [false, true]) {
      app.clock.move(61_000)
      await world.turnOn()
      await world.consent()
      const [mail] = await world.sent()
      const [link = ''] = /https?:\S+\/notices\/stop\S+/.exec(mail!.text) ?? []
      const headers = mail!.headers.replace(/\r\n\s+/g, '').replace(/: ?</g, ': <')
      assert.ok(headers.includes(`List-Unsubscribe: <${link}>`), headers)
      assert.match(headers, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m)
      const stranger = visitor(app.publicUrl)
      const forged = link.replace(/code=[^&]+/, `code=${crypto.randomUUID()}`)
      assert.equal((await stranger.submit(await stranger.open(forged), { act: 'stop' })).status, 404)
      const question = await stranger.open(link)
      assert.equal(heading(question), 'Do you want to turn notices off?')
      assert.ok(await app.stores.notices.find(party))
      const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
      const answered = oneClick
        ? (await fetch(link, { method: 'POST', body })).status
        : (await stranger.submit(question, { act: 'stop' })).status
      assert.deepEqual([answered, await app.stores.notices.find(party)], [200, undefined])
      assert.equal((await stranger.submit(question, { act: 'stop' })).status, 404)
    }
  })
})
