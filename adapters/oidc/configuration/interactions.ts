import { type Configuration, errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import type { Materials } from '../issuer/materials.ts'
import { speaking } from '../errors/to-oauth-error.ts'

type Pages = Pick<Materials, 'personAtPages'>

const { Check, Prompt, base } = interactionPolicy

/** Every authorization asks who it is and whether they agree; only `prompt=none` may find both answered already. */
export function interactions(profile: OAuthProfile, pages: Pages): Configuration['interactions'] {
  const login = base().get('login')!
  login.checks.remove('id_token_hint')
  login.checks.add(standingRedirectUri)
  login.checks.add(hintedPerson)
  login.checks.add(personStillHere(pages))
  return {
    policy: [login, new Prompt({ name: 'consent', requestable: true }, unanswered)],
    url: (_ctx, { uid }) => profile.interactionPath(uid),
  }
}

/** An address that was taken from the client while the person was answering gets nothing any more. */
const standingRedirectUri = new Check(
  'redirect_uri_removed',
  'The client has another redirect_uri by now',
  'invalid_request',
  ({ oidc }: KoaContextWithOIDC) => {
    if (oidc.client?.redirectUriAllowed(String(oidc.params?.redirect_uri))) return false
    throw new errors.InvalidRedirectUri()
  },
)

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

/** Whoever logged out of the pages, or left them to somebody else, is not answered for without being asked. */
const personStillHere = ({ personAtPages }: Pages) =>
  new Check(
    'person_left',
    'The person is not logged in any more',
    'login_required',
    speaking(async (ctx: KoaContextWithOIDC) => {
      const { prompts, session } = ctx.oidc
      if (!prompts.has('none') || session?.accountId === undefined) return false
      return (await personAtPages(ctx)) !== session.accountId
    }),
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
