import assert from 'node:assert/strict'
import { type DemoApp, startDemoApp } from '../../support/demo-app.ts'
import { operatorVisitor } from '../../support/operator-visitor.ts'
import { heading, linkOn } from '../../support/portal-visitor.ts'

describe('consent types in the console, where they take a second pair of eyes', () => {
  let app: DemoApp
  before(async () => {
    app = await startDemoApp({ SAMTYKKE_SECOND_PAIR_OF_EYES: 'registry.publish,registry.remove' })
  })
  after(() => app.close())

  const here = '/console/types/purpose/finance-overview'
  const standing = async () => (await app.stores.registry.findPurpose('finance-overview'))?.version

  it('wait for a colleague, and stand as they stood', async () => {
    const before = await standing()
    assert.notEqual(before, undefined)
    const browser = operatorVisitor(app.managementUrl)
    const page = await browser.logInAs('administrator', `${here}?lang=en`)
    const remove = await browser.open(linkOn(page, 'Remove'))
    const removed = await browser.submit(remove, { reason: 'Not used', act: 'do' })
    const json = await browser.open(`${here}/draft?as=json`)
    const [, entry = ''] = /<textarea[^>]*>([^<]*)</.exec(json.body) ?? []
    const written = entry.replaceAll('&quot;', '"').replace('"single_use": false', '"single_use": true')
    const draft = await browser.submit(json, { entry: written, act: 'save' })
    const publish = await browser.open(linkOn(draft, 'Publish'))
    const published = await browser.submit(publish, { reason: '', act: 'do' })
    for (const answer of [removed, published]) {
      assert.equal(answer.status, 202)
      assert.equal(heading(answer), 'Waits for a colleague')
    }
    assert.equal(await standing(), before)
    const operations = ['registry.publish', 'registry.remove'] as const
    const kept = await app.stores.proposals.list({ operations, undecided: true }, { limit: 10 })
    assert.deepEqual(kept.items.map(({ operation }) => operation).toSorted(), operations)
  })
})
