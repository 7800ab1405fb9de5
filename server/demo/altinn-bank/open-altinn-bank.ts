import type { Middleware } from 'koa'
import { mountPages } from '../../http/pages/mount-pages.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { PageRenderer } from '../../ports/page-renderer.ts'
import { incomePath, incomeRoute } from '../data-source/income-route.ts'
import { consentTokenVerifier } from '../data-source/verify-consent-token.ts'
import type { ShownClient } from '../../faces/face-module.ts'
import { persons } from '../world/persons.ts'
import { altinnBankPages } from './altinn-bank-pages.ts'
import { altinnClient } from './altinn-client.ts'
import { incomeClient } from './income-client.ts'
import { tokenClient } from './token-client.ts'

interface Tools {
  readonly publicUrl: string
  readonly renderer: PageRenderer
  readonly clock: Clock
  readonly ids: Ids
}

interface Service {
  /** The token service's name, with its final slash. */
  readonly issuer: string
  readonly bank: Required<Pick<ShownClient, 'client_id' | 'jwk' | 'orgno'>>
}

const incomeYear = '2025'

/** The Demo bank's corner for Altinn, and the sample data source that it asks. */
export function openAltinnBank(tools: Tools, { issuer, bank }: Service): readonly Middleware[] {
  const { publicUrl, clock } = tools
  const customer = persons[0]!
  const settings = {
    tokenEndpoint: `${issuer}token`,
    audience: issuer,
    clientId: bank.client_id,
    key: bank.jwk,
  }
  const client = altinnClient(
    { platform: `${publicUrl}/`, orgno: bank.orgno },
    { tokens: tokenClient(settings, tools), clock },
  )
  const fetchIncome = incomeClient({
    url: `${publicUrl}${incomePath}`,
    person: `urn:altinn:person:identifier-no:${customer.nin}`,
    incomeYear,
  })
  const verify = consentTokenVerifier({ issuer, keys: `${issuer}jwk`, now: () => clock.now() })
  return [
    incomeRoute(verify),
    mountPages(altinnBankPages({ ...tools, client, customer, fetchIncome, incomeYear }), tools),
  ]
}
