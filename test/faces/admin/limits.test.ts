import assert from 'node:assert/strict'
import { embeddedDatabase, emptyTables } from '../../support/database.ts'
import { bearerCall } from '../../support/bearer-call.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

describe('whoever guesses at tokens of operators', () => {
  let app: WholeApp
  before(async () => {
    const database = await embeddedDatabase()
    await emptyTables(database)
    app = await startWholeApp(database, {
      SAMTYKKE_TRUSTED_PROXIES: '1',
      SAMTYKKE_LIMIT_ADDRESS_FAILURES: '3/300',
    })
  })
  after(() => app.close())

  it('is told to wait, and nobody else is', async () => {
    const guess = async (from: string) => {
      const headers = { 'x-forwarded-for': from }
      return bearerCall(`${app.managementUrl}/admin/v1/me`, { token: 'nonsense', headers })
    }
    const statuses: number[] = []
    for (let turn = 0; turn < 5; turn++) statuses.push((await guess('192.0.2.1')).status)
    assert.deepEqual(statuses, [401, 401, 401, 429, 429])
    assert.equal((await guess('192.0.2.1')).json.code, 'request.too-many')
    assert.equal((await guess('192.0.2.2')).status, 401)
  })
})
