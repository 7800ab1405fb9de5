import type { ConsentResource } from '../../../domain/registry/consent-resource.ts'
import type { PartyIdentifier } from '../../../domain/party.ts'
import { invalid, type Refused, refused, type ValidationError, validationError } from '../wire/refusal.ts'
import { parseInstant } from '../wire/instant.ts'
import { isRedirectUrl } from '../wire/redirect-url.ts'
import type { CreateBody, RightBody } from './create-body.ts'

/** A right with the resource it names, when it names exactly one that is registered. */
export interface ReadRight {
  readonly body: RightBody
  readonly resource: ConsentResource | undefined
}

interface Checked {
  readonly body: CreateBody
  readonly rights: readonly ReadRight[]
  readonly giver: PartyIdentifier['kind']
  readonly now: Date
  readonly longestDays: number | undefined
}

/** Everything that is wrong with what is asked for, in the order in which it is said. */
export const findProblems = (checked: Checked): readonly Refused[] => [
  ...checked.rights.flatMap((right, index) => rightProblems(right, { index, giver: checked.giver })),
  ...templateProblems(checked.rights),
  ...together(missingActions(checked.rights)),
  ...together([...timeErrors(checked), ...emptyList(checked), ...redirectErrors(checked)]),
]

const together = (errors: readonly ValidationError[]): readonly Refused[] =>
  errors.length === 0 ? [] : [invalid(errors)]

function rightProblems(
  { body, resource }: ReadRight,
  { index, giver }: { index: number; giver: Checked['giver'] },
): readonly Refused[] {
  if (resource?.type !== 'Consent' || !isGivenBy(resource, giver)) return [refused('AM-00005')]
  const sent = Object.entries(body.metadata ?? {}).map(([key, value]) => ({ key: key.toLowerCase(), value }))
  const isKnown = (key: string): boolean => Object.hasOwn(resource.metadata, key)
  return [
    ...sent.flatMap(({ key, value }, place) => [
      ...(isKnown(key) && isFirst(sent, place) ? [] : [refused('AM-00006', { key })]),
      ...(value ? [] : [refused('AM-00007', { [`ConsentRight index: ${index}, key`]: key })]),
    ]),
    ...Object.entries(resource.metadata)
      .filter(([key, { optional }]) => !optional && sent.every(one => one.key !== key))
      .map(([key]) => refused('AM-00008', { key })),
  ]
}

const isGivenBy = ({ givers }: ConsentResource, giver: Checked['giver']): boolean =>
  giver === 'person' ? givers.persons : givers.organizations

const isFirst = (sent: readonly { readonly key: string }[], place: number): boolean =>
  sent.findIndex(({ key }) => key === sent[place]?.key) === place

/** All must be worded by one template. */
function templateProblems(rights: readonly ReadRight[]): readonly Refused[] {
  const templates = rights.flatMap(({ resource }) =>
    resource?.type === 'Consent' ? [resource.template.toLowerCase()] : [],
  )
  return new Set(templates).size > 1 ? [refused('AM-00009')] : []
}

const missingActions = (rights: readonly ReadRight[]): readonly ValidationError[] =>
  rights.flatMap(({ body }, index) =>
    body.action && body.action.length > 0
      ? []
      : [validationError('STD.VLD-00000', `/consentRight/${index}/action`)],
  )

const day = 24 * 3600 * 1000

function timeErrors({ body, now, longestDays }: Checked): readonly ValidationError[] {
  const at = parseInstant(body.validTo)?.at.getTime() ?? 0
  const latest = longestDays === undefined ? Number.POSITIVE_INFINITY : now.getTime() + longestDays * day
  return at > now.getTime() && at <= latest ? [] : [validationError('AM.VLD-00022', 'ValidTo')]
}

const emptyList = ({ rights }: Checked): readonly ValidationError[] =>
  rights.length > 0 ? [] : [validationError('AM.VLD-00023', 'Resource')]

const redirectErrors = ({ body }: Checked): readonly ValidationError[] =>
  isRedirectUrl(body.redirectUrl) ? [] : [validationError('AM.VLD-00027', 'RedirectUrl')]
