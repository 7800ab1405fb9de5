import { groups, listOfTexts, text, webAddress } from './schemas.ts'
import { secret, setting } from './setting.ts'

/** Where those who administer and support log in, what they may do there, and what takes two of them. */
export const consoleSettings = {
  SAMTYKKE_OPERATORS_ISSUER: setting(
    webAddress,
    undefined,
    'Issuer of the OpenID Connect provider where operators log in to the [console](../../docs/console.md). Without it there is no console in production; https there.',
  ),
  SAMTYKKE_OPERATORS_CLIENT_ID: setting(text, undefined, 'The console’s client id there.'),
  SAMTYKKE_OPERATORS_CLIENT_SECRET: secret(text, 'The console’s client secret there.'),
  SAMTYKKE_OPERATORS_SCOPE: setting(
    text,
    'openid profile',
    'What the console asks for there, `openid` among it. Some providers tell of groups only when asked for them.',
  ),
  SAMTYKKE_OPERATORS_ROLE_CLAIM: setting(
    text,
    'roles',
    'The claim that tells what an operator may do: a list, or one text. Dots lead into objects, as in `realm_access.roles`.',
  ),
  SAMTYKKE_OPERATORS_ROLES: setting(
    groups,
    'administrator=administrator,support=support,auditor=auditor',
    'Which values of that claim give which role, with commas between: `<value>=<role>`, where a role is `administrator`, `support` or `auditor`. Several values may give one role, and one operator may have several.',
  ),
  SAMTYKKE_SECOND_PAIR_OF_EYES: setting(
    listOfTexts,
    undefined,
    'What operators do only when another one with the same scope approves, with commas between, such as `registry.publish,key.rotate`; see [the management API](../../docs/management-api.md). Nothing when not said.',
  ),
} as const
