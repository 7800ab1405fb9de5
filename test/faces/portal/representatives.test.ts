import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { openDesk } from '../../../server/usecases/desk/index.ts'
import { onEachDatabase } from '../../support/database.ts'
import { operator } from '../../support/operators.ts'
import { nora, ola, read, type Visitor, visitor } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'

onEachDatabase('who may act for a person', database => {
  const app = sharedApp(database)
  let browser: Visitor
  beforeEach(async () => {
    browser = visitor(app.publicUrl)
    await browser.logIn(await browser.open('/consents?lang=en'))
  })
  const administrator = operator('administrator')
  const give = (right: object) =>
    openDesk(app.stores).giveRight({
      operator: administrator,
      right: { actor: ola, on_behalf_of: nora, ...right },
    })

  it('is not spoken of where nobody may', async () => {
    assert.equal(load((await browser.open('/consents')).body)('#representatives').length, 0)
  })

  it('is read in my consents: who, as what, by which document and since when, until it ends', async () => {
    const document = { document_name: '<b>Vergefullmakt</b>.pdf', document_reference: 'sak 12' }
    const days = { valid_from: '2026-01-01', valid_to: '2090-06-29' }
    const { id } = await give({ kind: 'guardian', ...document, ...days })
    await give({ resource: 'https://debt.example', action: 'debt.read', document_reference: 'sak 13' })
    for (const [language, words] of [
      [
        'nb',
        /Verge ?Ifølge <b>Vergefullmakt<\/b>\.pdf ?Registrert av dem.*1\. januar 2026, til 30\. juni 2090/,
      ],
      [
        'nn',
        /Verje ?Ifølgje <b>Vergefullmakt<\/b>\.pdf ?Registrert av dei.*1\. januar 2026, til 30\. juni 2090/,
      ],
      [
        'en',
        /Guardian ?By <b>Vergefullmakt<\/b>\.pdf ?Registered by those.*1 January 2026, until 30 June 2090/,
      ],
    ] as const) {
      assert.match(read(await browser.open(`/consents?lang=${language}`)), words)
    }
    const page = read(await browser.open('/consents'))
    assert.match(page, /Right to act ?Only for https:\/\/debt\.example ?By sak 13/)
    assert.match(page, /Registered a right to act for somebody/)
    const reason = 'The guardianship is over'
    await openDesk(app.stores).endRight({ operator: administrator, id, reason })
    assert.doesNotMatch(read(await browser.open('/consents')), /Vergefullmakt/)
  })

  it('comes from a list by its name, and is read by whoever reads her consents', async () => {
    const line = JSON.stringify({ actor: ola, on_behalf_of: nora, kind: 'parent' })
    const file = { source: 'file:parents', format: 'ndjson', lines: [line] } as const
    await openDesk(app.stores).importRights({
      operator: administrator,
      ...file,
      endMissing: false,
      dryRun: false,
    })
    const other = visitor(app.publicUrl)
    await other.logIn(await other.open('/consents?lang=en'), ola)
    assert.match(read(await browser.open('/consents')), /Parent ?From the list parents/)
    const theirs = load((await other.open('/consents')).body)('nav.readers a[href*="for="]').attr('href')!
    assert.match(
      read(await other.open(theirs)),
      /Who may act for Nora Lindvik .*Parent ?From the list parents/,
    )
  })
})
