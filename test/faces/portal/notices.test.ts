import assert from 'node:assert/strict'
import { load } from 'cheerio'
import type { GrantId } from '../../../server/domain/ids.ts'
import { person } from '../../../server/domain/party.ts'
import { useGrant } from '../../../server/usecases/grants/use-grant.ts'
import { operator } from '../../support/operators.ts'
import { onEachDatabase } from '../../support/database.ts'
import { email, everything, linkIn, type NoticeWorld, startNoticeWorld } from '../../support/notice-world.ts'
import { post } from '../../support/oauth-client.ts'
import { heading, nora, ola, read, type Visitor, visitor } from '../../support/portal-visitor.ts'
import { openDesk } from '../../../server/usecases/desk/index.ts'

const day = 24 * 3600 * 1000

onEachDatabase(
  'notices by e-mail',
  database => {
    let world: NoticeWorld
    let mails: NoticeWorld['mails']
    let app: NoticeWorld['app']
    let browser: Visitor
    before(async () => {
      world = await startNoticeWorld(database)
      ;({ mails, app, browser } = world)
    })
    after(() => world.close())

    const logIn = () => world.logIn()
    const sent = () => world.sent()
    const choose: NoticeWorld['choose'] = fields => world.choose(fields)
    const consent: NoticeWorld['consent'] = more => world.consent(more)
    const follow: NoticeWorld['follow'] = (link, by) => world.follow(link, by)
    const use = (path: string) => {
      const id = path.split('/').at(-1) as GrantId
      const what = { id, clientId: 'demo-web', what: 'Income', traceId: undefined }
      return useGrant(app.stores)({ ...what, fetch: async () => undefined })
    }
    it('are off until somebody asks for them', async () => {
      const page = await browser.open('/notices')
      assert.equal(heading(page), 'Notices by e-mail')
      await consent()
      assert.deepEqual(await sent(), [])
    })

    it('have nothing chosen before the person has chosen it', async () => {
      const page = load((await browser.open('/notices')).body)
      assert.equal(page('[type=checkbox]').length, 6)
      assert.equal(page('[checked]').length, 0)
      const empty = await browser.submit(await browser.open('/notices'), { email, act: 'save' })
      assert.equal(empty.status, 400)
      assert.match(read(empty), /Choose at least one thing/)
    })

    it('say in the title and on top that something is wrong, and lead to it', async () => {
      const wrong = [
        [{ ...everything, email: 'nora' }, '#email'],
        [{ email }, '#given'],
      ] as const
      for (const [language, title] of [
        ['nb', 'Feil: Varsler på e-post'],
        ['nn', 'Feil: Varsel på e-post'],
        ['en', 'Error: Notices by e-mail'],
      ] as const) {
        const page = await browser.open(`/notices?lang=${language}`)
        for (const [fields, field] of wrong) {
          const $ = load((await browser.submit(page, { ...fields, act: 'save' })).body)
          assert.ok($('title').text().startsWith(title), language)
          const summary = $('[role=alert]')
          assert.equal(summary.attr('tabindex'), '-1')
          assert.notEqual(summary.attr('autofocus'), undefined)
          assert.equal(summary.find('a').attr('href'), field)
          assert.equal($(field).length, 1)
        }
      }
      await browser.open('/notices?lang=en')
    })

    it('want an address, and something to tell', async () => {
      for (const bad of ['', 'nora', 'a@b', 'a@b.no\r\nBcc: x@y.no', `${'a'.repeat(300)}@b.no`]) {
        const page = await choose({ email: bad })
        assert.equal(page.status, 400, bad)
        assert.equal(load(page.body)('#email').attr('aria-invalid'), 'true')
      }
      assert.deepEqual(await sent(), [])
    })

    it('begin with a link that the same person must open while it is good', async () => {
      assert.match(read(await choose({ email })), /sent a link to nora@eksempel\.no/)
      const [mail, ...more] = await sent()
      assert.deepEqual(more, [])
      assert.deepEqual(mail?.to, [email])
      assert.match(mail!.headers, /^Subject: Confirm your e-mail address/m)
      assert.match(mail!.headers, /^Auto-Submitted: auto-generated/m)
      const link = linkIn(mail!.text)

      const other = visitor(app.publicUrl)
      await other.logIn(await other.open('/consents'), ola)
      assert.equal((await follow(link, other)).status, 404)
      assert.equal((await browser.open(link.replace(/.&lang/, 'x&lang'))).status, 400)
      assert.match(read(await browser.open('/notices')), /sent a link/)

      assert.match(read(await follow(link)), /Notices are sent to nora@eksempel\.no/)
      assert.equal((await follow(link)).status, 404)
    })

    it('do not claim to be sent to an address that was written wrong', async () => {
      const page = await choose({ email: 'nora' })
      assert.doesNotMatch(read(page), /Notices are sent to/)
    })

    it('tell that something happened, and nothing of what', async () => {
      await consent()
      const [mail, ...more] = await sent()
      assert.deepEqual(more, [])
      assert.match(mail!.text, new RegExp(`${app.publicUrl}/consents`))
      for (const secret of [/SmekkFull/, /Nora/, new RegExp(nora), /income|inntekt/i])
        assert.doesNotMatch(mail!.headers + mail!.text, secret)
      assert.deepEqual(await sent(), [])
    })

    it('tell of the first use, not of every one, and of the withdrawal', async () => {
      const path = await consent()
      await sent()
      await use(path)
      assert.equal((await sent()).length, 1)
      await use(path)
      assert.deepEqual(await sent(), [])
      await browser.submit(await browser.open(`${path}/withdraw`), { decision: 'withdraw' })
      assert.equal((await sent()).length, 1)
    })

    it('say why support ended a consent, in the words that were written, and nothing else of it', async () => {
      const path = await consent()
      await sent()
      const [id, reason] = [path.split('/').at(-1) as GrantId, 'You asked us to when you called']
      await openDesk(app.stores).revokeGrant({ operator: operator('support'), id, reason })
      const [mail, ...more] = await sent()
      assert.deepEqual(more, [])
      assert.match(mail!.text, new RegExp(reason))
      assert.doesNotMatch(mail!.headers + mail!.text, /SmekkFull|income/i)
      const page = read(await browser.open(path))
      assert.match(page, /Those who run the consent service ended the consent/)
      assert.match(page, new RegExp(`Reason: ${reason}`))
    })

    it('put what happened at once into one mail', async () => {
      await use(await consent())
      assert.equal((await sent()).length, 1)
    })

    it('tell whoever wishes it that somebody asks from elsewhere, and not what she is asked at their pages', async () => {
      const { client_id: id, client_secret: secret } = (await app.demoJson()).clients.oauth!.device!
      const form = { scope: 'openid income.read', login_hint: nora }
      const client = { id, secret, redirectUris: [] }
      const ask = () => post(app, '/backchannel_authentication', { client, form })
      await ask()
      assert.deepEqual(await sent(), [])
      await choose({ email, asked: 'yes' })
      await browser.ask()
      assert.deepEqual(await sent(), [])
      assert.equal((await ask()).status, 200)
      assert.equal((await sent()).length, 1)
      assert.deepEqual(await sent(), [])
      await choose({ email })
    })

    it('are sent once however many processes send', async () => {
      await consent()
      const before = mails.received.length
      await Promise.all(Array.from({ length: 5 }, () => app.sendNotices()))
      assert.equal(mails.received.length - before, 1)
    })

    it('wait when the mail server fails, and come later, under the same id', async () => {
      await consent()
      mails.fail(451)
      assert.deepEqual(await sent(), [])
      mails.fail()
      assert.deepEqual(await sent(), [], 'not before the pause is over')
      app.clock.move(61_000)
      assert.equal((await sent()).length, 1)
    })

    it('are not tried again when the mailbox is refused', async () => {
      await consent()
      mails.fail(550)
      await sent()
      mails.fail()
      app.clock.move(3600_000)
      assert.deepEqual(await sent(), [])
    })

    it('follow from events that nobody has read, whenever they are read', async () => {
      await logIn()
      await consent()
      const [waiting] = await database
        .connection()
        .read<{ count: string }>(
          'select count(*) from event_stream s join notice_mark m on m.stream = s.stream where m.sequence < s.sequence',
        )
      assert.equal(Number(waiting?.count), 1)
      app.clock.move(600_000)
      assert.equal((await sent()).length, 1)
    })

    it('tell of a consent that ends within a week, once, when it lasts longer than that', async () => {
      await logIn()
      await choose({ email, days: '7' })
      await sent()
      await consent({ consent_days: '20' })
      await consent({ consent_days: '3' })
      await sent()
      app.clock.move(12.9 * day)
      assert.deepEqual(await sent(), [])
      app.clock.move(0.2 * day)
      const [mail, ...more] = await sent()
      assert.deepEqual(more, [])
      assert.match(mail!.headers, /^Subject: Something on your consent pages ends soon/m)
      app.clock.move(day)
      assert.deepEqual(await sent(), [])
    })

    it('keep the address encrypted', async () => {
      const [row] = await database
        .connection()
        .read<{ all: string }>('select notice_address::text as all from notice_address')
      assert.doesNotMatch(row!.all, /nora/)
      assert.ok(!row!.all.includes(Buffer.from('nora@').toString('hex')))
    })

    it('stop when the person says so, and the address is forgotten', async () => {
      await logIn()
      await consent()
      const page = await browser.open('/notices')
      await browser.submit(page, { act: 'stop' })
      const stopped = () => app.audited.filter(({ what }) => what === 'notices.stopped').length
      const once = stopped()
      await browser.submit(page, { act: 'stop' })
      assert.equal(stopped(), once)
      assert.deepEqual(await sent(), [])
      assert.deepEqual(await database.connection().read('select from notice_address'), [])
    })

    it('S32: are not chosen by a form of somebody else’s', async () => {
      const answer = await fetch(`${app.publicUrl}/notices`, {
        method: 'POST',
        headers: { cookie: browser.cookies() },
        body: new URLSearchParams({ email: 'evil@evil.example', given: 'yes', act: 'save' }),
      })
      assert.equal(answer.status, 403)
      const party = await app.stores.parties.findByIdentifier(person(nora))
      assert.equal(await app.stores.notices.find(party!.id), undefined)
    })

    it('do not fill a stranger’s mailbox with links', async () => {
      await choose({ email: 'one@eksempel.no' })
      assert.equal((await choose({ email: 'two@eksempel.no' })).status, 400)
      const [mail, ...more] = await sent()
      assert.deepEqual([mail?.to, more], [['one@eksempel.no'], []])
      app.clock.move(25 * 3600_000)
      await logIn()
      assert.equal((await follow(linkIn(mail!.text))).status, 404)
    })

    it('are on record when they were chosen, confirmed and stopped, without the address', () => {
      const told = app.audited.filter(({ what }) => String(what).startsWith('notices.'))
      const names = new Set(told.map(({ what }) => what))
      assert.deepEqual(names, new Set(['notices.chosen', 'notices.confirmed', 'notices.stopped']))
      assert.ok(!JSON.stringify(told).includes('@'))
    })
  },
  'before all',
)
