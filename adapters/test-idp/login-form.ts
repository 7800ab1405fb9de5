import type { ParameterizedContext } from 'koa'
import type Provider from 'oidc-provider'
import { errors, type InteractionResults } from 'oidc-provider'
import { readBytes, toForm } from '../../server/http/body.ts'
import { languageOf } from './language-of.ts'
import type { TestIdpSettings } from './settings.ts'
import type { Refusal } from './synthetic-person.ts'

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

interface Tools {
  readonly provider: Provider
  readonly settings: TestIdpSettings
}

/** The page where somebody says who they are: GET shows it, POST ends the login one way or another. */
export const loginForm = (tools: Tools) => async (context: ParameterizedContext) => {
  const interaction = await findInteraction(tools, context)
  if (!interaction) return showExpired(context, tools)
  if (context.method !== 'POST') return show(context, tools, interaction, undefined)

  const form = await readBytes(context.req).then(toForm, () => new URLSearchParams())
  const outcome = end(form, tools, interaction)
  if (typeof outcome === 'string') return show(context, tools, interaction, outcome)
  const url = await tools.provider.interactionResult(context.req, context.res, outcome)
  context.status = 303
  context.redirect(url)
}

/** `undefined` when this browser began no login, or did so too long ago. */
const findInteraction = ({ provider }: Tools, { req, res }: ParameterizedContext) =>
  provider.interactionDetails(req, res).catch(error => {
    if (error instanceof errors.SessionNotFound) return undefined
    throw error
  })

function end(
  form: URLSearchParams,
  { settings: { accounts } }: Tools,
  { params }: Interaction,
): InteractionResults | Refusal {
  const outcome = form.get('outcome')
  if (outcome === 'cancel') {
    return { error: 'access_denied', error_description: 'The person cancelled the login' }
  }
  if (outcome === 'fail')
    return { error: 'server_error', error_description: 'The login failed, as asked for' }

  const admitted = accounts.admit({
    typed: form.get(accounts.field) ?? '',
    level: form.get('level') ?? undefined,
    acrValues: text(params.acr_values),
  })
  return typeof admitted === 'string' ? admitted : { login: { ...admitted, amr: ['TestID'] } }
}

function show(
  context: ParameterizedContext,
  { settings: { accounts, renderer } }: Tools,
  { params }: Interaction,
  refusal: Refusal | undefined,
) {
  const model = { ...accounts.shown(text(params.acr_values)), refusal }
  context.status = refusal ? 400 : 200
  context.type = 'html'
  context.body = renderer.page(accounts.view, languageOf(params.ui_locales), model)
}

function showExpired(context: ParameterizedContext, { settings }: Tools) {
  context.status = 400
  context.type = 'html'
  context.body = settings.renderer.page('demo/test-idp-error', 'nb', { error: 'invalid_request' })
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
