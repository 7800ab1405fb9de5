import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { eventHash } from '../../../adapters/knex/ledger/event-hash.ts'
import { type PublishedKey, verifyReceipt } from '../../../adapters/jose/receipt/verify-receipt.ts'
import type { NumberedEvent } from '../../../server/domain/event.ts'
import { organization } from '../../../server/domain/party.ts'
import { onEachDatabase } from '../../support/database.ts'
import { download, everythingIn, everythingWorld, filesIn, textOf } from '../../support/everything-world.ts'
import { keepRows } from '../../support/kept-rows.ts'
import { heading, linkOn, nora, ola, read, visitor } from '../../support/portal-visitor.ts'
import { vouched } from '../../support/vouched.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

const minutes = 60_000

onEachDatabase(
  'everything about me',
  database => {
    let app: WholeApp
    let world: Awaited<ReturnType<typeof everythingWorld>>
    let files: Readonly<Record<string, Uint8Array>>
    let answer: Response
    before(async () => {
      app = await startWholeApp(database)
      world = await everythingWorld(app)
      answer = await download(app.publicUrl, world.browser)
      files = await filesIn(answer)
    })
    after(() => app.close())

    const verdict = async (bytes: Uint8Array) => {
      const { keys } = (await (await fetch(`${app.publicUrl}/receipts/jwks`)).json()) as {
        keys: PublishedKey[]
      }
      return verifyReceipt(bytes, { issuers: [app.publicUrl], findKeys: async () => keys })
    }

    const loggedIn = async (pid: string) => {
      const browser = visitor(app.publicUrl)
      await browser.logIn(await browser.open('/consents?lang=en'), pid)
      return browser
    }

    it('is one click from my consents, says what is in the file, and gives it', async () => {
      const list = await world.browser.open('/consents?lang=en')
      const page = await world.browser.open(linkOn(list, 'Download everything about me'))
      assert.equal(heading(page), 'Download everything about me')
      assert.match(read(page), /consents and powers of attorney, with receipts/)
    })

    it('K9: is a file to keep that nobody caches, and is on record', async () => {
      assert.equal(answer.headers.get('content-type'), 'application/zip')
      assert.match(
        answer.headers.get('content-disposition') ?? '',
        /^attachment; filename="samtykke-\d{4}-\d\d-\d\d\.zip"$/,
      )
      assert.match(answer.headers.get('cache-control') ?? '', /no-store/)
      const lines = app.audited.filter(({ what }) => what === 'party.exported')
      const { about_id, by, party_id } = lines[0]!
      assert.deepEqual([about_id, by, party_id], [world.her.id, 'giver', world.her.id])
    })

    it('tells who she is, where she is told of things, and her logins', async () => {
      await app.stores.notices.ask({
        party: world.her.id,
        email: 'nora@eksempel.example',
        language: 'nb',
        kinds: ['given'],
        remindDays: 14,
        askedAt: app.clock.now(),
      })
      const all = everythingIn(await filesIn(await download(app.publicUrl, world.browser)))
      assert.equal(all.person.number, nora)
      assert.equal((all.person.notice_address as { email: string }).email, 'nora@eksempel.example')
      assert.equal(all.logins[0]?.level, 'substantial')
      assert.deepEqual([all.format, all.issuer], ['samtykke everything 1', app.publicUrl])
    })

    it('tells of each consent what it was used for, its tokens without a value, and who was told of its end', () => {
      const { consents } = everythingIn(files)
      const of = (id: string) => consents.find(({ receipt }) => receipt.record_id === id)!
      assert.deepEqual(
        of(world.given).uses.map(({ what }) => what),
        ['Inntekt hentet'],
      )
      const [token] = consents.flatMap(({ tokens }) => tokens)
      assert.deepEqual(Object.keys(token!).sort(), ['client', 'expires_at', 'issued_at', 'kind'])
      assert.equal(token?.kind, 'authorization code')
      const [delivery] = of(world.withdrawn).deliveries
      assert.deepEqual([delivery?.told, delivery?.of], ['SmekkFull Bank', 'withdrawal'])
      assert.ok(delivery?.ended_at && delivery.acknowledged_at)
    })

    it('tells of requests that gave nothing, and of who may act for her', () => {
      const { requests, powers } = everythingIn(files)
      assert.deepEqual(requests.map(({ status }) => status).sort(), ['pending', 'rejected'])
      const declined = requests.find(({ status }) => status === 'rejected')!
      assert.equal(declined.asked_by, 'SmekkFull Bank')
      assert.ok((declined.answer as { text: string }).text)
      assert.equal((powers[0]!.given_to as { name: string }).name, world.him.displayName)
    })

    it('K7: has nothing of other people but the names of those who acted', () => {
      for (const [name, file] of Object.entries(files)) assert.ok(!textOf(file).includes(ola), name)
      const about = everythingIn(files).consents.map(({ receipt }) => receipt.pii_principal_id)
      assert.deepEqual([...new Set(about)], [world.her.id])
      assert.equal(about.length, 2)
    })

    it('K8: has the very events of the ledger, whose hashes fit, and the ledger holds', async () => {
      const { ledger } = everythingIn(files)
      const kept = await database.connection().read<{ stream: string; sequence: string; hash: string }>(
        `select e.stream, e.sequence, e.hash, e.previous_hash from event e
           left join consent_request r on r.id = e.request_id left join authorization_grant g on g.id = e.grant_id
         where r.requested_from = $1 or g.granted_for = $1 order by e.stream, e.sequence`,
        [world.her.id],
      )
      assert.deepEqual(
        ledger.map(({ stream, sequence, hash, previous_hash }) => ({
          stream,
          sequence: String(sequence),
          hash,
          previous_hash,
        })),
        kept,
      )
      for (const one of ledger) {
        const event = {
          ...one,
          requestId: one.request_id,
          grantId: one.grant_id,
          contentHash: one.content_hash,
          previousHash: one.previous_hash,
          at: new Date(one.at!),
        } as unknown as NumberedEvent
        assert.equal(eventHash(event), one.hash)
      }
      assert.equal((await app.stores.evidence.examine()).misfit, undefined)
    })

    it('K10: is signed as a whole, and each receipt in it by itself', async () => {
      const receipts = Object.keys(files).filter(name => name.startsWith('receipts/'))
      assert.equal(receipts.length, 2 * everythingIn(files).consents.length)
      for (const name of [...receipts, 'everything.json']) {
        assert.equal((await verdict(files[name]!)).verdict, 'valid', name)
      }
      const text = textOf(files['everything.json'])
      const forged = Buffer.from(text.replace('Inntekt hentet', 'Noe annet'))
      const judged = await verdict(forged)
      assert.equal('code' in judged && judged.code, 'receipt.altered')
      const turned = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse()), null, 2)
      assert.equal((await verdict(Buffer.from(turned))).verdict, 'valid')
    })

    it('K10: has the same receipt in the document as beside it', () => {
      for (const { receipt } of everythingIn(files).consents) {
        const beside = JSON.parse(textOf(files[`receipts/samtykke-${receipt.record_id}.json`]))
        assert.deepEqual(beside.receipt, receipt)
      }
    })

    it('explains itself in her language', async () => {
      assert.match(textOf(files['README.txt']), /^Everything about NORA|^Everything about Nora/)
      const norwegian = visitor(app.publicUrl)
      await norwegian.logIn(await norwegian.open('/consents?lang=nn'))
      const readMe = textOf((await filesIn(await download(app.publicUrl, norwegian)))['README.txt'])
      assert.match(readMe, /Alt om/)
      assert.match(readMe, /kvart samtykke/)
      assert.doesNotMatch(readMe, /\{[a-z]+\}|undefined|everything\.readme/)
    })

    it('has no receipt of a consent that was changed in the database, and says so', async () => {
      const putBack = await keepRows(database)
      try {
        await database
          .connection()
          .write(
            `update authorization_grant set valid_to = valid_to + interval '1 year' where id = '${world.given}'`,
          )
        const altered = await filesIn(await download(app.publicUrl, world.browser))
        const found = everythingIn(altered).consents.filter(one => one.altered)
        assert.deepEqual(
          found.map(({ receipt }) => receipt.record_id),
          [world.given],
        )
        assert.equal(altered[`receipts/samtykke-${world.given}.pdf`], undefined)
      } finally {
        await putBack()
      }
    })

    it('is had of another by whoever may read the consents, without number, addresses and logins', async () => {
      const delegate = await loggedIn(ola)
      const path = `/everything?for=${world.her.id}`
      assert.match(heading(await delegate.open(path)), /^Download everything about (Nora|NORA)/)
      const of = everythingIn(await filesIn(await download(app.publicUrl, delegate, path)))
      assert.equal(of.consents.length, 2)
      assert.deepEqual(Object.keys(of.person).sort(), ['id', 'kind', 'name'])
      assert.deepEqual(of.logins, [])
      const line = app.audited.findLast(({ what }) => what === 'party.exported')
      assert.deepEqual([line?.about_id, line?.party_id], [world.her.id, world.him.id])
    })

    it('is had of an organization by whoever acts for it, with its number', async () => {
      const firm = await app.stores.parties.findOrAdd(organization('810418192'), 'Kolsaas og Flaam')
      const to = new Date(app.clock.now().getTime() + 1e9)
      const right = { actor: world.her.id, onBehalfOf: firm.id, resource: 'consents', action: 'read' }
      await app.stores.rights.give([vouched(right, { from: app.clock.now(), to })], 'Vera')
      const list = await world.browser.open(`/consents?for=${firm.id}`)
      const path = linkOn(list, 'Download everything about Kolsaas og Flaam')
      const of = everythingIn(await filesIn(await download(app.publicUrl, world.browser, path)))
      assert.deepEqual([of.person.number, of.person.name], ['810418192', 'Kolsaas og Flaam'])
      assert.deepEqual(of.consents, [])
    })

    it('S49: is nobody else’s', async () => {
      const stranger = world.browser
      const path = `/everything?for=${world.him.id}`
      assert.equal((await stranger.open(path)).status, 403)
      const form = load((await stranger.open('/everything')).body)('input[name=csrf]').attr('value')!
      const refused = await fetch(`${app.publicUrl}/everything`, {
        method: 'POST',
        headers: { cookie: stranger.cookies(), origin: app.publicUrl },
        body: new URLSearchParams({ act: 'download', csrf: form, for: world.him.id }),
        redirect: 'manual',
      })
      assert.equal(refused.status, 403)
    })

    it('K9: asks for a login anew when the last one is some minutes old, also of a form that was open', async () => {
      const open = await world.browser.open('/everything')
      app.clock.move(11 * minutes)
      const csrf = load(open.body)('input[name=csrf]').attr('value')!
      const late = await fetch(`${app.publicUrl}/everything`, {
        method: 'POST',
        headers: { cookie: world.browser.cookies(), origin: app.publicUrl },
        body: new URLSearchParams({ act: 'download', csrf }),
        redirect: 'manual',
      })
      assert.equal(late.status, 401)
      const page = await world.browser.open('/everything')
      assert.equal(load(page.body)('form[action="/everything"]').length, 0)
      const back = await world.browser.logIn(await world.browser.open(linkOn(page, 'Log in again')))
      assert.equal(heading(back), 'Download everything about me')
      assert.equal((await download(app.publicUrl, world.browser)).status, 200)
    })
  },
  'before all',
)
