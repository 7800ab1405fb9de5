import { load } from 'cheerio'
import { person } from '../../../server/domain/party.ts'
import { untilFurtherNotice } from '../../../server/domain/rights/party-right.ts'
import { exampleGrant, exampleRequest } from '../../../server/faces/admin/wire/consent-documents.ts'
import { examplePerson, otherPersonId } from '../../../server/faces/admin/wire/party-documents.ts'
import { exampleShownRight } from '../../../server/faces/admin/wire/right-documents.ts'
import { nora, ola, visitor } from '../../support/portal-visitor.ts'
import type { WholeApp } from '../../support/whole-app.ts'

/** A person who gave a consent, and another one who did, too; each by the name that examples of the management API have for it. */
export async function peopleToOperateOn(app: Pick<WholeApp, 'publicUrl' | 'stores'>) {
  const consenting = async (number: string) => {
    const browser = visitor(app.publicUrl)
    await browser.logIn(await browser.open('/consents?lang=en'), number)
    await browser.submit(await browser.ask(), { decision: 'accept' })
    const list = await browser.open('/consents')
    const grant = load(list.body)('.grants a').first().attr('href')!.split('/').at(-1)!
    const party = await app.stores.parties.findByIdentifier(person(number))
    return { browser, grant, party: party!.id }
  }
  const [one, other] = [await consenting(nora), await consenting(ola)]
  const requests = await app.stores.deskQuery.requests({ person: one.party }, { limit: 1 })
  const request = requests.items[0]!.id
  const right = {
    actor: other.party,
    onBehalfOf: one.party,
    resource: 'consents',
    action: 'read',
    kind: 'guardian',
    source: 'desk',
    validity: { from: app.stores.clock.now(), to: untilFurtherNotice },
    document: undefined,
  } as const
  const [given] = await app.stores.rights.give([right], 'Somebody')
  return {
    browser: one.browser,
    grant: one.grant,
    request,
    person: one.party,
    other: other.party,
    here: {
      [examplePerson.id]: one.party,
      [otherPersonId]: other.party,
      [exampleGrant.id]: one.grant,
      [exampleRequest.id]: request,
      [exampleShownRight.id]: given!.id,
    } as Readonly<Record<string, string>>,
  }
}
