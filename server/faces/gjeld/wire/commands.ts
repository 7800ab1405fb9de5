import { z } from 'zod'
import type { Client } from '../../../domain/registry/client.ts'
import { person } from '../../../domain/party.ts'
import { Problem } from '../../../domain/problem.ts'
import { assertMayAskFor } from '../../../domain/requests/purpose.ts'
import type { RegisterAgreement } from '../../../usecases/grants/register-agreement.ts'
import type { GjeldTools } from '../gjeld-tools.ts'
import { debtScopes } from '../names.ts'
import { mostDays, purposeId } from '../purposes.ts'

const Days = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^[0-9]{1,10}$/)
      .transform(Number),
  ])
  .pipe(z.int().min(1).max(2_147_483_647))

export const AgreementBody = z.object({
  nin: z.string().describe('National identity number or D-number of the person who consented'),
  scope_of_consent: z.enum(debtScopes).describe('What the consent is for'),
  consent_duration_days: Days.describe(
    'Whole days, also as a string of digits; more than the most is the most',
  ),
  client_consent_id: z
    .string()
    .min(1)
    .max(255)
    .regex(/^\P{Cc}+$/u)
    .describe('The client’s own name for the consent'),
})

const secondsPerDay = 24 * 3600

/** Throws `request.malformed` for a number that is nobody’s, `purpose.not-allowed` for what the client may not ask. */
export function agreementCommand(
  body: z.infer<typeof AgreementBody>,
  client: Client,
  { personNumbers, audiences }: Pick<GjeldTools, 'personNumbers' | 'audiences'>,
): RegisterAgreement {
  if (!personNumbers.isGood(body.nin)) {
    throw new Problem('request.malformed', 'The national identity number is not valid', { pointer: '/nin' })
  }
  const scope = body.scope_of_consent
  const purpose = purposeId(scope, 'days')
  assertMayAskFor(client, purpose)
  return {
    client,
    agreementKey: body.client_consent_id,
    giver: person(body.nin),
    purposeId: purpose,
    scopes: [{ permission: scope, resourceType: 'api', resourceId: audiences.debt }],
    seconds: Math.min(body.consent_duration_days, mostDays[scope]) * secondsPerDay,
  }
}
