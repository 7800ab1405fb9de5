import type { Configuration } from 'oidc-provider'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import type { Materials } from '../issuer/materials.ts'
import { aliasesAt, certificatesAt } from './certificates.ts'
import { grantManagementMetadata } from './grant-management.ts'
import { promptValues } from './prompts.ts'

/** What discovery says beyond what the engine writes by itself (RFC 8414). */
export const discovery = (
  profile: OAuthProfile,
  materials: Pick<Materials, 'certificates' | 'metadata'>,
): Pick<Configuration, 'discovery'> => {
  const { clientAuthentication, paths, knowsFapi, idTokenSigning } = profile
  const certificates = certificatesAt(profile, materials)
  const confidential = clientAuthentication.filter(method => method !== 'none')
  return {
    discovery: {
      ...materials.metadata,
      ...grantManagementMetadata(profile),
      request_parameter_supported: false,
      ui_locales_supported: ['nb', 'nn', 'en'],
      introspection_endpoint_auth_methods_supported: confidential,
      revocation_endpoint_auth_methods_supported: [...clientAuthentication],
      prompt_values_supported: promptValues,
      ...(knowsFapi && { introspection_signing_alg_values_supported: [...idTokenSigning] }),
      ...(certificates && { mtls_endpoint_aliases: aliasesAt(certificates.origin, profile) }),
      ...(paths.pushedAuthorization && { require_pushed_authorization_requests: false }),
    },
  }
}
