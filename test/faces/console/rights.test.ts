import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { findForm } from '../../../server/demo/walk/html.ts'
import { consoleWorld } from '../../support/console-world.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type OperatorVisitor, operatorVisitor } from '../../support/operator-visitor.ts'
import { heading, linkOn, nora, ola, read } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'

type Page = Awaited<ReturnType<OperatorVisitor['open']>>

onEachDatabase('rights in the console', database => {
  const app = sharedApp(database)
  let browser: OperatorVisitor
  let world: Awaited<ReturnType<typeof consoleWorld>>
  beforeEach(async () => {
    browser = operatorVisitor(app.managementUrl)
    world = await consoleWorld(app)
  })

  const guardian = { actor: ola, on_behalf_of: nora, kind: 'guardian', resource: 'consents', action: '*' }
  const fill = async (more: Readonly<Record<string, string>> = {}) =>
    browser.submit(await browser.open('/console/rights/new?lang=en'), { ...guardian, ...more, act: 'give' })
  const give = async () => {
    await browser.logInAs('administrator')
    return fill()
  }
  const find = async (fields: Readonly<Record<string, string>>) =>
    browser.submit(await browser.open('/console/rights?lang=en'), { ...fields, act: 'find' })

  /** Sends the form on a page with a file, as browsers do. */
  const upload = async (
    page: Page,
    fields: Readonly<Record<string, string>>,
    files: Readonly<Record<string, File>>,
  ) => {
    const [name, value] = Object.entries(fields).at(-1)!
    const { action, fields: hidden } = findForm(page.body, page.url, { name, value })
    const body = new FormData()
    for (const [field, said] of Object.entries({ ...hidden, ...fields })) body.set(field, said)
    for (const [field, file] of Object.entries(files)) body.set(field, file)
    const answer = await fetch(action, {
      method: 'POST',
      body,
      headers: { cookie: browser.cookies() },
      redirect: 'manual',
    })
    return { url: action, status: answer.status, headers: answer.headers, body: await answer.text() }
  }
  const acts = async () => (await app.stores.acts.list({ party: world.reader.id }, { limit: 20 })).items
  const standing = async () =>
    (await app.stores.rights.list({ onBehalfOf: world.reader.id, standing: 'current' }, { limit: 100 })).items

  it('are registered with a document, of which the name and the hash are kept', async () => {
    await browser.logInAs('administrator')
    const form = await browser.open('/console/rights/new?lang=en')
    const fields = { ...guardian, valid_to: '2090-01-31', document_reference: 'Case 12/345', reason: 'Court' }
    const page = await upload(
      form,
      { ...fields, actor: `${ola.slice(0, 6)} ${ola.slice(6)}`, act: 'give' },
      { document: new File(['abc'], 'decision.pdf') },
    )
    assert.equal(heading(page), 'The right is registered')
    assert.match(read(page), /Guardian.*In force.*1 February 2090.*decision\.pdf, Case 12\/345.*ba7816bf8f01/)
    const [right, ...others] = await standing()
    assert.deepEqual(others, [])
    assert.deepEqual(
      [right?.kind, right?.source, right?.document],
      [
        'guardian',
        'desk',
        {
          name: 'decision.pdf',
          sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
          reference: 'Case 12/345',
        },
      ],
    )
    const [act] = await acts()
    assert.deepEqual([act?.operation, act?.reason, act?.operator.id], ['right.give', 'Court', 'astrid'])
  })

  it('are registered without a document, and the same again changes nothing', async () => {
    assert.equal((await give()).status, 200)
    assert.equal((await fill()).status, 200)
    assert.equal((await standing()).length, 1)
    assert.equal((await standing())[0]?.document, undefined)
  })

  it('are refused with the field at fault, keeping what was filled in', async () => {
    await browser.logInAs('administrator')
    for (const [field, value] of [
      ['actor', '123'],
      ['on_behalf_of', ola],
      ['resource', 'two words'],
      ['action', 'two words'],
      ['kind', 'friend'],
      ['valid_from', '2090-02-30'],
      ['valid_to', '1999-01-01'],
      ['document_name', 'x'.repeat(201)],
      ['document_sha256', 'abc'],
      ['document_reference', 'x'.repeat(201)],
      ['reason', `About ${nora}`],
    ] as const) {
      const page = await fill({ [field]: value })
      assert.equal(page.status, 400, field)
      assert.match(page.body, new RegExp(`href="#${field}"`))
      assert.equal(load(page.body)('#on_behalf_of').attr('value'), field === 'on_behalf_of' ? ola : nora)
      assert.doesNotMatch(page.body, /console\.right/)
    }
    assert.deepEqual(await standing(), [])
  })

  it('are found by a number that is posted, and who was looked at can see it', async () => {
    await give()
    await browser.open('/console/log-out')
    browser = operatorVisitor(app.managementUrl)
    await browser.logInAs('support', '/console/rights?lang=en')
    const page = await find({
      number: `${nora.slice(0, 6)} ${nora.slice(6)}`,
      reason: 'She asks who may act',
    })
    assert.match(
      read(page),
      /Found.*Nora Naturlig.*consents \(\*\) ?Guardian.*In force.*until further notice/,
    )
    assert.doesNotMatch(page.url, new RegExp(nora))
    assert.doesNotMatch(page.body, /\/end"/)
    const [act] = await acts()
    assert.deepEqual(
      [act?.operation, act?.operator.id, act?.reason],
      ['right.read', 'stian', 'She asks who may act'],
    )
    const others = await find({ number: nora, side: 'actor' })
    assert.match(read(others), /Found ?Nothing/)
    const over = await find({ number: nora, standing: 'over' })
    assert.match(read(over), /Found ?Nothing/)
    assert.match(read(await find({ number: '00000000000' })), /Found ?Nothing/)
    const wrong = await find({ number: '12' })
    assert.equal(wrong.status, 400)
    assert.match(wrong.body, /id="number-error"/)
  })

  it('of everybody are listed without the names of persons', async () => {
    await give()
    const page = await browser.open('/console/rights?lang=en')
    assert.match(read(page), /The newest in force.*consents \(\*\)/)
    assert.doesNotMatch(page.body, /Nora/)
    const over = await browser.open(linkOn(page, 'The newest that are over'))
    assert.match(read(over), /The newest that are over.*Nothing$/)
  })

  it('go on page by page, of everybody and of somebody', async () => {
    for (let count = 0; count < 51; count++)
      await app.stores.rights.give(
        [
          {
            actor: world.grant.grantedTo,
            onBehalfOf: world.reader.id,
            resource: `api-${count}`,
            action: '*',
            kind: 'other',
            source: 'desk',
            validity: { from: app.clock.now(), to: new Date('2090-01-01T00:00:00Z') },
            document: undefined,
          },
        ],
        'Astrid',
      )
    await browser.logInAs('support')
    const rows = (page: Page) => load(page.body)('tbody tr').length
    const all = await browser.open('/console/rights?lang=en')
    assert.equal(rows(all), 50)
    assert.ok(rows(await browser.open(linkOn(all, 'Show more'))) > 0)
    const hers = await find({ number: nora })
    assert.equal(rows(hers), 50)
    assert.ok(hers.body.length < 60 * 1024, String(hers.body.length))
    assert.equal(rows(await browser.submit(hers, { act: 'more' })), 1)
    assert.equal((await acts()).filter(({ operation }) => operation === 'right.read').length, 1)
  })

  it('end for a reason, and are listed as ended', async () => {
    const given = await give()
    const asking = await browser.open(linkOn(given, 'End'))
    assert.equal(heading(asking), 'End the right')
    const unsaid = await browser.submit(asking, { reason: ' ', act: 'do' })
    assert.equal(unsaid.status, 400)
    const done = await browser.submit(unsaid, { reason: 'The court has ended it', act: 'do' })
    assert.equal(new URL(done.url).pathname, '/console/rights')
    assert.match(read(await find({ number: nora, standing: 'all' })), /Ended/)
    assert.equal((await acts())[1]?.reason, 'The court has ended it')
    assert.deepEqual(await standing(), [])
    assert.equal((await browser.submit(asking, { reason: 'Once more', act: 'do' })).status, 409)
    const nothing = '/console/rights/00000000-0000-7000-8000-00000000dead/end'
    const unknown = await browser.submit(await browser.open(nothing), { reason: 'Nothing', act: 'do' })
    assert.equal(unknown.status, 404)
  })

  const csv = (lines: readonly string[], name = 'guardians.csv') =>
    new File([['actor;on_behalf_of;kind', ...lines].join('\r\n')], name)
  const line = `${ola};${nora};guardian`
  const list = { source: 'guardians', act: 'try' }

  it('are taken over from a file that was tried first, and end when it has them no longer', async () => {
    await browser.logInAs('administrator')
    const form = await browser.open('/console/rights/import?lang=en')
    const tried = await upload(form, list, { file: csv([line]) })
    assert.equal(heading(tried), 'This would happen')
    assert.match(read(tried), /1 added.*0 changed.*0 ended/)
    assert.deepEqual(await standing(), [])
    const other = await upload(tried, { act: 'take' }, { file: csv([line, `${nora};${ola};parent`]) })
    assert.equal(other.status, 400)
    assert.match(read(other), /This is not the file that was tried/)
    const taken = await upload(tried, { act: 'take' }, { file: csv([line]) })
    assert.equal(heading(taken), 'The file is imported')
    assert.deepEqual(
      (await standing()).map(({ kind, source }) => [kind, source]),
      [['guardian', 'file:guardians']],
    )
    const empty = csv([])
    const ending = await upload(form, { end_missing: 'yes', ...list }, { file: empty })
    assert.match(read(ending), /1 ended/)
    await upload(ending, { act: 'take' }, { file: empty })
    assert.deepEqual(await standing(), [])
  })

  it('of a file are refused as a whole, line by line, repeating nothing of it', async () => {
    await browser.logInAs('administrator')
    const form = await browser.open('/console/rights/import?lang=en')
    const faulty = await upload(form, list, { file: csv([line, `${ola};123456789012;guardian`]) })
    assert.equal(faulty.status, 400)
    assert.match(read(faulty), /1 lines of guardians\.csv are wrong.*Line 3: on_behalf_of must be a number/)
    assert.doesNotMatch(faulty.body, /123456789012|14842249091/)
    assert.equal(load(faulty.body)('#source').attr('value'), 'guardians')
  })

  it('of a file are refused when the list has no right name, and when the file cannot be read', async () => {
    await browser.logInAs('administrator')
    const form = await browser.open('/console/rights/import?lang=en')
    for (const [file, said, field, text] of [
      [csv([line]), { source: 'Not a name', act: 'try' }, 'source', /Write small letters/],
      [csv([line]), { reason: `About ${nora}`, ...list }, 'reason', /Write a reason/],
      [csv([line], 'guardians.xlsx'), list, 'file', /must end in \.csv or \.ndjson/],
      [new File([Buffer.from('f\xf8dselsdag', 'latin1')], 'a.csv'), list, 'file', /not UTF-8/],
      [new File([], ''), list, 'file', /Choose a file/],
    ] as const) {
      const page = await upload(form, said, { file })
      assert.equal(page.status, 400)
      assert.match(page.body, new RegExp(`href="#${field}"`))
      assert.match(read(page), text)
    }
  })

  it('are given and ended by administrators alone, and are no business of auditors', async () => {
    for (const [role, listing, giving] of [
      ['administrator', 200, 200],
      ['support', 200, 403],
      ['auditor', 403, 403],
    ] as const) {
      browser = operatorVisitor(app.managementUrl)
      await browser.logInAs(role)
      assert.equal((await browser.open('/console/rights')).status, listing, role)
      for (const path of ['new', 'import', `${world.grant.id}/end`])
        assert.equal((await browser.open(`/console/rights/${path}`)).status, giving, `${role}: ${path}`)
    }
  })

  it('have words in every language', async () => {
    await give()
    for (const language of ['nb', 'nn', 'en'])
      for (const path of ['', '/new', '/import', `/${(await standing())[0]?.id}/end`]) {
        const { body } = await browser.open(`/console/rights${path}?lang=${language}`)
        assert.equal(load(body)('html').attr('lang'), language)
        assert.doesNotMatch(body, /console\.(right|act)/, path)
      }
  })
})
