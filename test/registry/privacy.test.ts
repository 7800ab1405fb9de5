import assert from 'node:assert/strict'
import { checkPrivacy } from '../../server/cli/doctor/check-privacy.ts'
import { onEachDatabase } from '../support/database.ts'
import { applyFile, everywhere, goodFile } from '../support/registry-file.ts'
import { storesOn } from '../support/stores.ts'

const ofAsker = { contact: 'personvern@bank.example', notice: 'https://bank.example/personvern' }
const ofPurpose = {
  retention: everywhere('A year'),
  recipients: everywhere('Nobody'),
  third_countries: everywhere('None'),
}

onEachDatabase('how the information is handled', database => {
  const told = (privacy: { purpose?: object; client?: object }) => {
    const { purposes, clients, ...rest } = goodFile()
    return {
      ...rest,
      purposes: purposes.map(one => ({ ...one, ...(privacy.purpose && { privacy: privacy.purpose }) })),
      clients: clients.map(one => ({ ...one, ...(privacy.client && { privacy: privacy.client }) })),
    }
  }
  const inProduction = (file: object) => applyFile(database, file, '', { demandsPrivacy: true })
  const findingsOf = (applying: Promise<unknown>) =>
    applying.then(
      () => [],
      (error: Error) => error.message.split('\n').map(one => one.replace(/^f:[0-9]+: /, '')),
    )

  it('need not be told in demo and test', async () => {
    assert.equal((await applyFile(database, goodFile())).length, 3)
  })

  it('is demanded of purposes and clients in production, and named member by member', async () => {
    assert.deepEqual(await findingsOf(inProduction(told({ purpose: { retention: everywhere('A year') } }))), [
      'purposes.advice: privacy: must say recipients, third_countries (GDPR article 13)',
      'clients.bank: privacy: must say contact, notice, recipients, third_countries (GDPR article 13)',
    ])
    assert.deepEqual(await findingsOf(inProduction(told({ purpose: ofPurpose }))), [
      'clients.bank: privacy: must say contact, notice (GDPR article 13)',
    ])
    assert.equal((await inProduction(told({ purpose: ofPurpose, client: ofAsker }))).length, 3)
  })

  it('is refused in one language, as another address than https, and as something that nobody can write to', async () => {
    const wrong = { contact: 'call us', notice: 'http://bank.example' }
    const found = await findingsOf(
      applyFile(database, told({ client: wrong, purpose: { recipients: { nb: 'x' } } })),
    )
    assert.match(found.join('\n'), /recipients\.nn/)
    assert.match(found.join('\n'), /contact: must be an e-mail address or an https address/)
    assert.match(found.join('\n'), /notice: must be an https address/)
  })

  it('is missed by the doctor in production alone', async () => {
    await applyFile(database, told({ client: ofAsker }))
    const look = (demandsPrivacy: boolean) => checkPrivacy({ ...storesOn(database), demandsPrivacy })
    assert.equal((await look(false)).well, true)
    const { well, what, hint } = await look(true)
    assert.equal(well, false)
    assert.equal(
      what,
      'privacy: givers are not told how the information is handled by bank (retention, recipients, third_countries)',
    )
    assert.match(String(hint), /GDPR article 13/)
    await applyFile(database, told({ client: ofAsker, purpose: ofPurpose }))
    assert.equal((await look(true)).well, true)
  })
})
