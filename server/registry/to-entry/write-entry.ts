import type { ConsentResource } from '../../domain/registry/consent-resource.ts'
import type { DetailType } from '../../domain/registry/detail-type.ts'
import type { PrivacyInformation } from '../../domain/registry/privacy-information.ts'
import type { Resource } from '../../domain/registry/resource.ts'
import type { ScopeDelegation, TokenScope } from '../../domain/registry/token-scope.ts'
import type { ConsentTemplate } from '../../domain/requests/consent-template.ts'
import type { Purpose } from '../../domain/requests/purpose.ts'
import { durationText } from './duration-text.ts'
import type { Written } from './written.ts'

export const writePrivacy = (privacy: PrivacyInformation | undefined): Written | undefined => {
  if (privacy === undefined) return undefined
  const { thirdCountries, ...rest } = privacy
  return { ...rest, third_countries: thirdCountries }
}

export const writeResource = (resource: Resource): Written => ({
  audience: resource.audience,
  name: resource.name,
  scopes: resource.scopes,
  token: { format: resource.token.format, lasts: durationText(resource.token.seconds) },
  reveals_identity: resource.revealsIdentity,
})

export const writePurpose = (purpose: Purpose): Written => ({
  id: purpose.id,
  name: purpose.name,
  description: purpose.description,
  when_declined: purpose.whenDeclined,
  permissions: purpose.permissions,
  identity_scopes: purpose.identityScopes,
  authorization_details_types: purpose.detailTypes,
  single_use: purpose.singleUse,
  token_exchange: purpose.tokenExchange,
  lasts: durationText(purpose.defaultSeconds),
  lasts_at_most: durationText(purpose.longestSeconds),
  withdrawn_within:
    purpose.withdrawnWithinSeconds === undefined ? undefined : durationText(purpose.withdrawnWithinSeconds),
  login_level: purpose.loginLevel,
  narrowed_without_asking: purpose.narrowedUnasked,
  privacy: writePrivacy(purpose.privacy),
  retention: purpose.retention as Written | undefined,
})

export const writeDetailType = (type: DetailType): Written => ({
  type: type.id,
  audiences: type.audiences,
  title: type.title,
  schema: type.schema,
  members: type.members,
  may_be_left_out: type.mayBeLeftOut,
})

export const writeTokenScope = ({ id, version: _version, seconds, ...scope }: TokenScope): Written => ({
  scope: id,
  ...scope,
  lasts: durationText(seconds),
})

export const writeScopeDelegation = ({ scope, consumer, supplier }: ScopeDelegation): Written => ({
  scope,
  consumer,
  supplier,
})

export const writeConsentTemplate = (template: ConsentTemplate): Written => ({
  id: template.id,
  power_of_attorney: template.isPowerOfAttorney,
  message_in_request: template.isMessageSetInRequest,
  restricted_to: template.restrictedTo,
  title: template.title,
  heading: template.heading,
  service_intro: template.serviceIntro,
  title_accepted: template.titleAccepted,
  service_intro_accepted: template.serviceIntroAccepted,
  purpose: template.purpose,
  message: template.message,
  expiration: template.expiration,
  expiration_one_time: template.expirationOneTime,
  handled_by: template.handledBy,
  privacy: writePrivacy(template.privacy),
  retention: template.retention as Written | undefined,
})

export const writeConsentResource = ({
  version: _version,
  isOneTime,
  loginLevel,
  ...resource
}: ConsentResource): Written => ({ ...resource, one_time: isOneTime, login_level: loginLevel })
