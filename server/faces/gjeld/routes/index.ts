import { placeOf } from '../../../http/api/place-of.ts'
import type { Api } from '../../../http/api/api.ts'
import { api } from '../../../http/api/route.ts'
import { authenticateDebtReader, authenticateMachine, type Caller } from '../caller.ts'
import type { GjeldTools } from '../gjeld-tools.ts'
import { agreementScope, feedScope } from '../names.ts'
import { AgreementError, agreementErrors, DebtError, debtErrors, debtRefusals } from '../wire/problems.ts'
import { collectDebtOfConsent, collectOwnDebt } from './collect-debt.ts'
import { readFeed } from './read-feed.ts'
import { firstSequenceNr, lastSequenceNr } from './read-feed-ends.ts'
import { registerAgreement } from './register-agreement.ts'
import { revokeConsent } from './revoke-consent.ts'
import { showConsentStatus } from './show-consent-status.ts'

const nameOf = ({ client }: Caller): string => client.id

/** Agreement, feed and debt. Without a debt register somebody else answers for the debts themselves. */
export function gjeldRoutes(tools: GjeldTools): readonly Api[] {
  const { clock, settings } = tools
  const shared = { ...placeOf(tools.apiUrl, tools.publicUrl), mediaType: 'application/json' }
  const debts = tools.openDebtSource({
    url: settings.debtSourceUrl,
    token: settings.debtSourceToken,
    timeoutSeconds: settings.debtSourceTimeoutSeconds,
  })
  return [
    api({
      ...shared,
      name: 'agreement',
      problems: agreementErrors(clock),
      problemBody: AgreementError,
      authenticate: authenticateMachine(tools, 'agreement', agreementScope),
      nameOf,
      routes: [registerAgreement(tools)],
    }),
    api({
      ...shared,
      name: 'feed',
      problems: agreementErrors(clock),
      problemBody: AgreementError,
      authenticate: authenticateMachine(tools, 'feed', feedScope),
      nameOf,
      routes: [readFeed(tools), firstSequenceNr(tools), lastSequenceNr(tools)],
    }),
    api({
      ...shared,
      name: 'debt',
      problems: debtErrors(clock),
      refusals: debtRefusals,
      problemBody: DebtError,
      callerRefusals: ['request.malformed', 'caller.forbidden'],
      authenticate: authenticateDebtReader(tools),
      nameOf,
      routes: [
        ...(debts ? [collectOwnDebt({ ...tools, debts }), collectDebtOfConsent({ ...tools, debts })] : []),
        revokeConsent(tools),
        showConsentStatus(tools),
      ],
    }),
  ]
}
