import { placeOf } from '../../../http/api/place-of.ts'
import type { Api } from '../../../http/api/api.ts'
import { api } from '../../../http/api/route.ts'
import type { MaskinportenTools } from '../maskinporten-tools.ts'
import { authenticateDataSource } from '../caller.ts'
import { TokenError, tokenErrors, tokenRefusals } from '../wire/problems.ts'
import { explainError } from './explain-error.ts'
import { introspect } from './introspect.ts'
import { issueToken } from './issue-token.ts'
import { listEndedConsents } from './list-ended-consents.ts'
import { showKeys } from './show-keys.ts'
import { showMetadata, showOpenIdMetadata } from './show-metadata.ts'

/** What data sources ask, and what anybody may call: there the assertion says who asks for a token. */
export function maskinportenApis(tools: MaskinportenTools): readonly Api[] {
  const shared = {
    ...placeOf(tools.issuer, tools.publicUrl),
    mediaType: 'application/json',
    problems: tokenErrors(tools),
    refusals: tokenRefusals,
    problemBody: TokenError,
  }
  return [
    api({
      ...shared,
      name: 'data-source',
      authenticate: authenticateDataSource(tools),
      nameOf: ({ orgno }) => orgno,
      routes: [introspect(tools), listEndedConsents(tools)],
    }),
    api({
      ...shared,
      name: 'token',
      closed: shared.prefix !== '',
      scheme: 'none',
      authenticate: async () => undefined,
      routes: [
        showMetadata(tools),
        showOpenIdMetadata(tools),
        showKeys(tools),
        issueToken(tools),
        explainError(),
      ],
    }),
  ]
}
