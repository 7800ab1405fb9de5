import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { consoleWorld } from '../../support/console-world.ts'
import { onEachDatabase } from '../../support/database.ts'
import { operatorVisitor } from '../../support/operator-visitor.ts'
import { heading, read } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'

onEachDatabase('the overview of the console', database => {
  const app = sharedApp(database)

  it('counts what was asked and answered for each purpose, in numbers and pictures', async () => {
    await consoleWorld(app)
    while (!(await app.stores.tallies.gather()));
    const browser = operatorVisitor(app.managementUrl)
    const page = await browser.logInAs('administrator', '/console?lang=en')
    assert.equal(new URL(page.url).pathname, '/console/overview')
    assert.equal(heading(page), 'Overview')
    const charts = load(page.body)('.chart')
      .toArray()
      .map(one => [load(one)('figcaption').text().trim(), load(one)('rect').length])
    assert.deepEqual(charts.slice(0, 3), [
      ['2 asked', 1],
      ['1 yes', 1],
      ['0 no', 0],
    ])
    assert.match(read(page), /finance-overview ?oauth ?2 ?1 ?0 ?0 ?0 ?0/)
    assert.match(read(page), /0 events are not counted yet/)
    const year = await browser.open('/console/overview?days=365')
    assert.match(read(year), /2 asked/)
    assert.equal((await browser.open('/console/overview?days=4000')).status, 400)
  })
})
