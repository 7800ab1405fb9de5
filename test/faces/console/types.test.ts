import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { finances } from '../../../server/demo/world/resources.ts'
import type { Visit } from '../../../server/demo/walk/cookie-jar.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type OperatorVisitor, operatorVisitor } from '../../support/operator-visitor.ts'
import { heading, linkOn, read } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'

onEachDatabase('consent types in the console', database => {
  const app = sharedApp(database)
  let browser: OperatorVisitor
  beforeEach(() => {
    browser = operatorVisitor(app.managementUrl)
  })

  const inAll = (path: string, text: string) =>
    Object.fromEntries(['nb', 'nn', 'en'].map(language => [`${path}.${language}`, `${text} ${language}`]))
  const loan = {
    ...inAll('name', 'Loan'),
    ...inAll('description', 'The bank sees what you earn.'),
    ...inAll('when_declined', 'The bank cannot answer you.'),
    permissions: 'income.read',
    lasts: '30d',
    lasts_at_most: '90d',
    login_level: 'substantial',
    'identity_scopes.profile': 'on',
    'privacy.contact': 'ask@bank.example',
    act: 'save',
  }
  /** As a browser does it: every field of the form is sent, with some of them changed. */
  const edit = (page: Visit, changes: Readonly<Record<string, string>>) => {
    const fields = load(page.body)('form[method=post]').serializeArray()
    const standing = Object.fromEntries(fields.map(({ name, value }) => [name, value]))
    return browser.submit(page, { ...standing, ...changes, act: 'save' })
  }
  const begin = async (id: string, kind = 'purpose') => {
    await browser.logInAs('administrator', '/console/types?lang=en')
    return beginHere(id, kind)
  }
  const beginHere = async (id: string, kind = 'purpose') =>
    browser.submit(await browser.open(`/console/new-type?kind=${kind}`), { id, act: 'begin' })
  const publish = async (page: Visit, reason = 'Asked for') =>
    browser.submit(await browser.open(linkOn(page, 'Publish')), { reason, act: 'do' })
  const entryOf = (id: string) => app.stores.registry.findPurpose(id)

  it('are written by a form in three languages, seen as people see them, and published for a reason', async () => {
    const begun = await begin('loan')
    assert.equal(heading(begun), 'loan')
    assert.match(read(begun), /This must be mended before the draft can be published/)
    assert.equal(load(begun.body)('a:contains("Publish")').length, 0)
    assert.equal(load(begun.body)('[id="name.nb"]').attr('aria-invalid'), 'true')
    const saved = await browser.submit(begun, loan)
    assert.equal(heading(saved), 'Loan en')
    assert.doesNotMatch(read(saved), /must be mended/)
    assert.equal(await entryOf('loan'), undefined)
    const done = await publish(saved)
    assert.equal(heading(done), 'Published')
    const purpose = await entryOf('loan')
    assert.deepEqual(
      [purpose?.name.nb, purpose?.permissions, purpose?.identityScopes, purpose?.privacy],
      ['Loan nb', ['income.read'], ['profile'], { contact: 'ask@bank.example' }],
    )
    const { items } = await app.stores.acts.list({ target: { kind: 'purpose', id: 'loan' } }, { limit: 5 })
    assert.deepEqual([items[0]?.operation, items[0]?.reason], ['registry.publish', 'Asked for'])
  })

  it('tell before they are published what changes for consents that stand, and keep what the form has no field for', async () => {
    await publish(await browser.submit(await begin('loan'), loan))
    const json = await browser.open('/console/types/purpose/loan/draft?as=json')
    const entry = JSON.parse(load(json.body)('textarea').text()) as object
    const asJson = { entry: JSON.stringify({ ...entry, token_exchange: 'never' }), act: 'save' }
    await publish(await browser.submit(json, asJson))
    const form = await browser.open(
      linkOn(await browser.open('/console/types/purpose/loan'), 'Write a new version'),
    )
    assert.match(read(form), /What you save becomes the draft of a new version/)
    const mended = await edit(form, { 'name.en': 'A loan' })
    assert.match(read(mended), /Consents that were given cover the new version, too/)
    const widened = await edit(mended, { permissions: 'income.read debt.read' })
    assert.match(read(widened), /must ask anew, because: permissions holds more/)
    await publish(widened)
    const page = await browser.open('/console/types/purpose/loan?from=1&to=3')
    assert.match(read(page), /Version 3.*must ask anew.*Version 2.*Version 1/)
    assert.match(read(page), /Changed from version 1 to 3/)
    assert.deepEqual(
      load(page.body)('del, ins')
        .toArray()
        .map(one => load(one).text().replace(/\s+/g, ' ')),
      ['Loan en', 'A loan', '[ "income.read" ]', '[ "income.read", "debt.read" ]', '"chained"', '"never"'],
    )
  })

  it('lose nothing to somebody who saved meanwhile, or to what is no JSON', async () => {
    const begun = await begin('loan')
    await browser.submit(begun, loan)
    const stale = await browser.submit(begun, { ...loan, 'name.en': 'Mine' })
    assert.equal(stale.status, 400)
    assert.match(read(stale), /Somebody else saved the draft meanwhile/)
    assert.equal(load(stale.body)('[id="name.en"]').val(), 'Mine')
    const json = await browser.open('/console/types/purpose/loan/draft?as=json')
    const saved = await browser.open('/console/types/purpose/loan/draft')
    for (const entry of ['{ "id": ', '[]', 'null']) {
      const broken = await browser.submit(json, { entry, act: 'save' })
      assert.equal(broken.status, 400)
      assert.match(read(broken), /This is no JSON object/)
      assert.equal(load(broken.body)('textarea').text(), entry)
    }
    const discard = await browser.open(linkOn(saved, 'Discard the draft'))
    await browser.submit(discard, { reason: '', act: 'do' })
    const gone = await edit(saved, { 'name.en': 'Mine still' })
    assert.equal(gone.status, 400)
    assert.equal(load(gone.body)('[id="name.en"]').val(), 'Mine still')
  })

  it('have their pages shown in three languages and two widths, by pages that send nothing', async () => {
    await browser.logInAs('administrator', '/console/types?lang=en')
    const form = await browser.open('/console/types/purpose/finance-overview/draft')
    await edit(form, { 'name.en': 'Quite another name' })
    const pages = await browser.open('/console/types/purpose/finance-overview/pages')
    assert.match(pages.headers.get('content-security-policy') ?? '', /frame-src 'self'/)
    const frames = load(pages.body)('iframe')
    assert.ok(frames.length >= 2)
    const specimen = await browser.open(frames.first().attr('src')!)
    assert.match(
      specimen.headers.get('content-security-policy') ?? '',
      /form-action 'none'; frame-ancestors 'self'/,
    )
    assert.match(read(specimen), /Quite another name/i)
    const bokmaal = await browser.open(linkOn(specimen, 'Bokmål'))
    assert.equal(load(bokmaal.body)('html').attr('lang'), 'nb')
    const text = await browser.open(load(specimen.body)('a[type="text/plain"]').attr('href')!)
    assert.match(text.body, /Quite another name/i)
    assert.equal((await browser.open('/console/types/purpose/finance-overview/pages/99')).status, 404)
  })

  it('say so of what no page shows, and of a draft that cannot be read', async () => {
    const begun = await begin('loan')
    assert.match(read(await browser.open(linkOn(begun, 'See the pages'))), /faults that must be mended/)
    const type = await beginHere('account', 'authorization_details_type')
    const words = { nb: 'Konto', nn: 'Konto', en: 'Account' }
    const entry = {
      type: 'account',
      audiences: [finances.audience],
      title: words,
      schema: {
        type: 'object',
        properties: { number: { type: 'string', maxLength: 20 } },
        additionalProperties: false,
      },
      members: [{ path: 'number', name: words }],
    }
    const saved = await browser.submit(type, { entry: JSON.stringify(entry), act: 'save' })
    assert.match(read(await browser.open(linkOn(saved, 'See the pages'))), /No page shows this yet/)
  })

  it('are written as JSON where there is no form, also of an API whose id is an address', async () => {
    const id = 'https://api.example/income'
    const begun = await begin(id, 'resource')
    const words = (text: string) => ({ nb: text, nn: text, en: text })
    const entry = {
      audience: id,
      name: words('Incomes'),
      scopes: [{ value: 'wages.read', text: words('See your wages') }],
      token: { format: 'opaque', lasts: '10m' },
    }
    const saved = await browser.submit(begun, { entry: JSON.stringify(entry), act: 'save' })
    assert.equal(new URL(saved.url).pathname, `/console/types/resource/${encodeURIComponent(id)}/draft`)
    const page = await browser.open(linkOn(await publish(saved), 'Go on'))
    assert.equal(heading(page), 'Incomes')
    assert.match(
      read(await browser.open('/console/types?kind=resource')),
      /Incomes ?https:\/\/api\.example\/income/,
    )
  })

  it('have a form for the words of templates, too', async () => {
    const begun = await begin('plain', 'consent_template')
    const words = ['title', 'heading', 'service_intro', 'title_accepted', 'service_intro_accepted'].flatMap(
      name => ['person', 'organization'].map(whom => inAll(`${name}.${whom}`, 'About this.')),
    )
    const others = ['purpose', 'expiration', 'expiration_one_time', 'handled_by'].map(name =>
      inAll(name, 'So.'),
    )
    const saved = await edit(begun, Object.assign({}, ...words, ...others))
    await publish(saved)
    const template = await app.stores.registry.consentTemplates.find('plain')
    assert.deepEqual(
      [template?.title.organization.nn, template?.isMessageSetInRequest, template?.isPowerOfAttorney],
      ['About this. nn', true, false],
    )
  })

  it('are begun once, with an id that something can have', async () => {
    await begin('loan')
    for (const [id, words] of [
      ['loan', /This id is taken/],
      ['finance-overview', /This id is taken/],
      ['', /Nothing can have this id/],
    ] as const) {
      const form = await browser.open('/console/new-type?kind=purpose')
      const refused = await browser.submit(form, { id, act: 'begin' })
      assert.equal(refused.status, 400)
      assert.match(read(refused), words)
    }
  })

  it('are discarded as drafts, and removed as the version that was seen', async () => {
    const discard = await browser.open(linkOn(await begin('loan'), 'Discard the draft'))
    assert.equal(heading(await browser.submit(discard, { reason: '', act: 'do' })), 'The draft is discarded')
    assert.equal((await browser.open('/console/types/purpose/loan/draft')).status, 404)
    await publish(await browser.submit(await beginHere('loan'), loan))
    const remove = await browser.open(linkOn(await browser.open('/console/types/purpose/loan'), 'Remove'))
    assert.equal(heading(await browser.submit(remove, { reason: 'Not used', act: 'do' })), 'Removed')
    assert.equal(await entryOf('loan'), undefined)
    assert.match(read(await browser.open('/console/types/purpose/loan')), /Removed .*Version 1/)
    assert.equal((await browser.submit(remove, { reason: 'Again', act: 'do' })).status, 404)
  })

  it('are read by auditors, who write nothing, and are no business of support', async () => {
    await begin('loan')
    browser = operatorVisitor(app.managementUrl)
    const list = await browser.logInAs('auditor', '/console/types?lang=en')
    assert.match(read(list), /Drafts.*loan/)
    assert.equal(load(list.body)('a:contains("Add a new one")').length, 0)
    for (const path of ['finance-overview', 'finance-overview/pages', 'loan/draft']) {
      const page = await browser.open(`/console/types/purpose/${path}`)
      assert.equal(page.status, 200, path)
      assert.equal(load(page.body)('form[method=post]').length, 0, path)
    }
    for (const path of ['new-type', 'types/purpose/loan/draft/publish', 'types/purpose/loan/remove'])
      assert.equal((await browser.open(`/console/${path}`)).status, 403, path)
    browser = operatorVisitor(app.managementUrl)
    await browser.logInAs('support')
    for (const path of ['types', 'types/purpose/finance-overview', 'types/purpose/finance-overview/pages/0'])
      assert.equal((await browser.open(`/console/${path}`)).status, 403, path)
  })

  it('need no more than 60 KB for the longest form', async () => {
    const begun = await begin('plain', 'consent_template')
    assert.ok(Buffer.byteLength(begun.body) <= 60 * 1024, String(Buffer.byteLength(begun.body)))
  })
})
