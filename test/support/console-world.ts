import { organization, person } from '../../server/domain/party.ts'
import { overview } from '../../server/demo/world/purposes.ts'
import { finances } from '../../server/demo/world/resources.ts'
import { acceptConsentRequest } from '../../server/usecases/requests/accept-consent-request.ts'
import { requestConsent } from '../../server/usecases/requests/request-consent.ts'
import { nora } from './portal-visitor.ts'
import { decided } from './test-core.ts'
import type { WholeApp } from './whole-app.ts'

const week = 7 * 24 * 3600 * 1000

/** A person of the demo with one consent and one request that waits, for the desk to look at. */
export async function consoleWorld({ stores, clock }: Pick<WholeApp, 'stores' | 'clock'>) {
  const reader = await stores.parties.findOrAdd(person(nora), 'Nora Naturlig')
  const ask = async () => {
    const { request } = await requestConsent(stores)({
      id: undefined,
      face: 'oauth',
      clientId: 'demo-web',
      requestedBy: { identifier: organization('810419512'), name: 'SmekkFull Bank' },
      handledBy: undefined,
      requestedFrom: reader.id,
      requestedTo: reader.id,
      purposeId: overview.id,
      scopes: [{ permission: 'income.read', resourceType: 'api', resourceId: finances.audience }],
      message: 'Vi trenger dette til månedsskiftet.',
      seconds: undefined,
      answerBy: new Date(clock.now().getTime() + week),
      annotations: {},
    })
    return request
  }
  const [waiting, answered] = [await ask(), await ask()]
  const { grant } = await acceptConsentRequest(stores)({ id: answered.id, decision: decided(reader) })
  return { reader, waiting, answered, grant }
}
