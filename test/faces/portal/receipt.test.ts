import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { type PublishedKey, verifyReceipt } from '../../../adapters/jose/receipt/verify-receipt.ts'
import { rotateSigningKey } from '../../../adapters/jose/signing-keys.ts'
import { onEachDatabase } from '../../support/database.ts'
import { keepRows } from '../../support/kept-rows.ts'
import { heading, nora, ola, read, type Visitor, visitor } from '../../support/portal-visitor.ts'
import { decisionsOf } from '../../support/shown-texts.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

interface Receipt {
  readonly receipt: Readonly<Record<string, unknown>>
  readonly signature: string
}

onEachDatabase(
  'the receipt of a consent',
  database => {
    let app: WholeApp
    let browser: Visitor
    let path: string
    before(async () => {
      app = await startWholeApp(database)
      browser = visitor(app.publicUrl)
      await browser.logIn(await browser.open('/consents?lang=en'))
      await browser.submit(await browser.ask(), { decision: 'accept' })
      path = load((await browser.open('/consents')).body)('.grants a')
        .first()
        .attr('href')!
    })
    after(() => app.close())

    const fetchFile = async (extension: string) => {
      const answer = await fetch(`${app.publicUrl}${path}/receipt.${extension}`, {
        headers: { cookie: browser.cookies() },
      })
      return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) }
    }
    const publishedKeys = async () => {
      const answer = await fetch(`${app.publicUrl}/receipts/jwks`)
      return ((await answer.json()) as { keys: PublishedKey[] }).keys
    }
    const verdict = (bytes: Uint8Array, findKeys = publishedKeys) =>
      verifyReceipt(bytes, { issuers: [app.publicUrl], findKeys })
    const changed = (bytes: Uint8Array, from: string, to: string) => {
      const text = Buffer.from(bytes).toString('latin1')
      assert.ok(text.includes(from), from)
      return Buffer.from(text.replace(from, to), 'latin1')
    }

    const asText = async (page: { body: string }) => {
      const link = load(page.body)('a[type="text/plain"]').attr('href')!
      const answer = await fetch(new URL(link, app.publicUrl), { headers: { cookie: browser.cookies() } })
      assert.equal(answer.headers.get('content-type'), 'text/plain; charset=utf-8')
      return answer.text()
    }

    it('is a page, one click from the consent, that says who, what, why and until when', async () => {
      const detail = await browser.open(path)
      assert.equal(load(detail.body)(`a[href="${path}/receipt"]`).length, 1)
      const page = await browser.open(`${path}/receipt`)
      assert.equal(heading(page), 'Receipt for the consent to SmekkFull Bank')
      for (const said of [/810 419 512/, /Nora|NORA/, /Until /, /Your name/]) assert.match(read(page), said)
      assert.doesNotMatch(page.body, new RegExp(nora))
    })

    it('is had as plain text, as are the consent and the question: that one exactly as it is kept', async () => {
      const question = await browser.ask()
      const shown = load(question.body)('input[name=shown]').attr('value')
      assert.equal(await sha256(await asText(question)), shown)

      const { text } = (await decisionsOf(app))[0]!.shown
      const detail = await asText(await browser.open(path))
      for (const said of ['Consent to SmekkFull Bank', 'SmekkFull Bank (810 419 512)', text, 'You consented'])
        assert.ok(detail.includes(said), said)
      assert.match(detail.replace(text, ''), /personvern@smekkfull-bank\.example/)
      const receipt = await asText(await browser.open(`${path}/receipt`))
      for (const said of ['Receipt for the consent to SmekkFull Bank', '810 419 512', 'Your name'])
        assert.ok(receipt.includes(said), said)
      for (const said of [detail, receipt]) assert.doesNotMatch(said, /undefined|<|\{[a-z]+\}/)
    })

    it('is a record after ISO/IEC TS 27560 with the text exactly as it was read, and its hash', async () => {
      const { answer, bytes } = await fetchFile('json')
      assert.equal(answer.headers.get('content-type'), 'application/json')
      assert.match(
        answer.headers.get('content-disposition') ?? '',
        /^attachment; filename="samtykke-[\w-]+\.json"$/,
      )
      const text = Buffer.from(bytes).toString('utf8')
      assert.doesNotMatch(text, new RegExp(nora))
      const { receipt } = JSON.parse(text) as Receipt
      assert.equal(receipt.record_id, path.split('/').at(-1))
      assert.match(String(receipt.schema_version), /^ISO\/IEC TS 27560:2023/)
      const notice = receipt.privacy_notice as { text: string; sha256: string; language: string }
      assert.equal(notice.sha256, await sha256(notice.text))
      assert.equal(notice.language, 'en')
      const [processing] = receipt.pii_processing as ({ pii_information: { pii_type: string }[] } & Record<
        string,
        unknown
      >)[]
      assert.ok(processing!.pii_information.some(({ pii_type }) => pii_type === 'Your name'))
      const { retention_period, recipient_third_parties, geographic_restrictions } = processing!
      assert.deepEqual(
        [retention_period, recipient_third_parties, geographic_restrictions],
        [
          'Deleted no later than 30 days after the consent has ended.',
          'Nobody else.',
          'The information is not sent there.',
        ],
      )
      assert.equal(processing!.storage_locations, 'not told by the asker')
      assert.equal('conforms_to' in receipt, false)
      const parties = receipt.party_identification as Record<string, string>[]
      const controller = parties.find(({ party_role }) => party_role === 'PII controller')!
      assert.equal(controller.organization_number, '810419512')
      assert.equal(controller.party_contact, 'personvern@smekkfull-bank.example')
      assert.equal(controller.party_privacy_notice, 'https://smekkfull-bank.example/personvern')
      const events = receipt.events as { event_state: string }[]
      assert.deepEqual(
        events.map(({ event_state }) => event_state),
        ['requested', 'given'],
      )
    })

    it('K1: has a number of its own each time it is given out', async () => {
      const numberIn = async () =>
        String(
          (JSON.parse(Buffer.from((await fetchFile('json')).bytes).toString()) as Receipt).receipt.receipt_id,
        )
      const [one, other] = [await numberIn(), await numberIn()]
      assert.match(one, /^[\da-f-]{36}$/)
      assert.notEqual(one, other)
    })

    it('is signed: valid as it is, invalid when anything in it is changed', async () => {
      for (const extension of ['json', 'pdf']) {
        const { bytes } = await fetchFile(extension)
        const valid = await verdict(bytes)
        assert.equal(valid.verdict, 'valid', extension)
        assert.equal('issuer' in valid && valid.issuer, app.publicUrl)
      }
      const { bytes: json } = await fetchFile('json')
      const code = async (bytes: Uint8Array) => {
        const answer = await verdict(bytes)
        return 'code' in answer ? answer.code : answer.verdict
      }
      assert.equal(await code(changed(json, '"given"', '"refused"')), 'receipt.altered')
      assert.equal(await code(changed(json, '{', '{"receipt":{},')), 'receipt.malformed')
      assert.equal(await code(Buffer.from('{}')), 'receipt.malformed')
      assert.equal(await code(new Uint8Array(11_000_000)), 'receipt.malformed')
      const { bytes: pdf } = await fetchFile('pdf')
      const flipped = Uint8Array.from(pdf)
      flipped[100]! ^= 1
      assert.equal(await code(flipped), 'receipt.altered')
      assert.equal(await code(pdf.subarray(0, -10)), 'receipt.malformed')
      assert.equal(await code(Buffer.concat([pdf, Buffer.from('more')])), 'receipt.malformed')
    })

    it('is not valid by keys of others, or without keys', async () => {
      const { bytes } = await fetchFile('json')
      const [key] = await publishedKeys()
      const codes = await Promise.all(
        [
          async () => [],
          async () => [{ ...key!, x: key!.y!, y: key!.x! }],
          async () => [{ ...key!, exp: key!.iat! }],
          async () => Promise.reject(new Error('down')),
        ].map(keys => verdict(bytes, keys)),
      )
      assert.deepEqual(
        codes.map(one => 'code' in one && one.code),
        ['receipt.unknown-key', 'receipt.altered', 'receipt.key-not-in-force', 'receipt.keys-unavailable'],
      )
    })

    it('stays valid after the signing key was changed and has left the keys of tokens', async () => {
      const { bytes } = await fetchFile('json')
      const { keys: store } = app.stores
      await rotateSigningKey({ store, clock: app.clock, publishAhead: 0, longestToken: 0 })
      app.clock.move(61_000)
      const living = await store.list()
      const old = (await publishedKeys()).find(({ exp }) => exp !== undefined)
      assert.ok(old && !living.some(({ kid }) => kid === old.kid))
      assert.equal((await verdict(bytes)).verdict, 'valid')
      const all = await publishedKeys()
      assert.ok(all.every(one => !('d' in one)))
    })

    it('S49: is nobody else’s', async () => {
      const other = visitor(app.publicUrl)
      await other.logIn(await other.open('/consents?lang=en'), ola)
      for (const end of ['receipt', 'receipt.json', 'receipt.pdf']) {
        const seen = await other.open(`${path}/${end}`)
        assert.equal(seen.status, 404, end)
        assert.doesNotMatch(seen.body, /SmekkFull/)
      }
    })

    it('sends who is not logged in to the login', async () => {
      const answer = await fetch(`${app.publicUrl}${path}/receipt.json`, { redirect: 'manual' })
      assert.equal(answer.status, 303)
    })

    it('is not given for a consent that somebody changed in the database, which can still be withdrawn', async () => {
      const putBack = await keepRows(database)
      const audited = app.audited.length
      try {
        await database.knex.raw("update authorization_grant set valid_to = valid_to + interval '10 years'")
        for (const end of ['receipt', 'receipt.json', 'receipt.pdf']) {
          const page = await browser.open(`${path}/${end}`)
          assert.equal(page.status, 500, end)
          assert.equal(heading(page), 'The consent has been changed')
        }
        const detail = await browser.open(path)
        assert.equal(detail.status, 200)
        assert.match(read(detail), /not what was decided/)
        assert.equal(load(detail.body)(`a[href="${path}/withdraw"]`).length, 1)
        const [line] = app.audited.slice(audited)
        assert.equal(line?.what, 'evidence.altered')
        assert.match(await app.measured(), /samtykke_evidence_altered_total\{why="content"\} 4/)
        assert.match(await asText(detail), /not what was decided/)
      } finally {
        await putBack()
      }
      assert.equal((await browser.open(`${path}/receipt`)).status, 200)
    })

    it('tells of the withdrawal once the consent is withdrawn', async () => {
      const page = await browser.submit(await browser.open(`${path}/withdraw`), { decision: 'withdraw' })
      for (const said of [read(page), await asText(page)])
        assert.match(said, /The consent has been withdrawn\s+SmekkFull Bank can no longer use it\./)
      const { receipt } = JSON.parse(Buffer.from((await fetchFile('json')).bytes).toString()) as Receipt
      assert.equal(receipt.consent_status, 'revoked')
      const events = receipt.events as { event_state: string }[]
      assert.equal(events.at(-1)?.event_state, 'withdrawn')
    })
  },
  'before all',
)

const sha256 = async (text: string) =>
  Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString('hex')
