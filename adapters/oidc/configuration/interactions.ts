import { type Configuration, errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import type { OAuthProfile } from '../../../server/ports/oauth-profile.ts'

const { Check, Prompt, base } = interactionPolicy

/** Every authorization asks who it is and whether they agree; only `prompt=none` may find both answered already. */
export function interactions(profile: OAuthProfile): Configuration['interactions'] {
  const login = base().get('login')!
  login.checks.remove('id_token_hint')
  login.checks.add(hintedPerson)
  return {
    policy: [login, new Prompt({ name: 'consent', requestable: true }, unanswered)],
    url: (_ctx, { uid }) => profile.interactionPath(uid),
  }
}

/** The person that `id_token_hint` names, or nobody: asking again would ask for ever. */
const hintedPerson = new Check(
  'id_token_hint',
  'Another person is logged in',
  'login_required',
  ({ oidc }: KoaContextWithOIDC) => {
    const hinted = (oidc.entities.IdTokenHint as { payload?: { sub?: string } } | undefined)?.payload?.sub
    const person = oidc.session?.accountId
    if (hinted === undefined || person === undefined || hinted === person) return false
    throw new errors.LoginRequired('Another person logged in than the one the request was for')
  },
)

const unanswered = new Check(
  'not_granted',
  'There is no consent that covers the request',
  'consent_required',
  ({ oidc }: KoaContextWithOIDC) => {
    const covered = oidc.prompts.has('none') && oidc.grant?.jti !== undefined
    return !oidc.result?.consent && !covered
  },
)
