import type { X509Certificate } from 'node:crypto'
import type { Context } from 'koa'
import type { Configuration } from 'oidc-provider'
import type { CertificateSubject } from '../../../server/domain/registry/client.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import type { Materials } from '../issuer/materials.ts'

declare module 'koa' {
  interface DefaultState {
    /** What the client showed as it connected. */
    certificate?: X509Certificate | undefined
  }
}

type Given = Pick<Materials, 'certificates'>

/** Certificates that clients of this issuer show, where they may. */
export const certificatesAt = (
  { knowsFapi }: Pick<OAuthProfile, 'knowsFapi'>,
  { certificates }: Given,
): Given['certificates'] => (knowsFapi ? certificates : undefined)

/** Clients that authenticate by a certificate, and tokens that are bound to one (RFC 8705). */
export function mutualTls(
  profile: Pick<OAuthProfile, 'knowsFapi'>,
  materials: Given,
): NonNullable<Configuration['features']>['mTLS'] {
  const certificates = certificatesAt(profile, materials)
  if (!certificates) return { enabled: false }
  const shown = (ctx: unknown) => (ctx as Context).state.certificate
  return {
    enabled: true,
    certificateBoundAccessTokens: true,
    tlsClientAuth: true,
    selfSignedTlsClientAuth: true,
    getCertificate: shown,
    certificateAuthorized(ctx) {
      const certificate = shown(ctx)
      return certificate !== undefined && certificates.isTrusted(certificate)
    },
    certificateSubjectMatches(ctx, member, value) {
      const certificate = shown(ctx)
      const subject = { member: member as CertificateSubject['member'], value }
      return certificate !== undefined && certificates.isOf(certificate, subject)
    },
  }
}

/** The endpoints where clients are asked for a certificate (RFC 8705 section 5). */
export const aliasesAt = (
  origin: string,
  { paths, managesGrants }: Pick<OAuthProfile, 'paths' | 'managesGrants'>,
): object => ({
  token_endpoint: origin + paths.token,
  introspection_endpoint: origin + paths.introspection,
  revocation_endpoint: origin + paths.revocation,
  userinfo_endpoint: origin + paths.userinfo,
  ...(paths.deviceAuthorization && {
    device_authorization_endpoint: origin + paths.deviceAuthorization,
  }),
  ...(paths.backchannelAuthentication && {
    backchannel_authentication_endpoint: origin + paths.backchannelAuthentication,
  }),
  ...(managesGrants && { grant_management_endpoint: origin + managesGrants.path }),
  ...(paths.pushedAuthorization && {
    pushed_authorization_request_endpoint: origin + paths.pushedAuthorization,
  }),
})
